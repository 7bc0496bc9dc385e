// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// Password guessing from one client at one server, seen in the shape of the connections.
///
/// Knowledge: Hellemons et al. (AIMS 2012) and Hofstede et al. (CCR 2014) tell the phases of SSH attacks apart by packets
/// and bytes a flow; guessing tools repeat the same short exchange, people and jobs do not.
struct LoginGuessing: Sendable {
    /// Ports of the service.
    var ports: Set<UInt16>
    var shape: LoginShape
    var limits = Limits()

    struct Limits: LimitSet {
        var connections = 10
        var guesses = 20
        var internalConnections = 15
        var internalGuesses = 30
        var similarity = 0.7
        var beyondDoubt = 100
        var sessionPatience: Int64 = 3_600

        static let rows: [Limit<Limits>] = [
            Limit(
                "connections", \.connections, 2...10_000, unit: "connections",
                "connections with the shape of an attempt, from or to a public address, within half an hour"),
            Limit("guesses", \.guesses, 2...255, unit: "guesses", "guesses that fit into them"),
            Limit(
                "internalConnections", \.internalConnections, 2...10_000, unit: "connections",
                "connections inside the VPC, where jobs and administrators log in as well"),
            Limit(
                "internalGuesses", \.internalGuesses, 2...255, unit: "guesses",
                "guesses that fit into those inside the VPC"),
            Limit(
                "similarity", \.similarity, 0...1,
                "share of the attempts that have one of the two commonest shapes: tools repeat themselves"),
            Limit(
                "beyondDoubt", \.beyondDoubt, 2...60_000, unit: "connections",
                "attempts that count also when the client had real sessions"),
            Limit(
                "sessionPatience", \.sessionPatience, 0...86_400, unit: "seconds",
                "time within which a real session of the guesser is taken for the fruit of the guessing"),
        ]
    }

    static let interest: Interest = [.login, .answered, .fresh, .tcp]

    struct Key: StateKey {
        var interface: UInt64
        var client: IPAddress
        var server: IPAddress

        func feed(_ hash: inout StableHash) {
            hash.combine(interface)
            hash.combine(client)
            hash.combine(server)
        }
    }

    // As small as it can be: everybody who calls an open port gets one.
    struct State: DetectorState {
        var minutes = LoginMinutes()
        /// Attempts of all times.
        var total: UInt32 = 0
        var reported: UInt32 = 0
        var sessions: UInt32 = 0
        /// The ports of the latest contact that counted.
        var localPort: UInt16 = 0
        var remotePort: UInt16 = 0
        var unsure: Unsure = []
        /// Whether it is our own instance that guesses.
        var isActor = false
        /// Whether a session that followed the guessing was told of.
        var toldSession = false
        var first = Timestamp.distantFuture
        var last = Timestamp.distantPast
        /// Attempts by shape: packets and the logarithm of the bytes.
        var cells: [Cell] = []
        var evidence = Evidence()
        /// What a finding says of the interface.
        private(set) var interface: Shared<InterfaceFacts>

        struct Cell: Codable {
            var packets: UInt16
            var bytes: UInt16
            var count: UInt32

            /// Whether two shapes are those of the same kind of attempt.
            func isNear(_ other: Cell) -> Bool {
                abs(Int(packets) - Int(other.packets)) <= 2 && abs(Int(bytes) - Int(other.bytes)) <= 1
            }
        }

        init(_ contact: ObservedContact) { interface = contact.card.facts }
    }

    func key(of contact: ObservedContact) -> Key? {
        guard contact.protocolNumber == ObservedContact.tcp, contact.outcome.isAnswered, !contact.isContinued else {
            return nil
        }
        switch contact.initiator {
        case .remote where ports.contains(contact.localPort):
            return Key(interface: contact.interfaceKey, client: contact.remote, server: contact.local)
        case .local where ports.contains(contact.remotePort):
            return Key(interface: contact.interfaceKey, client: contact.local, server: contact.remote)
        default:
            return nil
        }
    }

    /// What a contact with the service looks like.
    enum Kind {
        case attempt
        case session
        case other
    }

    /// Whether a contact has the shape of an attempt to log in, or of what follows one that succeeded.
    func kind(of contact: ObservedContact) -> Kind {
        let isInbound = contact.initiator == .remote
        let packets = isInbound ? contact.packetsIn : contact.packetsOut
        let sent = isInbound ? contact.bytesIn : contact.bytesOut
        let received = isInbound ? contact.bytesOut : contact.bytesIn
        // Banners and large keys lengthen every answer; a real session goes far beyond.
        if received > 3 * shape.serverBytes || contact.seconds > 2 * shape.seconds { return .session }
        let isAttempt =
            shape.allows(packets: packets, clientBytes: sent) && received <= shape.serverBytes
            && contact.seconds <= shape.seconds
        return isAttempt ? .attempt : .other
    }

