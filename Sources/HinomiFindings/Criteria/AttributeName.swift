// SPDX-License-Identifier: Apache-2.0

/// The names of attributes that criteria may test: paths of members through a finding's document.
enum AttributeName {
    /// All that criteria for listing findings may name, in order.
    static let listing = read(listingTable)
    /// All that criteria of filters may name, in order; those for listing are among them.
    static let filter = read(filterTable)

    private static let listingSet = Set(listing)
    private static let filterSet = Set(filter)
    private static let times = Set(read(timeTable))

    /// The attribute that labels are told by: equality compares its whole part.
    static let severity = "severity"

    /// The name as the tables spell it, where criteria of this use may have it; nil where they may not.
    static func known(_ name: String, for use: FindingCriteria.Use) -> String? {
        let names = use == .listing ? listingSet : filterSet
        // Texts can be equal to others of different bytes.
        return names.firstIndex(of: name).map { names[$0] }
    }

    /// Whether the attribute is a time.
    static func isTime(_ name: String) -> Bool { times.contains(name) }

    /// The known name that is spelled like this one but for the case of letters; nil where there is none.
    static func respelled(_ name: String, for use: FindingCriteria.Use) -> String? {
        let lowercased = name.lowercased()
        let names = use == .listing ? listing : filter
        return names.first { $0.lowercased() == lowercased }
    }

    /// Reads a table: at the margin what names begin with (`-` for nothing) and a colon, then their last parts; lines that
    /// go on are indented.
    static func read(_ table: String) -> [String] {
        var names: [String] = []
        var prefix = ""
        for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if word.hasSuffix(":") {
                prefix = word == "-:" ? "" : word.dropLast() + "."
            } else {
                names.append(prefix + word)
            }
        }
        return names.sorted()
    }
}
