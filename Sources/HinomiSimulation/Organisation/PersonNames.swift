// SPDX-License-Identifier: Apache-2.0

/// Names of people who do not exist.
enum PersonNames {
    static func name(number: Int, _ random: inout Randomness) -> String {
        let first = random.pick(firstNames, or: "alex")
        // The last name tells people of one account apart.
        let last = lastNames[number % lastNames.count]
        return number < lastNames.count ? "\(first).\(last)" : "\(first).\(last)\(number / lastNames.count + 1)"
    }

    private static let firstNames = words(
        """
        anna ben carla david elena felix grace hugo ines jonas kavya liam maria nils olga paul rahul sofia tom uma vera will
        yuki zoe priya arjun emma noah mia lucas chloe ethan aisha omar lena max
        """)

    private static let lastNames = words(
        """
        becker smith iyer martin novak khan silva jones weber rossi patel brown meyer clark dubois gupta larsen moore rao young
        hoffman lee fischer walker nair evans keller reed sharma cooper vogel hill menon ward schulz price das baker wolf gray
        kumar ross peters bell reddy wood frank shaw bose adams lang cole jain parker huber stone mehta fox simon cross
        """)

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
