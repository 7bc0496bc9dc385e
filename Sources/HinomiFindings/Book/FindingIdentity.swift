// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// The ids of findings and detectors: hashes of what they are, so the same on every machine and after every replay.
///
/// An id is the first 16 bytes of a SHA-256 in hexadecimal, taken over texts that are each preceded by their length as
/// eight bytes, most significant first.
public enum FindingIdentity {
    /// The id of a finding: over "finding", type, account, region, each identity part, and the role where the type can
    /// have either.
    public static func findingID(
        type: FindingType, account: AccountID, region: String, identity: [String], role: ResourceRole?
    ) -> String {
        var bytes = CanonicalBytes()
        for part in ["finding", type.name, account.description, region] + identity { bytes.add(part) }
        if let role { bytes.add(role.rawValue) }
        return bytes.identifier
    }

    /// The id of the finding a signal belongs to.
    public static func findingID(of signal: Signal, in catalogue: Catalogue = .builtIn) -> String {
        let roles = catalogue.row(for: signal.type)?.roles.count ?? 0
        return findingID(
            type: signal.type, account: signal.account, region: signal.region, identity: signal.identity,
            role: roles > 1 ? signal.role : nil)
    }

    /// The id of the detector of an account and region: over "detector", account, region.
    public static func detectorID(account: AccountID, region: String) -> String {
        var bytes = CanonicalBytes()
        for part in ["detector", account.description, region] { bytes.add(part) }
        return bytes.identifier
    }
}
