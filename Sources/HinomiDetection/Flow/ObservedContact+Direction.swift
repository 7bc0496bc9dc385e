// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

extension ObservedContact {
    /// The view of `contact` from the given side, with who began it and how it went. `mark` is what the lists say of the
    /// other side.
    @inline(__always)
    init(
        _ contact: FlowContact, localIsA: Bool, guessed: Bool, mark: ListMark, card: InterfaceCard,
        state: inout InterfaceState
    ) {
        interfaceKey = contact.interface
        self.card = card
        protocolNumber = contact.protocolNumber
        first = Timestamp(seconds: contact.first)
        last = Timestamp(seconds: max(contact.last, contact.first))
        isContinued = contact.traits.contains(.isContinued)
        unsure = guessed ? .side : []
        if contact.isCoarse { unsure.insert(.time) }
        records = contact.records
        remoteMark = mark
        firstRecord = contact.firstRecord
        lastRecord = contact.lastRecord
        isBlocked = !contact.traits.isDisjoint(with: [.aRejected, .bRejected])
        let outFlags: UInt8
        let inFlags: UInt8
        let outStart: Int64
        let inStart: Int64
        let inboundRejected: Bool
        if localIsA {
            (local, localPort, remote, remotePort) = (contact.a, contact.aPort, contact.b, contact.bPort)
            (packetsOut, packetsIn, bytesOut, bytesIn) =
                (contact.aPackets, contact.bPackets, contact.aBytes, contact.bBytes)
            (outFlags, inFlags, outStart, inStart) = (contact.aFlags, contact.bFlags, contact.aStart, contact.bStart)
            inboundRejected = contact.traits.contains(.bRejected)
        } else {
            (local, localPort, remote, remotePort) = (contact.b, contact.bPort, contact.a, contact.aPort)
            (packetsOut, packetsIn, bytesOut, bytesIn) =
                (contact.bPackets, contact.aPackets, contact.bBytes, contact.aBytes)
            (outFlags, inFlags, outStart, inStart) = (contact.bFlags, contact.aFlags, contact.bStart, contact.aStart)
            inboundRejected = contact.traits.contains(.aRejected)
        }
        outcome = .unknown
        initiator = .unknown
        if protocolNumber == ObservedContact.tcp {
            let isTwoSided = packetsOut > 0 && packetsIn > 0
            let isTalk = isOneSidedTalk
            if isTwoSided || isTalk, state.seesOneSide(isTalk) { unsure.insert(.answer) }
        }
        initiator = inferInitiator(
            outFlags: outFlags, inFlags: inFlags, outStart: outStart, inStart: inStart,
            inboundRejected: inboundRejected,
            state: &state)
        outcome = inferOutcome(
            outFlags: outFlags, inFlags: inFlags, isIncomplete: contact.traits.contains(.isIncomplete))
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
