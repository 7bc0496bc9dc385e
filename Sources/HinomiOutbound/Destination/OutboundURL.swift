// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// An `http` or `https` address that a user named, taken apart strictly.
///
/// Whatever two readers of addresses could understand in two ways is refused, so that what was checked is what is
/// connected to.
package struct OutboundURL: Hashable, Sendable, CustomStringConvertible {
    /// The two schemes there are.
    package enum Scheme: String, Sendable {
        case http
        case https

        var port: Int { self == .https ? 443 : 80 }
    }

    /// Where the request goes: a name, or an address that was written as one.
    package enum Host: Hashable, Sendable {
        case name(String)
        case address(IPAddress)
    }

    package let scheme: Scheme
    package let host: Host
    package let port: Int
    /// What is asked for there: the path and what follows it, encoded.
    package let target: String

    /// The longest address that is looked at, in bytes.
    package static let maximumLength = 2_048

    /// An address of these parts; the path is encoded, and begins with a slash.
    package init(scheme: Scheme, host: Host, port: Int, target: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }

    /// Reads an address.
    package init(_ text: String) throws(OutboundError) {
        guard text.utf8.count <= OutboundURL.maximumLength else {
            throw .malformed("it is longer than \(OutboundURL.maximumLength) bytes")
        }
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            throw .malformed("it must begin with https:// or http://")
        }
        guard let scheme = Scheme(rawValue: text[..<colon].lowercased()) else {
            throw .malformed("it must begin with https:// or http://")
        }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw .malformed("it must not hold a user or password") }
        self.scheme = scheme
        (host, port) = try OutboundURL.authority(authority, scheme)
        target = try OutboundURL.target(rest[end...])
    }

    /// The address that a redirect leads to: another one, or another path at the same host.
    package func following(_ location: String) throws(OutboundError) -> OutboundURL {
        if location.hasPrefix("//") { return try OutboundURL("\(scheme.rawValue):\(location)") }
        if location.hasPrefix("/") {
            return OutboundURL(scheme: scheme, host: host, port: port, target: try OutboundURL.target(location[...]))
        }
        return try OutboundURL(location)
    }

    /// The host as addresses have it.
    package var hostText: String {
        switch host {
        case .name(let name): name
        case .address(let address): address.isV4 ? address.description : "[\(address)]"
        }
    }

    /// Scheme, host and port, as `https://lists.example:443`.
    package var origin: String { "\(scheme.rawValue)://\(hostText):\(port)" }

    /// The host with its port where that is not the scheme's: what the header says.
    package var hostHeader: String { port == scheme.port ? hostText : "\(hostText):\(port)" }

    package var description: String { "\(scheme.rawValue)://\(hostHeader)\(target)" }

    private static func authority(_ text: Substring, _ scheme: Scheme) throws(OutboundError) -> (Host, Int) {
        var hostText = text
        var portText: Substring?
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { throw .malformed("its host is no name and no address") }
            hostText = text[text.index(after: text.startIndex)..<close]
            let after = text[text.index(after: close)...]
            guard after.isEmpty || after.hasPrefix(":") else { throw .malformed("its host is no name and no address") }
            portText = after.isEmpty ? nil : after.dropFirst()
            // Zones belong to one machine, and a dotted IPv4 address needs no brackets.
            guard hostText.contains(":"), let address = IPAddress(String(hostText)) else {
                throw .malformed("its host is no name and no address")
            }
            return (.address(address), try port(portText, scheme))
        }
        if let colon = text.lastIndex(of: ":") {
            hostText = text[..<colon]
            portText = text[text.index(after: colon)...]
        }
        return (try host(hostText.lowercased()), try port(portText, scheme))
    }

    private static func port(_ text: Substring?, _ scheme: Scheme) throws(OutboundError) -> Int {
        guard let text else { return scheme.port }
        guard text.utf8.count <= 5, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(text),
            1...65_535 ~= port
        else { throw .malformed("its port must be a number from 1 to 65535") }
        return port
    }

    private static func host(_ text: String) throws(OutboundError) -> Host {
        // The dot at the end only says that the name is whole.
        let name = text.hasSuffix(".") ? String(text.dropLast()) : text
        if let address = IPAddress(name), address.isV4, !name.contains(":") { return .address(address) }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, let last = labels.last, labels.allSatisfy(isLabel) else {
            throw .malformed("its host is no name and no address")
        }
        // 2130706433, 0177.1 and 0x7f000001 are 127.0.0.1 to resolvers of the old kind.
        guard let first = last.utf8.first, !(0x30...0x39 ~= first) else {
            throw .malformed("its host is a number that is no address of four decimal parts")
        }
        return .name(name)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        1...63 ~= label.utf8.count
            && label.utf8.allSatisfy {
                0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }

    // Path and query; what is not allowed there is encoded, and what follows # is not sent.
    private static func target(_ text: Substring) throws(OutboundError) -> String {
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else {
            throw .malformed("it holds characters that no address has")
        }
        let digits = Array("0123456789ABCDEF".utf8)
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%".utf8)
        var bytes: [UInt8] = text.hasPrefix("/") ? [] : [UInt8(ascii: "/")]
        for byte in text.prefix(while: { $0 != "#" }).utf8 {
            if plain.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
