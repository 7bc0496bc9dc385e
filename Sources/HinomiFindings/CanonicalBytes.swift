// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A byte encoding in which equal things have equal bytes and different things different ones.
///
/// Every text is preceded by its length as eight bytes, most significant first, and every list by its count, so that no
/// two sequences of parts run together into the same bytes.
struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ texts: [String]) {
        add(UInt64(texts.count))
        for text in texts { add(text) }
    }

    mutating func add(_ number: Double) { add(number.bitPattern) }

    mutating func add(_ truth: Bool) { add(truth ? 1 : 0 as UInt64) }

    mutating func add(_ address: IPAddress?) {
        add(address != nil)
        add(address?.high ?? 0)
        add(address?.low ?? 0)
    }

    /// The first 16 bytes of their SHA-256 in hexadecimal.
    var identifier: String {
        let digits = Array("0123456789abcdef".utf8)
        let hex = SHA256.digest(of: bytes).prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: hex, as: UTF8.self)
    }

    /// A 128-bit fingerprint of the bytes, the same on every machine.
    var fingerprint: (UInt64, UInt64) {
        bytes.withUnsafeBufferPointer { buffer in
            var first = StableHash(seed: 1)
            var second = StableHash(seed: 2)
            first.combine(buffer)
            second.combine(buffer)
            return (first.value, second.value)
        }
    }
}