    /// Takes in a contact of the key. Returns the signal that is due, without its type.
    func fold(_ contact: ObservedContact, key: Key, into state: inout State?) -> Signal? {
        let kind = kind(of: contact)
        guard kind != .other else { return nil }
        let isInbound = contact.initiator == .remote
        let packets = isInbound ? contact.packetsIn : contact.packetsOut
        let sent = isInbound ? contact.bytesIn : contact.bytesOut
        let received = isInbound ? contact.bytesOut : contact.bytesIn
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State(contact)
        defer { state = kept }
        if kind == .session {
            if kept.sessions < .max { kept.sessions += 1 }
            // Connections that are merely left open last as long; only what moves data is the fruit of a guess.
            guard received > 3 * shape.serverBytes || packets > 2 * shape.mostPackets else { return nil }
            return session(contact, key, after: &kept, received: received)
        }
        let tries = shape.secondsPerGuess > 0 ? min(6, max(1, contact.seconds / shape.secondsPerGuess)) : 1
        kept.minutes.add(guesses: tries, at: contact.first.seconds)
        if kept.total < .max { kept.total += 1 }
        kept.count(packets: packets, bytes: sent)
        kept.first = min(kept.first, contact.first)
        if contact.last >= kept.last { kept.show(contact) }
        kept.last = max(kept.last, contact.last)
        kept.evidence.add(contact.firstRecord)
        guard kept.reported > 0 ? kept.total / 10 >= kept.reported : isGuessing(kept, contact) else { return nil }
        defer { kept.wasReported() }
        return signal(kept, key)
    }

    // A real session of a client that was guessing until then: the guessing likely succeeded.
    private func session(_ contact: ObservedContact, _ key: Key, after state: inout State, received: UInt64)
        -> Signal?
    {
        guard state.reported > 0, !state.toldSession, contact.first >= state.last,
            contact.first.seconds - state.last.seconds <= limits.sessionPatience
        else { return nil }
        state.toldSession = true
        state.show(contact)
        var signal = signal(state, key)
        signal.identity.append("session")
        signal.severity = .high
        signal.last = contact.last
        signal.occurrences = 1
        signal.evidence.add(contact.firstRecord)
        signal.info["likelySuccessful"] = .truth(true)
        signal.terms["session"] = "a session of \(Signal.span(from: contact.first, to: contact.last))"
        signal.reasons = [
            Reason("attempts of the client before it", observed: Double(state.total)),
            Reason("seconds that the session lasted", observed: Double(contact.seconds)),
            Reason(
                "bytes that the client got", observed: Double(received), limit: Double(3 * shape.serverBytes),
                unit: "bytes"),
        ]
        return signal
    }

    /// What is left to say of a state that is dropped.
    func rest(_ state: State, key: Key) -> Signal? {
        state.reported > 0 && state.total > state.reported ? signal(state, key) : nil
    }

    private func isGuessing(_ state: State, _ contact: ObservedContact) -> Bool {
        let attempts = state.minutes.attempts
        if attempts >= limits.beyondDoubt { return state.likeness >= limits.similarity }
        let isInternal = !contact.remote.isPublic
        guard attempts >= needed(isInternal),
            state.minutes.guesses >= (isInternal ? limits.internalGuesses : limits.guesses)
        else { return false }
        // Whoever logs in for real now and then is no stranger; only a mass of failures makes him one.
        return state.sessions == 0 && state.likeness >= limits.similarity
    }

    private func needed(_ isInternal: Bool) -> Int { isInternal ? limits.internalConnections : limits.connections }

