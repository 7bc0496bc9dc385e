// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// One thing that a successful API call said of an instance, an interface or an address.
enum InstanceNews: Hashable, Sendable {
    /// An instance was launched; its interface and addresses are those of its first interface.
    case launched(InstanceDetails)
    /// There is an interface, with all its private addresses.
    case interface(InstanceDetails, addresses: [IPAddress])
    case attached(interface: String, instance: String)
    /// The public address behind an allocation id.
    case allocated(allocation: String, address: IPAddress)
    /// A public address, or an allocation, was given to an interface or instance.
    case associated(address: String, target: String)
    case profiled(instance: String, InstanceProfile)
    case tagged(instance: String, [InstanceDetails.Tag])
    /// Tags were taken off; no keys at all means every tag.
    case untagged(instance: String, keys: [String])
}

/// The profile that gives an instance its role.
struct InstanceProfile: Hashable, Codable, Sendable {
    var arn: String
    var id: String
}

/// When something was said, and in which event: the later one counts, of two at the same time the one with the greater id.
struct CallStamp: Comparable, Codable, Sendable {
    var time: Timestamp
    var event: UInt64
    /// Hash of the record: copies of an event may differ.
    var content: UInt64

    init(_ view: borrowing APICallView) {
        time = view.time
        event = view.recordID
        content = StableHash.of(view.record.bytes)
    }

    static func < (a: CallStamp, b: CallStamp) -> Bool {
        (a.time, a.event, a.content) < (b.time, b.event, b.content)
    }
}
