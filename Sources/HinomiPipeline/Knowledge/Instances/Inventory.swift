// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
public import HinomiRecords

/// What `aws ec2 describe-instances` says of the instances of an account.
public struct Inventory: Sendable {
    /// Instances by interface id, and by instance id.
    private(set) var byInterface: [String: InstanceDetails] = [:]
    private(set) var byInstance: [String: InstanceDetails] = [:]

    public init() {}

    /// Adds the instances of a describe-instances document (`{"Reservations":[{"Instances":[…]}]}`).
    public mutating func add(_ document: JSONValue) throws(InventoryError) {
        guard let reservations = document["Reservations"]?.elements else { throw InventoryError() }
        for reservation in reservations {
            for instance in reservation["Instances"]?.elements ?? [] { add(instance: instance) }
        }
    }

    private mutating func add(instance: JSONValue) {
        var details = InstanceDetails()
        details.instanceID = instance["InstanceId"]?.text ?? ""
        guard !details.instanceID.isEmpty else { return }
        details.instanceType = instance["InstanceType"]?.text ?? ""
        details.imageID = instance["ImageId"]?.text ?? ""
        details.launchTime = instance["LaunchTime"]?.text ?? ""
        details.platform = instance["Platform"]?.text ?? ""
        details.instanceState = instance["State"]?["Name"]?.text ?? ""
        details.availabilityZone = instance["Placement"]?["AvailabilityZone"]?.text ?? ""
        details.iamInstanceProfileARN = instance["IamInstanceProfile"]?["Arn"]?.text ?? ""
        details.iamInstanceProfileID = instance["IamInstanceProfile"]?["Id"]?.text ?? ""
        details.vpcID = instance["VpcId"]?.text ?? ""
        details.subnetID = instance["SubnetId"]?.text ?? ""
        details.privateAddress = instance["PrivateIpAddress"]?.text.flatMap { IPAddress($0) }
        details.publicAddress = instance["PublicIpAddress"]?.text.flatMap { IPAddress($0) }
        details.securityGroups = (instance["SecurityGroups"]?.elements ?? []).map {
            InstanceDetails.SecurityGroup(id: $0["GroupId"]?.text ?? "", name: $0["GroupName"]?.text ?? "")
        }
        details.tags = (instance["Tags"]?.elements ?? []).map {
            InstanceDetails.Tag(key: $0["Key"]?.text ?? "", value: $0["Value"]?.text ?? "")
        }
        byInstance[details.instanceID] = details
        for interface in instance["NetworkInterfaces"]?.elements ?? [] {
            guard let id = interface["NetworkInterfaceId"]?.text else { continue }
            var own = details
            own.networkInterfaceID = id
            own.privateAddress = interface["PrivateIpAddress"]?.text.flatMap { IPAddress($0) } ?? own.privateAddress
            byInterface[id] = own
        }
    }
}

/// A document that is no inventory.
public struct InventoryError: Error, CustomStringConvertible {
    public var description: String {
        "is no inventory: the output of aws ec2 describe-instances with its \"Reservations\" is expected"
    }
}