    private func signal(_ state: State, _ key: Key) -> Signal {
        let interface = state.interface.value
        let role: ResourceRole = state.isActor ? .actor : .target
        let (local, remote) = state.isActor ? (key.client, key.server) : (key.server, key.client)
        var instance = InstanceDetails()
        instance.instanceID = interface.instanceID
        instance.networkInterfaceID = interface.interfaceID
        instance.privateAddress = local
        instance.vpcID = interface.vpcID
        instance.subnetID = interface.subnetID
        instance.availabilityZone = interface.availabilityZoneID
        let owner = interface.instanceID.isEmpty ? interface.interfaceID : interface.instanceID
        // What was read may be damaged.
        let news = max(0, Int(state.total) - Int(state.reported))
        var signal = Signal(
            type: "", account: interface.account, region: interface.region.isEmpty ? "unknown" : interface.region,
            resource: .instance(instance), role: role, identity: [owner],
            severity: role == .actor ? .high : .low, first: state.first, last: state.last, occurrences: news,
            action: .networkConnection(
                NetworkConnection(
                    direction: role == .actor ? .outbound : .inbound, protocolNumber: ObservedContact.tcp,
                    isBlocked: false, localAddress: local, localPort: state.localPort,
                    remoteAddress: remote, remotePort: state.remotePort,
                    localInterfaceID: interface.interfaceID)),
            evidence: state.evidence)
        signal.reasons = [
            Reason(
                "connections that look like login attempts", observed: Double(state.total),
                limit: Double(needed(!remote.isPublic))),
            Reason(
                "share of them that look alike", observed: state.likeness * 100, limit: limits.similarity * 100,
                unit: "%"),
            Reason("sessions of the same client that look like a real login", observed: Double(state.sessions)),
        ]
        signal.terms = [
            "attempt_count": String(state.total), "window": Signal.span(from: state.first, to: state.last),
        ]
        signal.caveats += state.unsure.caveats
        return signal
    }
}

extension LoginGuessing.State {
    static let maxCells = 24

    mutating func forgetRun() {
        evidence.forgetReferences()
        // This run says what is left to say.
        if reported > 0 { (reported, evidence) = (total, Evidence()) }
    }

    /// Counts an attempt into the cell of its shape; cells are one packet wide and 15 % of bytes high.
    mutating func count(packets: UInt64, bytes: UInt64) {
        let step = UInt16(min(65_535, (hundredLog(bytes) / 14)))
        let packets = UInt16(min(65_535, packets))
        if let at = cells.firstIndex(where: { $0.packets == packets && $0.bytes == step }) {
            if cells[at].count < .max { cells[at].count += 1 }
        } else if cells.count < LoginGuessing.State.maxCells {
            cells.append(Cell(packets: packets, bytes: step, count: 1))
        } else if let rarest = cells.indices.min(by: {
            (cells[$0].count, cells[$0].packets, cells[$0].bytes) < (
                cells[$1].count, cells[$1].packets, cells[$1].bytes
            )
        }) {
            cells[rarest] = Cell(packets: packets, bytes: step, count: 1)
        }
    }

    // A hundred times the natural logarithm, by bits: no floating point in what is compared for equality.
    private func hundredLog(_ value: UInt64) -> UInt64 {
        guard value > 1 else { return 0 }
        let bits = UInt64(63 - value.leadingZeroBitCount)
        let fraction = bits >= 6 ? (value >> (bits - 6)) & 63 : (value << (6 - bits)) & 63
        return bits * 69 + fraction * 69 / 64
    }

    /// Share of the attempts that lie within two packets and one byte cell of one of the two commonest shapes.
    var likeness: Double {
        let total = cells.reduce(0) { $0 + Int($1.count) }
        guard total > 0 else { return 0 }
        var rest = cells
        var alike = 0
        for _ in 0..<2 {
            let clusters = rest.map { center in rest.filter { $0.isNear(center) } }
            // Ties are settled by shape, so that the order in which shapes were met does not matter.
            let best = clusters.max { x, y in
                let (a, b) = (x.reduce(0) { $0 + Int($1.count) }, y.reduce(0) { $0 + Int($1.count) })
                return a != b
                    ? a < b
                    : (x.first?.packets ?? 0, x.first?.bytes ?? 0) > (y.first?.packets ?? 0, y.first?.bytes ?? 0)
            }
            guard let best else { break }
            alike += best.reduce(0) { $0 + Int($1.count) }
            rest.removeAll { cell in best.contains { $0.packets == cell.packets && $0.bytes == cell.bytes } }
        }
        return Double(alike) / Double(total)
    }

    /// Takes a contact for the one that a finding shows.
    mutating func show(_ contact: ObservedContact) {
        (localPort, remotePort, unsure) = (contact.localPort, contact.remotePort, contact.unsure)
        isActor = contact.initiator == .local
        interface = contact.card.facts
    }

    /// Notes that a signal was raised; the next is due when there are ten times as many.
    mutating func wasReported() {
        reported = total
        evidence = Evidence()
    }
}
