// SPDX-License-Identifier: Apache-2.0

/// An e-mail address of one mailbox, `local@domain`, in the letters of ASCII.
///
/// Quoted local parts, comments and literal addresses are legal and used by nobody who is invited; they are refused, and
/// with them all that could end a header or a command early.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package let local: String
    package let domain: String

    package var description: String { "\(local)@\(domain)" }

    /// The address that a text is; nil where it is none.
    package init?(_ text: String) {
        guard text.utf8.count <= 254 else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, MailAddress.isLocal(parts[0]), MailAddress.isDomain(parts[1]) else { return nil }
        local = String(parts[0])
        domain = String(parts[1])
    }

    // Words of letters, digits and what RFC 5321 lets stand unquoted, between single dots.
    private static func isLocal(_ text: Substring) -> Bool {
        let signs = Array("!#$%&'*+-/=?^_`{|}~".utf8)
        return text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
                !word.isEmpty && word.utf8.allSatisfy { $0.isLetterOrDigit || signs.contains($0) }
            }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                1...63 ~= label.utf8.count && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
            }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        0x61...0x7A ~= self || 0x41...0x5A ~= self || 0x30...0x39 ~= self
    }
}
