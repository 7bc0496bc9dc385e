// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

extension Interest {
    /// Our side opened the contact.
    static let opened = Interest(rawValue: 1 << 0)
    /// The other side did.
    static let called = Interest(rawValue: 1 << 1)
    /// It is not the continuation of a contact that was handed on in part.
    static let fresh = Interest(rawValue: 1 << 2)
    /// The called side really talked.
    static let answered = Interest(rawValue: 1 << 3)
    /// A list has the remote address.
    static let listed = Interest(rawValue: 1 << 4)
    /// The remote address can be reached over the internet.
    static let publicRemote = Interest(rawValue: 1 << 5)
    static let tcp = Interest(rawValue: 1 << 6)
    /// We sent at least twice as many packets as came back, and did not just answer.
    static let lopsided = Interest(rawValue: 1 << 7)
    /// The called port is one at which people and machines log in.
    static let login = Interest(rawValue: 1 << 8)
    /// The called port is that of mail servers.
    static let mail = Interest(rawValue: 1 << 9)
    /// We sent at least `ObservedContact.heavyBytes`.
    static let heavy = Interest(rawValue: 1 << 10)
    /// One of our services answered with far more than it was asked with.
    static let amplified = Interest(rawValue: 1 << 11)
}

extension ObservedContact {
    /// Bytes from which on a contact counts for the volume that an interface sends.
    static let heavyBytes: UInt64 = 16_384

    /// What can be told of it at a glance.
    var traits: Interest {
        var traits: Interest = []
        if !remoteMark.isEmpty { traits.insert(.listed) }
        if remote.isPublic { traits.insert(.publicRemote) }
        if outcome.isAnswered { traits.insert(.answered) }
        if !isContinued { traits.insert(.fresh) }
        if protocolNumber == ObservedContact.tcp { traits.insert(.tcp) }
        var port = remotePort
        switch initiator {
        case .local: traits.insert(.opened)
        case .remote:
            traits.insert(.called)
            port = localPort
        case .unknown: break
        }
        if initiator != .remote, packetsOut > 0, packetsOut / 2 >= packetsIn { traits.insert(.lopsided) }
        if port == 22 || port == 3389 || port == 5985 || port == 5986 { traits.insert(.login) }
        if port == 25 { traits.insert(.mail) }
        if bytesOut >= ObservedContact.heavyBytes { traits.insert(.heavy) }
        if isAmplified { traits.insert(.amplified) }
        return traits
    }
}
