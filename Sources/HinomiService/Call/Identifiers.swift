// SPDX-License-Identifier: Apache-2.0

/// Ids of resources that have no name of their own.
enum Identifiers {
    /// 32 hexadecimal digits that nothing else has.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
