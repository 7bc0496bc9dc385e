// SPDX-License-Identifier: Apache-2.0

/// What a field of a list looks like, before its parts are read.
enum EntryShape {
    /// An address or network, and the text of a port.
    case network(ListText, port: ListText?)
    /// Two addresses joined by a hyphen.
    case range(ListText, ListText)
    /// A name; with a wildcard before it, or meant without the names below it.
    case name(ListText, isWildcard: Bool, isExact: Bool)
    /// Something that tables do not hold: an e-mail address.
    case other
    case nothing

    init(_ text: ListText, kind: FieldKind) {
        guard let first = text.first, let last = text.last, text.count <= 4096 else {
            self = .nothing
            return
        }
        if kind == .url || text.offset(of: "://") != nil {
            self = EntryShape.url(text)
            return
        }
        if text.contains(UInt8(ascii: "@")) {
            self = .other
            return
        }
        let hasColon = text.contains(UInt8(ascii: ":"))
        if kind != .name, hasColon || last &- 48 < 10 || text.contains(UInt8(ascii: "/")) {
            self = EntryShape.address(text, first: first, hasColon: hasColon)
            return
        }
        if kind == .address {
            self = .nothing
            return
        }
        var name = text
        var isWildcard = false
        if name.count > 2, name[0] == UInt8(ascii: "*"), name[1] == 0x2E {
            name = name.part(2..<name.count)
            isWildcard = true
        } else if name.count > 1, name[0] == 0x2E {
            name = name.part(1..<name.count)
            isWildcard = true
        }
        self = .name(name, isWildcard: isWildcard, isExact: false)
    }

    private static func address(_ text: ListText, first: UInt8, hasColon: Bool) -> EntryShape {
        if first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) {
            let address = text.part(1..<close)
            if close + 1 == text.count { return .network(address, port: nil) }
            guard text[close + 1] == UInt8(ascii: ":") else { return .nothing }
            return .network(address, port: text.part((close + 2)..<text.count))
        }
        if let hyphen = text.firstIndex(of: UInt8(ascii: "-")), first &- 48 < 10 || hasColon {
            let last = text.part((hyphen + 1)..<text.count).trimmed
            if last.allSatisfy({ $0 != UInt8(ascii: "-") && ($0 &- 48 < 10 || $0 == 0x2E || hasColon) }) {
                return .range(text.part(0..<hyphen).trimmed, last)
            }
        }
        if hasColon, let colon = text.firstIndex(of: UInt8(ascii: ":")),
            let dot = text.firstIndex(of: 0x2E), dot < colon
        {
            let host = text.part(0..<colon)
            let port = text.part((colon + 1)..<text.count)
            if let last = host.last, last &- 48 < 10 { return .network(host, port: port) }
            // A name with a port: tables of names know no ports.
            return port.allSatisfy({ $0 &- 48 < 10 }) ? .name(host, isWildcard: false, isExact: false) : .nothing
        }
        return .network(text, port: nil)
    }

    /// The host of a URL; what stands below a host name is not meant.
    private static func url(_ text: ListText) -> EntryShape {
        let start = text.offset(of: "://").map { $0 + 3 } ?? 0
        var end = start
        while end < text.count, ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(text[end]) { end += 1 }
        var host = text.part(start..<end)
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host.part((at + 1)..<host.count) }
        guard let first = host.first else { return .nothing }
        let hasColon = host.contains(UInt8(ascii: ":"))
        if first == UInt8(ascii: "[") { return address(host, first: first, hasColon: hasColon) }
        var name = host
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) { name = host.part(0..<colon) }
        guard let last = name.last else { return .nothing }
        // The port of a URL is the server's; it narrows an address as a port column would.
        if last &- 48 < 10 {
            return .network(name, port: name.count + 1 < host.count ? host.part((name.count + 1)..<host.count) : nil)
        }
        return .name(name, isWildcard: false, isExact: true)
    }

    /// Reads a port number.
    static func port(_ text: ListText) throws(EntryFault) -> UInt16 {
        guard (1...5).contains(text.count), text.allSatisfy({ $0 &- 48 < 10 }),
            let port = UInt16(exactly: text.reduce(0) { $0 * 10 + Int($1 - 48) }), port > 0
        else { throw .refused(.badPort) }
        return port
    }
}
