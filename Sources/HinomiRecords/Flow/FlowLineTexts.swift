// SPDX-License-Identifier: Apache-2.0

/// The texts of one flow line that describe its interface; valid while the line's bytes are.
struct FlowLineTexts {
    var account = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var interface = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var instance = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var vpc = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var subnet = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var region = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var zone = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    init() {}

    /// A hash of everything said of the interface, so that only changes are told again.
    func description(of key: UInt64) -> UInt64 {
        if instance.isEmpty && vpc.isEmpty && subnet.isEmpty && region.isEmpty { return key }
        var hash = StableHash(seed: key)
        hash.combine(instance)
        hash.combine(vpc)
        hash.combine(subnet)
        hash.combine(region)
        return hash.value
    }

    func facts(of key: UInt64, region fallback: String) -> InterfaceFacts {
        func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
            bytes.isEmpty || bytes.count > 64 || (bytes.count == 1 && bytes[0] == 0x2D)
                ? "" : String(decoding: bytes, as: UTF8.self)
        }
        var facts = InterfaceFacts(key: key, account: AccountID(account) ?? .unknown, interfaceID: text(interface))
        facts.instanceID = text(instance)
        facts.vpcID = text(vpc)
        facts.subnetID = text(subnet)
        facts.region = text(region)
        facts.availabilityZoneID = text(zone)
        if facts.region.isEmpty { facts.region = fallback }
        return facts
    }
}
