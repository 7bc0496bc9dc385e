// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

extension ObservedContact {
    /// The view of `contact` from its end `own`, without who began it and how it went. `mark` is what the lists say of the
    /// other end.
    @inline(__always)
    init(
        _ contact: UnsafePointer<FlowContact>, own: Int, guessed: Bool, mark: ListMark, card: InterfaceCard
    ) {
        interfaceKey = contact.pointee.interface
        self.card = card
        protocolNumber = contact.pointee.protocolNumber
        first = Timestamp(seconds: contact.pointee.first)
        last = Timestamp(seconds: max(contact.pointee.last, contact.pointee.first))
        isContinued = contact.pointee.traits.contains(.isContinued)
        unsure = guessed ? .side : []
        if contact.pointee.isCoarse { unsure.insert(.time) }
        records = contact.pointee.records
        remoteMark = mark
        firstRecord = contact.pointee.firstRecord
        lastRecord = contact.pointee.lastRecord
        let ours = FlowContact.ends(of: contact) + own
        let theirs = FlowContact.ends(of: contact) + (1 - own)
        (local, localPort) = (ours.pointee.address, ours.pointee.port)
        (remote, remotePort) = (theirs.pointee.address, theirs.pointee.port)
        (packetsOut, packetsIn) = (ours.pointee.packets, theirs.pointee.packets)
        (bytesOut, bytesIn) = (ours.pointee.bytes, theirs.pointee.bytes)
        isBlocked = ours.pointee.marks.union(theirs.pointee.marks).contains(.isRejected)
        outcome = .unknown
        initiator = .unknown
    }

    /// Finds out who began it and how it went; learns from it for others of the interface.
    @inline(__always)
    mutating func infer(from contact: UnsafePointer<FlowContact>, own: Int, _ state: inout InterfaceState) {
        let ours = FlowContact.ends(of: contact) + own
        let theirs = FlowContact.ends(of: contact) + (1 - own)
        let (outFlags, inFlags) = (ours.pointee.flags, theirs.pointee.flags)
        if protocolNumber == ObservedContact.tcp {
            let isTwoSided = packetsOut > 0 && packetsIn > 0
            let isTalk = isOneSidedTalk
            if isTwoSided || isTalk, state.seesOneSide(isTalk) { unsure.insert(.answer) }
        }
        initiator = inferInitiator(
            outFlags: outFlags, inFlags: inFlags, outStart: ours.pointee.start, inStart: theirs.pointee.start,
            inboundRejected: theirs.pointee.marks.contains(.isRejected), state: &state)
        outcome = inferOutcome(
            outFlags: outFlags, inFlags: inFlags, isIncomplete: contact.pointee.traits.contains(.isIncomplete))
    }

    /// Who opened the contact, by the surest sign there is.
    private func inferInitiator(
        outFlags: UInt8, inFlags: UInt8, outStart: Int64, inStart: Int64, inboundRejected: Bool,
        state: inout InterfaceState
    ) -> Initiator {
        // SYN with ACK is what the called side sends.
        let synAck: UInt8 = 0x12
        if packetsOut == 0 {
            // Data from a service port to an ephemeral one is an answer; the call is not in the log.
            let isAnswer = inFlags & synAck == synAck || (unsure.contains(.answer) && isAnswerByPorts)
            return isAnswer && !isBlocked ? .local : .remote
        }
        if outFlags & synAck == synAck, inFlags & synAck != synAck { return .remote }
        if inFlags & synAck == synAck, outFlags & synAck != synAck { return .local }
        if outFlags & 2 != inFlags & 2 { return outFlags & 2 != 0 ? .local : .remote }
        let localRank = state.isListening(on: localPort) ? 4 : ServicePorts.rank(localPort)
        let remoteRank = ServicePorts.rank(remotePort)
        if localRank == 0, remoteRank == 0 { state.note(localPort: localPort, remote: remote, at: last.seconds) }
        if packetsIn == 0 {
            // Only we sent. From a service port to an ephemeral one that is a late answer, not a call.
            if localRank > remoteRank, localRank >= 2 { return .remote }
            return localRank == remoteRank && localPort < 32_768 && remotePort >= 32_768 ? .unknown : .local
        }
        // A stateless network ACL may also stop the answer to a call of ours.
        if inboundRejected, localRank >= remoteRank { return .remote }
        if protocolNumber == ObservedContact.tcp, packetsOut <= 3, packetsIn <= 3 {
            // A reset carries no options and is as short as a packet can be; SYN, and SYN with ACK, nearly always have
            // some. Ports would mislead here: scanners and the echoes of forged floods come from service ports. A side
            // that sent nothing but bare packets refused what it got, one for one; if it sent more than it got, it is a
            // scanner that asks with bare SYNs and takes back what was answered. What it got must be as short as a
            // handshake: bare packets also acknowledge data.
            let handshake = barePacket &+ 24
            let isBareOut = isBare(bytesOut, packetsOut)
            let isBareIn = isBare(bytesIn, packetsIn)
            if isBareOut, !isBareIn, bytesIn <= handshake &* packetsIn {
                return packetsOut > packetsIn ? .local : .remote
            }
            if isBareIn, !isBareOut, bytesOut <= handshake &* packetsOut {
                return packetsIn > packetsOut ? .remote : .local
            }
        }
        if localRank != remoteRank { return localRank > remoteRank ? .remote : .local }
        if outStart != inStart, abs(outStart - inStart) < 3_600 { return outStart < inStart ? .local : .remote }
        if localRank == 0 {
            // Registered ports below the ephemeral range of any system listen; ephemeral ones call.
            if (localPort < 32_768) != (remotePort < 32_768), outcomeIsTalk {
                return localPort < 32_768 ? .remote : .local
            }
        }
        return .unknown
    }

    // The length of a TCP packet without options or data.
    private var barePacket: UInt64 { local.isV4 ? 40 : 60 }

    private func isBare(_ bytes: UInt64, _ packets: UInt64) -> Bool { bytes == barePacket &* packets }

    // Whether TCP carried data one way and nothing came back. Nobody sends data before the other side answered: the answer
    // was there, and the log does not have it.
    private var isOneSidedTalk: Bool {
        guard protocolNumber == ObservedContact.tcp, packetsOut == 0 || packetsIn == 0 else { return false }
        let packets = packetsOut | packetsIn
        // Longer than any handshake with its options.
        return packets >= 3 && bytesOut | bytesIn > (barePacket &+ 24) &* packets &+ 40
    }

    private var isAnswerByPorts: Bool {
        let remoteRank = ServicePorts.rank(remotePort)
        return remoteRank >= 2 && remoteRank > ServicePorts.rank(localPort)
    }

    // More than a handshake went both ways.
    private var outcomeIsTalk: Bool { packetsOut > 3 && packetsIn > 3 }

    private func inferOutcome(outFlags: UInt8, inFlags: UInt8, isIncomplete: Bool) -> Outcome {
        let answer = initiator == .remote ? packetsOut : packetsIn
        let answerFlags = initiator == .remote ? outFlags : inFlags
        if answer == 0 {
            if isBlocked { return .refused }
            return unsure.contains(.answer) ? .established : isIncomplete ? .unknown : .silent
        }
        if isContinued { return .established }
        let isBareAnswer = initiator == .remote ? isBare(bytesOut, packetsOut) : isBare(bytesIn, packetsIn)
        if protocolNumber == ObservedContact.tcp, packetsOut <= 3, packetsIn <= 3, answerFlags & 0x12 != 0x12,
            isBareAnswer
        {
            return .reset
        }
        return seconds < 5 ? .short : .established
    }
}
