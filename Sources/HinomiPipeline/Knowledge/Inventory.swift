// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
public import HinomiRecords

/// What `aws ec2 describe-instances` says of the instances of an account.
public struct Inventory: Sendable {
    /// Instances by interface id, and by instance id.
    private(set) var byInterface: [String: InstanceDetails] = [:]
    private(set) var byInstance: [String: InstanceDetails] = [:]

    public init() {}

    /// Whether it knows of no instance.
    public var isEmpty: Bool { byInstance.isEmpty }

    /// Adds the instances of a describe-instances document (`{"Reservations":[{"Instances":[…]}]}`).
    public mutating func add(_ document: JSONValue) throws(InventoryError) {
        guard let reservations = document["Reservations"]?.arrayValue else { throw InventoryError() }
        for reservation in reservations {
            for instance in reservation["Instances"]?.arrayValue ?? [] { add(instance: instance) }
        }
    }

    private mutating func add(instance: JSONValue) {
        var details = InstanceDetails()
        details.instanceID = instance["InstanceId"]?.stringValue ?? ""
        guard !details.instanceID.isEmpty else { return }
        details.instanceType = instance["InstanceType"]?.stringValue ?? ""
        details.imageID = instance["ImageId"]?.stringValue ?? ""
        details.launchTime = instance["LaunchTime"]?.stringValue ?? ""
        details.platform = instance["Platform"]?.stringValue ?? ""
        details.instanceState = instance["State"]?["Name"]?.stringValue ?? ""
        details.availabilityZone = instance["Placement"]?["AvailabilityZone"]?.stringValue ?? ""
        details.iamInstanceProfileARN = instance["IamInstanceProfile"]?["Arn"]?.stringValue ?? ""
        details.iamInstanceProfileID = instance["IamInstanceProfile"]?["Id"]?.stringValue ?? ""
        details.vpcID = instance["VpcId"]?.stringValue ?? ""
        details.subnetID = instance["SubnetId"]?.stringValue ?? ""
        details.privateAddress = instance["PrivateIpAddress"]?.stringValue.flatMap { IPAddress($0) }
        details.publicAddress = instance["PublicIpAddress"]?.stringValue.flatMap { IPAddress($0) }
        details.securityGroups = (instance["SecurityGroups"]?.arrayValue ?? []).map {
            InstanceDetails.SecurityGroup(id: $0["GroupId"]?.stringValue ?? "", name: $0["GroupName"]?.stringValue ?? "")
        }
        details.tags = (instance["Tags"]?.arrayValue ?? []).map {
            InstanceDetails.Tag(key: $0["Key"]?.stringValue ?? "", value: $0["Value"]?.stringValue ?? "")
        }
        byInstance[details.instanceID] = details
        for interface in instance["NetworkInterfaces"]?.arrayValue ?? [] {
            guard let id = interface["NetworkInterfaceId"]?.stringValue else { continue }
            var own = details
            own.networkInterfaceID = id
            own.privateAddress = interface["PrivateIpAddress"]?.stringValue.flatMap { IPAddress($0) } ?? own.privateAddress
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
