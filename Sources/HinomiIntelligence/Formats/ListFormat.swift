// SPDX-License-Identifier: Apache-2.0

/// The formats in which lists come.
public enum ListFormat: String, CaseIterable, Hashable, Codable, Sendable {
    /// One address, network or name a line; hosts files and columns separated by tabs as well.
    case txt = "TXT"
    /// STIX 1 packages (XML) and STIX 2 bundles (JSON).
    case stix = "STIX"
    /// AlienVault Open Threat Exchange, comma separated.
    case otxCSV = "OTX_CSV"
    /// AlienVault reputation feed, separated by `#`.
    case alienVault = "ALIEN_VAULT"
    /// Proofpoint ET Intelligence feed, comma separated.
    case proofPoint = "PROOF_POINT"
    /// FireEye iSIGHT export, comma separated.
    case fireEye = "FIRE_EYE"

    /// The format that a content looks like; plain text where it looks like none of the others.
    public static func recognise(_ bytes: UnsafeBufferPointer<UInt8>) -> ListFormat {
        var lines = ListLines(bytes)
        var seen = 0
        while let line = lines.next(), seen < 100 {
            let text = line.trimmed
            guard let first = text.first else { continue }
            seen += 1
            if seen == 1, first == UInt8(ascii: "<") || first == UInt8(ascii: "{") { return .stix }
            if text.hasPrefix("indicator type") { return .otxCSV }
            if text.hasPrefix("reportid") || (text.hasField("threatscape") && text.hasField("networkidentifier")) {
                return .fireEye
            }
            if text.hasPrefix("ip,") || text.hasPrefix("domain,"), text.hasField("category"), text.hasField("score") {
                return .proofPoint
            }
            if first == UInt8(ascii: "#") { continue }
            return text.count(of: UInt8(ascii: "#")) >= 6 ? .alienVault : .txt
        }
        return .txt
    }

    /// Reads a list in this format and hands every entry on.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, columns: [String], into intake: inout ListIntake) {
        switch self {
        case .txt: TextList.read(bytes, columns: columns, into: &intake)
        case .otxCSV: OTXList.read(bytes, into: &intake)
        case .alienVault: AlienVaultList.read(bytes, into: &intake)
        case .proofPoint: ProofPointList.read(bytes, into: &intake)
        case .fireEye: FireEyeList.read(bytes, into: &intake)
        case .stix:
            var lines = ListLines(bytes)
            while let line = lines.next() {
                guard let first = line.trimmed.first else { continue }
                if first == UInt8(ascii: "{") {
                    STIX2List.read(bytes, into: &intake)
                } else {
                    STIX1List.read(bytes, into: &intake)
                }
                return
            }
        }
    }
}
