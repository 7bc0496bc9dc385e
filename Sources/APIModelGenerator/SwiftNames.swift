// SPDX-License-Identifier: Apache-2.0

/// Names of the model as Swift writes them.
enum SwiftNames {
    /// `DetectorId` → `detectorID`, `IpSetIds` → `ipSetIDs`, `S3Logs` → `s3Logs`.
    static func member(_ name: String) -> String {
        var name = name
        for (ending, spelt) in [("Ids", "IDs"), ("Id", "ID"), ("Arns", "ARNs"), ("Arn", "ARN")]
        where name.hasSuffix(ending) {
            name = name.dropLast(ending.count) + spelt
            break
        }
        return escaped(lowered(name))
    }

    /// `FIFTEEN_MINUTES` → `fifteenMinutes`, `eq` → `eq`.
    static func value(_ name: String) -> String {
        let words = name.split { !($0.isLetter || $0.isNumber) }
        let isConstant = name == name.uppercased()
        let joined = words.enumerated().map { i, word in
            guard isConstant else { return i == 0 ? lowered(String(word)) : String(word) }
            return i == 0 ? word.lowercased() : word.prefix(1) + word.dropFirst().lowercased()
        }.joined()
        return escaped(joined.first?.isNumber == true ? "n" + joined : joined)
    }

    /// A text as a Swift literal.
    static func literal(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }

    // The leading capitals are one word: `DNSLogs` → `dnsLogs`.
    private static func lowered(_ name: String) -> String {
        let capitals = name.prefix { $0.isUppercase }.count
        guard capitals > 0 else { return name }
        let count = capitals == 1 || capitals == name.count ? capitals : capitals - 1
        return name.prefix(count).lowercased() + name.dropFirst(count)
    }

    private static func escaped(_ name: String) -> String {
        [
            "default", "operator", "protocol", "in", "is", "as", "internal", "public", "self", "repeat", "where",
            "switch",
        ]
        .contains(name) ? "`\(name)`" : name
    }
}
