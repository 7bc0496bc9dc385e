// SPDX-License-Identifier: Apache-2.0

/// A virtual machine.
struct Instance: Sendable {
    /// What it is there for.
    enum Purpose: String, Sendable { case web, worker, bastion, monitor }

    var id: String
    var interface: String
    var address: String
    /// An address of its own; nil behind the NAT gateway.
    var publicAddress: String?
    var subnet: String
    var purpose: Purpose
    /// The role's credentials are renewed well before they end.
    var session: RoleSession
    var launched: Int64
    var terminated: Int64?

    init(
        _ purpose: Purpose, account: Account, role: AppRole, at time: Int64, public isPublic: Bool = false,
        _ random: inout Randomness
    ) {
        id = "i-0" + random.hex(16)
        interface = "eni-0" + random.hex(16)
        let zone = random.below(account.subnets.count)
        subnet = account.subnets[zone]
        address = "10.\(account.index % 200 + 10).\(zone * 16 + random.below(16)).\(random.within(5...250))"
        publicAddress = isPublic ? NetworkPool.amazon(account.region).address(&random) : nil
        self.purpose = purpose
        session = RoleSession(
            account: account.id, role: role.name, roleID: role.id, name: id, since: time, &random)
        session.isInstance = true
        launched = time
    }

    func isRunning(at second: Int64) -> Bool { launched <= second && (terminated.map { $0 > second } ?? true) }

    /// As the answer of RunInstances tells of it.
    func launchText(account: Account, zone: String, type: String) -> String {
        """
        {"instanceId":"\(id)","imageId":"\(account.image)","instanceState":{"code":0,"name":"pending"},\
        "amiLaunchIndex":0,"instanceType":"\(type)","launchTime":\(launched * 1_000),"placement":{"availabilityZone":"\(zone)",\
        "tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"\(subnet)","vpcId":"\(account.vpc)",\
        "privateIpAddress":"\(address)","groupSet":{"items":[{"groupId":"\(account.groups[0])","groupName":"web"}]},\
        "iamInstanceProfile":{"arn":"arn:aws:iam::\(account.id):instance-profile/\(session.roleName)","id":"AIPA\(session.roleID.dropFirst(4))"},\
        "networkInterfaceSet":{"items":[{"networkInterfaceId":"\(interface)","subnetId":"\(subnet)","vpcId":"\(account.vpc)",\
        "ownerId":"\(account.id)","status":"in-use","privateIpAddress":"\(address)","attachment":{"deviceIndex":0,"status":"attaching"},\
        "privateIpAddressesSet":{"item":[{"privateIpAddress":"\(address)","primary":true}]},"tagSet":{}}]},\
        "tagSet":{"items":[{"key":"Name","value":"\(purpose.rawValue)"}]}}
        """
    }
}

/// A role that programs use.
struct AppRole: Sendable {
    var name: String
    var id: String

    init(_ name: String, _ random: inout Randomness) {
        self.name = name
        id = "AROA" + random.capitals(17)
    }
}
