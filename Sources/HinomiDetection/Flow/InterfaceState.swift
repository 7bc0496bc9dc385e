// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What is learned of one interface from its contacts: its own addresses and the ports it listens on.
struct InterfaceState: Codable {
    static let maxOwned = 64
    static let maxPending = 16_384
    static let maxListening = 128
    static let maxPairs = 8
    /// Remote ends that make a port one that is listened on.
    static let enoughCallers: UInt8 = 5

    /// The interface's own addresses, in the order they were learned.
    private(set) var owned: [IPAddress] = []
    /// Contacts whose own side is not known yet.
    private(set) var pending: [FlowContact] = []
    // The pairs of addresses among them, each once.
    private var pairs: [Pair] = []
    private var listening: [ListeningPort] = []
    // Connections in a row that carried data one way and had no answer in the log.
    private var oneSided: UInt8 = 0

    /// A local port and the first remote ends that were seen talking to it, in 32 bytes: most ports have one.
    private struct ListeningPort: Codable {
        /// The first four callers; that there was another is enough.
        var callers: SIMD4<UInt32>
        var touched: Int64
        var port: UInt16
        /// Distinct callers, five at most.
        var count: UInt8 = 1

        init(port: UInt16, caller: UInt32, at seconds: Int64) {
            callers = SIMD4(caller, 0, 0, 0)
            self.port = port
            touched = seconds
        }

        mutating func note(_ caller: UInt32, at seconds: Int64) {
            touched = seconds
            guard count < InterfaceState.enoughCallers else { return }
            for known in 0..<Int(count) where callers[known] == caller { return }
            if Int(count) < callers.scalarCount { callers[Int(count)] = caller }
            count += 1
        }
    }

    private struct Pair: Hashable, Codable {
        var a: IPAddress
        var b: IPAddress
    }

    enum Side {
        case a
        case b
        case unknown
    }

    /// Which side of a contact is the interface's own; learns from it.
    mutating func side(of contact: UnsafePointer<FlowContact>) -> Side {
        if contact.pointee.a.marks.contains(.isOwn) != contact.pointee.b.marks.contains(.isOwn) {
            let side: Side = contact.pointee.a.marks.contains(.isOwn) ? .a : .b
            own(side == .a ? contact.pointee.a.address : contact.pointee.b.address)
            return side
        }
        let knowsA = owned.contains(contact.pointee.a.address)
        if knowsA != owned.contains(contact.pointee.b.address) { return knowsA ? .a : .b }
        if knowsA {
            // Both are its own: the address learned first is the interface's, the other one a mistake or a loop.
            return owned.firstIndex(of: contact.pointee.a.address) ?? 0 <= owned.firstIndex(
                of: contact.pointee.b.address) ?? 0
                ? .a : .b
        }
        // Group addresses and link-local services are never the interface.
        let isBadA = contact.pointee.a.address.isMulticastOrBroadcast || contact.pointee.a.address.isLocalOnly
        let isBadB = contact.pointee.b.address.isMulticastOrBroadcast || contact.pointee.b.address.isLocalOnly
        if isBadA != isBadB {
            own(isBadA ? contact.pointee.b.address : contact.pointee.a.address)
            return isBadA ? .b : .a
        }
        // The address of an interface in AWS is the private one, whatever public address is mapped to it.
        if contact.pointee.a.address.isPublic != contact.pointee.b.address.isPublic {
            own(contact.pointee.a.address.isPublic ? contact.pointee.b.address : contact.pointee.a.address)
            return contact.pointee.a.address.isPublic ? .b : .a
        }
        if owned.isEmpty {
            // Every record of an interface has an address of it: what two different pairs share is its own.
            for earlier in pairs {
                let sharesA = earlier.a == contact.pointee.a.address || earlier.b == contact.pointee.a.address
                let sharesB = earlier.a == contact.pointee.b.address || earlier.b == contact.pointee.b.address
                if sharesA != sharesB {
                    own(sharesA ? contact.pointee.a.address : contact.pointee.b.address)
                    return sharesA ? .a : .b
                }
            }
        } else {
            // A further address of an interface lies in the subnet of those that are known.
            let isNearA = owned.contains { CIDR($0, prefixLength: 120).contains(contact.pointee.a.address) }
            let isNearB = owned.contains { CIDR($0, prefixLength: 120).contains(contact.pointee.b.address) }
            if isNearA != isNearB {
                own(isNearA ? contact.pointee.a.address : contact.pointee.b.address)
                return isNearA ? .a : .b
            }
        }
        return .unknown
    }

    /// Notes an address of the interface.
    mutating func own(_ address: IPAddress) {
        if owned.count < InterfaceState.maxOwned, !owned.contains(address) { owned.append(address) }
    }

    /// Keeps a contact until more is known. Returns false when no more can be kept.
    mutating func postpone(_ contact: FlowContact) -> Bool {
        guard pending.count < InterfaceState.maxPending else { return false }
        let pair = Pair(a: contact.a.address, b: contact.b.address)
        if pairs.count < InterfaceState.maxPairs, !pairs.contains(pair) { pairs.append(pair) }
        pending.append(contact)
        return true
    }

    /// Hands over the contacts that waited.
    mutating func takePending() -> [FlowContact] {
        defer { pending = [] }
        return pending
    }

    /// Takes notice of whether a connection carried data in one direction only. Returns whether the log is likely to have no
    /// other: one such connection may be forged, and any that was answered shows that answers are logged.
    mutating func seesOneSide(_ isOneSided: Bool) -> Bool {
        oneSided = isOneSided ? min(oneSided, 254) + 1 : 0
        return oneSided > 3
    }

    /// Notes that a remote end talked to a local port; both ports are such that neither is known for a service.
    mutating func note(localPort: UInt16, remote: IPAddress, at seconds: Int64) {
        var hash = StableHash()
        hash.combine(remote.high)
        hash.combine(remote.low)
        let caller = UInt32(truncatingIfNeeded: hash.value)
        if let known = listening.firstIndex(where: { $0.port == localPort }) {
            return listening[known].note(caller, at: seconds)
        }
        if listening.count >= InterfaceState.maxListening {
            let oldest = listening.indices.min {
                (listening[$0].touched, listening[$0].port) < (listening[$1].touched, listening[$1].port)
            }
            if let oldest { listening.remove(at: oldest) }
        }
        listening.append(ListeningPort(port: localPort, caller: caller, at: seconds))
    }

    /// Whether enough remote ends talked to the port.
    func isListening(on port: UInt16) -> Bool {
        listening.contains { $0.port == port && $0.count >= InterfaceState.enoughCallers }
    }
}
