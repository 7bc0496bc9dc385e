// SPDX-License-Identifier: Apache-2.0

package import HinomiStore

/// An address, and who it belongs to.
package struct Mailbox: Hashable, Sendable {
    package let name: String?
    package let address: MailAddress

    /// A mailbox of this address.
    package init(name: String? = nil, _ address: MailAddress) {
        self.name = name
        self.address = address
    }

    /// Reads `address` or `Name <address>`; nil where it is neither.
    package init?(_ text: String) {
        guard let open = text.lastIndex(of: "<"), text.last == ">" else {
            guard let address = MailAddress(text) else { return nil }
            self.init(address)
            return
        }
        guard let address = MailAddress(String(text[text.index(after: open)...].dropLast())) else { return nil }
        let name = text[..<open].trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        self.init(name: name.isEmpty ? nil : String(name), address)
    }

    /// As a header has it.
    var header: String { name.map { "\(EncodedWord.phrase($0)) <\(address)>" } ?? address.description }
}
