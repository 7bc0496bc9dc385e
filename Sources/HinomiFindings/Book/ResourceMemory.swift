// SPDX-License-Identifier: Apache-2.0

/// What the signals of a finding said of its resource: each detail from the latest signal that had it.
struct ResourceMemory: Codable, Hashable, Sendable {
    private var resource: Resource
    private var order: SignalOrder
    /// For each detail the signal it was taken from; nil where no signal had it.
    private var origins: [SignalOrder?]

    init(_ resource: Resource, at order: SignalOrder) {
        self.resource = resource
        self.order = order
        switch resource {
        case .instance(let details): origins = details.presence.map { $0 ? order : nil }
        case .accessKey(let details), .sequence(let details): origins = details.presence.map { $0 ? order : nil }
        case .bucket(let access): origins = access.presence.map { $0 ? order : nil }
        // It is told whole by each signal.
        case .other: origins = []
        }
    }

    /// The resource as it is known now.
    var known: Resource { resource }

    mutating func merge(_ other: ResourceMemory) {
        switch (resource, other.resource) {
        case (.instance(var mine), .instance(let theirs)):
            mine.take(newer(in: other), from: theirs)
            resource = .instance(mine)
        case (.accessKey(var mine), .accessKey(let theirs)):
            mine.take(newer(in: other), from: theirs)
            resource = .accessKey(mine)
        case (.sequence(var mine), .sequence(let theirs)):
            mine.take(newer(in: other), from: theirs)
            resource = .sequence(mine)
        case (.bucket(var mine), .bucket(let theirs)) where mine.isDataCall == theirs.isDataCall:
            mine.take(newer(in: other), from: theirs)
            resource = .bucket(mine)
        case (.instance, _), (.accessKey, _), (.bucket, _), (.sequence, _), (.other, _):
            // One type of finding has one kind of resource; should a detector break that, the latest signal decides.
            if order < other.order { self = other }
        }
        order = max(order, other.order)
    }

    /// The details that the other memory has from a later signal, taken note of.
    private mutating func newer(in other: ResourceMemory) -> [Int] {
        var taken: [Int] = []
        for i in origins.indices where i < other.origins.count {
            guard let theirs = other.origins[i] else { continue }
            if let mine = origins[i], mine >= theirs { continue }
            origins[i] = theirs
            taken.append(i)
        }
        return taken
    }
}

extension InstanceDetails {
    /// The details that are texts, in fixed order.
    var texts: [String] {
        get {
            [
                instanceID, networkInterfaceID, vpcID, subnetID, availabilityZone, instanceType, imageID, launchTime,
                instanceState, platform, iamInstanceProfileARN, iamInstanceProfileID,
            ]
        }
        set {
            guard newValue.count == 12 else { return }
            (instanceID, networkInterfaceID, vpcID, subnetID) = (newValue[0], newValue[1], newValue[2], newValue[3])
            (availabilityZone, instanceType, imageID) = (newValue[4], newValue[5], newValue[6])
            (launchTime, instanceState, platform) = (newValue[7], newValue[8], newValue[9])
            (iamInstanceProfileARN, iamInstanceProfileID) = (newValue[10], newValue[11])
        }
    }

    /// Which details are known: the texts, then both addresses, the security groups, the tags.
    fileprivate var presence: [Bool] {
        texts.map { !$0.isEmpty }
            + [privateAddress != nil, publicAddress != nil, !securityGroups.isEmpty, !tags.isEmpty]
    }

    fileprivate mutating func take(_ indices: [Int], from other: InstanceDetails) {
        if indices.isEmpty { return }
        let theirs = other.texts
        var mine = texts
        for index in indices {
            switch index - mine.count {
            case ..<0: mine[index] = theirs[index]
            case 0: privateAddress = other.privateAddress
            case 1: publicAddress = other.publicAddress
            case 2: securityGroups = other.securityGroups
            default: tags = other.tags
            }
        }
        texts = mine
    }
}

extension AccessKeyDetails {
    /// The details that are texts, in fixed order.
    var texts: [String] {
        get { [accessKeyID, principalID, userName, userType] }
        set {
            guard newValue.count == 4 else { return }
            (accessKeyID, principalID, userName, userType) = (newValue[0], newValue[1], newValue[2], newValue[3])
        }
    }

    fileprivate var presence: [Bool] { texts.map { !$0.isEmpty } }

    fileprivate mutating func take(_ indices: [Int], from other: AccessKeyDetails) {
        let theirs = other.texts
        var mine = texts
        for index in indices where mine.indices.contains(index) { mine[index] = theirs[index] }
        texts = mine
    }
}

extension BucketAccess {
    /// Which details are known: those of the caller, the name, who may use it.
    fileprivate var presence: [Bool] { caller.presence + [!name.isEmpty, publicAccess != nil] }

    fileprivate mutating func take(_ indices: [Int], from other: BucketAccess) {
        let texts = caller.texts.count
        caller.take(indices.filter { $0 < texts }, from: other.caller)
        if indices.contains(texts) { name = other.name }
        if indices.contains(texts + 1) { publicAccess = other.publicAccess }
    }
}
