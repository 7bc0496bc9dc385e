// SPDX-License-Identifier: Apache-2.0

/// Brings the names of lists into the form in which names are compared.
enum ListedName {
    /// Why a text is no name that a list can hold.
    enum Fault: Error {
        case notAName
        case oneLabel
    }

    /// Replaces `name` by the lower-case form of `text` without a final dot, its labels outside ASCII as A-labels.
    ///
    /// Takes letters, digits, hyphens and underscores in labels of at most 63 bytes, 253 bytes in all, at least two
    /// labels, the last of which is not a number.
    static func normalise(_ text: UnsafeBufferPointer<UInt8>, into name: inout [UInt8]) throws(Fault) {
        name.removeAll(keepingCapacity: true)
        var end = text.count
        if end > 0, text[end - 1] == 0x2E { end -= 1 }
        guard end > 0, end <= 1024 else { throw .notAName }
        var labels = 0
        var at = 0
        while at < end {
            let labelStart = name.count
            let textStart = at
            var isASCII = true
            var isNumber = true
            while at < end, text[at] != 0x2E {
                var byte = text[at]
                if byte &- 65 < 26 { byte |= 0x20 }
                if byte >= 0x80 {
                    isASCII = false
                } else {
                    guard byte &- 97 < 26 || byte &- 48 < 10 || byte == 0x2D || byte == 0x5F else { throw .notAName }
                }
                if byte &- 48 >= 10 { isNumber = false }
                name.append(byte)
                at += 1
            }
            if !isASCII {
                name.removeSubrange(labelStart...)
                guard Punycode.append(text[textStart..<at], to: &name) else { throw .notAName }
            }
            guard name.count > labelStart, name.count - labelStart <= 63, name.count <= 253 else { throw .notAName }
            labels += 1
            at += 1
            if at < end { name.append(0x2E) }
            if at >= end, isNumber { throw .notAName }
            // A dot right before the end leaves an empty last label.
            if at == end { throw .notAName }
        }
        guard labels >= 2 else { throw .oneLabel }
    }
}
