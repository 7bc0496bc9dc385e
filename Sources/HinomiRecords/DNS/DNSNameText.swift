// SPDX-License-Identifier: Apache-2.0

/// Brings names as DNS logs write them into the form in which they are compared.
public enum DNSNameText {
    /// The longest name that is taken, in bytes without the final dot.
    public static let maxLength = 255

    /// Room that is enough for every name: 255 bytes, each written as a four-character escape, and some to spare.
    public static let roomNeeded = 1024

    /// Writes a name to `room`: ASCII letters in lower case, no final dot, escapes undone; returns its length.
    ///
    /// Undone are JSON's escapes and then those of DNS: `\X` is X and `\ddd` the byte of that number. Route 53 writes the
    /// number in octal, as its documentation says; three digits that are no octal number up to 377 are read as decimal,
    /// as zone files have them. The result need not be UTF-8: tunnels ask for any bytes. A dot written as an escape is
    /// kept as a plain dot. The root is the empty name.
    ///
    /// Nil when this is no string, when the name is longer than `maxLength`, or when `room` is too small.
    public static func normalise(_ name: JSONSlice, into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        guard name.hasEscapes else { return lowered(name, into: room) }
        guard let count = name.unescape(into: room) else { return nil }
        var written = 0
        var at = 0
        var endsInDot = false
        while at < count {
            var byte = room[at]
            at += 1
            endsInDot = byte == 0x2E
            if byte == 0x5C, at < count {
                byte = room[at]
                if at + 3 <= count, let escaped = number(room, at) {
                    byte = escaped
                    at += 3
                } else {
                    at += 1
                }
            }
            room[written] = byte &- 65 < 26 ? byte | 0x20 : byte
            written += 1
        }
        if endsInDot { written -= 1 }
        return written <= maxLength ? written : nil
    }

    // Nearly all names: no escapes to undo.
    private static func lowered(_ name: JSONSlice, into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        guard name.isString, let to = room.baseAddress, let from = name.base else { return nil }
        var count = name.count
        guard count <= room.count else { return nil }
        if count > 0, from[count - 1] == 0x2E { count -= 1 }
        guard count <= maxLength else { return nil }
        // Without a branch, so that many bytes are taken at a time.
        for i in 0..<count { to[i] = from[i] | (from[i] &- 65 < 26 ? 0x20 : 0) }
        return count
    }

    private static func number(_ room: UnsafeMutableBufferPointer<UInt8>, _ at: Int) -> UInt8? {
        let a = Int(room[at]) - 48
        let b = Int(room[at + 1]) - 48
        let c = Int(room[at + 2]) - 48
        guard (0...9).contains(a), (0...9).contains(b), (0...9).contains(c) else { return nil }
        if a <= 3, b <= 7, c <= 7 { return UInt8(a << 6 | b << 3 | c) }
        return UInt8(exactly: a * 100 + b * 10 + c)
    }
}
