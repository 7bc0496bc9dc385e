// SPDX-License-Identifier: Apache-2.0

/// Words as generators join them to names.
enum Words {
    private static let first = [
        "garden", "window", "bridge", "planet", "orange", "silver", "market", "hunter", "castle", "school",
    ]
    private static let second = [
        "doctor", "filter", "pepper", "tunnel", "spring", "yellow", "copper", "ribbon", "velvet", "anchor",
    ]

    /// One of a hundred names of two words.
    static func joined(_ number: Int, _ suffix: String) -> String {
        "\(first[number % 10])\(second[(number / 10 + number * 3) % 10]).\(suffix)"
    }
}
