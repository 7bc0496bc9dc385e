// SPDX-License-Identifier: Apache-2.0

/// What flow records say of the interface that logged them. Empty text means not said.
public struct InterfaceFacts: Hashable, Codable, Sendable {
    /// The stable hash of account and interface id that records carry.
    public var key: UInt64
    public var account: AccountID
    public var interfaceID: String
    public var instanceID = ""
    public var vpcID = ""
    public var subnetID = ""
    public var region = ""
    public var availabilityZoneID = ""

    public init(key: UInt64, account: AccountID, interfaceID: String) {
        self.key = key
        self.account = account
        self.interfaceID = interfaceID
    }

    /// Fills in what is missing from another description of the same interface; where both speak and differ, the greater
    /// text wins, so that the result does not depend on which came first.
    public mutating func merge(_ other: InterfaceFacts) {
        interfaceID = max(interfaceID, other.interfaceID)
        account = max(account, other.account)
        instanceID = max(instanceID, other.instanceID)
        vpcID = max(vpcID, other.vpcID)
        subnetID = max(subnetID, other.subnetID)
        region = max(region, other.region)
        availabilityZoneID = max(availabilityZoneID, other.availabilityZoneID)
    }

    /// The key of an interface of an account, from the texts of the record.
    @inlinable
    @inline(__always)
    public static func key(account: UnsafeBufferPointer<UInt8>, interfaceID: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = StableHash(seed: 1)
        hash.combine(account)
        hash.combine(interfaceID)
        return hash.value
    }
}
