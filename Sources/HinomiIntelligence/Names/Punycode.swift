// SPDX-License-Identifier: Apache-2.0

/// Writes labels outside ASCII as the DNS carries them (RFC 3492).
enum Punycode {
    /// Appends the A-label of a label in UTF-8, lower-cased; false when it is not UTF-8 or gets too long.
    ///
    /// Letters are lower-cased by Unicode's simple rules only; the further mappings of UTS #46 are rare in lists.
    static func append(_ label: some Collection<UInt8>, to text: inout [UInt8]) -> Bool {
        guard label.count <= 252, let string = String(validating: label, as: UTF8.self) else { return false }
        let scalars = string.unicodeScalars.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
        let limit = text.count + 63
        text.append(contentsOf: "xn--".utf8)
        let basic = scalars.filter(\.isASCII)
        for scalar in basic {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            guard byte > 0x2E, byte != 0x7F else { return false }
            text.append(byte)
        }
        if !basic.isEmpty { text.append(0x2D) }
        var n: UInt32 = 128
        var delta: UInt32 = 0
        var bias: UInt32 = 72
        var handled = UInt32(basic.count)
        var isFirst = true
        while Int(handled) < scalars.count {
            guard let next = scalars.lazy.map(\.value).filter({ $0 >= n }).min() else { return false }
            let (step, overflow) = (next - n).multipliedReportingOverflow(by: handled + 1)
            guard !overflow, delta <= UInt32.max - step else { return false }
            delta += step
            n = next
            for scalar in scalars {
                if scalar.value < n { delta &+= 1 }
                guard scalar.value == n else { continue }
                var quotient = delta
                var k: UInt32 = 36
                while true {
                    let threshold = k <= bias ? 1 : min(k - bias, 26)
                    if quotient < threshold { break }
                    text.append(digit(threshold + (quotient - threshold) % (36 - threshold)))
                    quotient = (quotient - threshold) / (36 - threshold)
                    k += 36
                    guard text.count <= limit else { return false }
                }
                text.append(digit(quotient))
                bias = adapted(delta, points: handled + 1, isFirst: isFirst)
                isFirst = false
                delta = 0
                handled += 1
            }
            delta &+= 1
            n += 1
        }
        return text.count <= limit
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value + 22)
    }

    private static func adapted(_ delta: UInt32, points: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / points
        var k: UInt32 = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
