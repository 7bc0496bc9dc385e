// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension Resource {
    /// Writes the members of `resource`; what is not known is left out.
    func writeMembers(to json: inout JSONWriter) {
        json.member("resourceType", resourceType)
        switch self {
        case .instance(let details): json.object("instanceDetails") { details.writeMembers(to: &$0) }
        case .accessKey(let details): details.write(to: &json)
        case .bucket(let access):
            access.caller.write(to: &json)
            json.array("s3BucketDetails") { if !access.name.isEmpty { $0.object { access.writeBucket(to: &$0) } } }
        case .sequence: break
        case .other(let other): json.members(other.details.members)
        }
    }
}

extension AccessKeyDetails {
    fileprivate func write(to json: inout JSONWriter) {
        json.object("accessKeyDetails") {
            $0.member("accessKeyId", accessKeyID)
            $0.member("principalId", principalID)
            $0.member("userName", userName)
            $0.member("userType", userType)
        }
    }
}

extension BucketAccess {
    fileprivate func writeBucket(to json: inout JSONWriter) {
        json.member("arn", arn)
        json.member("name", name)
        json.member("type", "Destination")
        guard let publicAccess else { return }
        json.object("publicAccess") {
            $0.object("permissionConfiguration") { publicAccess.writeConfiguration(to: &$0) }
            $0.member("effectivePermission", publicAccess.effect.rawValue)
        }
    }
}

extension PublicAccess {
    fileprivate func writeConfiguration(to json: inout JSONWriter) {
        json.object("bucketLevelPermissions") {
            $0.grant("accessControlList", accessControlList)
            $0.grant("bucketPolicy", policy)
            $0.block(bucketBlock)
        }
        if let accountBlock { json.object("accountLevelPermissions") { $0.block(accountBlock) } }
    }
}

extension JSONWriter {
    fileprivate mutating func grant(_ name: String, _ grant: PublicAccess.Grant?) {
        guard let grant else { return }
        object(name) {
            $0.member("allowsPublicReadAccess", grant.read)
            $0.member("allowsPublicWriteAccess", grant.write)
        }
    }

    fileprivate mutating func block(_ block: PublicAccess.Block?) {
        guard let block else { return }
        object("blockPublicAccess") {
            $0.member("ignorePublicAcls", block.ignorePublicACLs)
            $0.member("restrictPublicBuckets", block.restrictPublicBuckets)
            $0.member("blockPublicAcls", block.blockPublicACLs)
            $0.member("blockPublicPolicy", block.blockPublicPolicy)
        }
    }
}

extension InstanceDetails {
    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.member("instanceId", instanceID)
        json.member("instanceType", instanceType)
        json.member("launchTime", launchTime)
        json.member("platform", platform)
        if !iamInstanceProfileARN.isEmpty || !iamInstanceProfileID.isEmpty {
            json.object("iamInstanceProfile") {
                $0.member("arn", iamInstanceProfileARN)
                $0.member("id", iamInstanceProfileID)
            }
        }
        json.array("networkInterfaces") { if hasInterface { $0.object { writeInterface(to: &$0) } } }
        json.array("tags") {
            for tag in tags {
                $0.object {
                    $0.member("key", always: tag.key)
                    $0.member("value", always: tag.value)
                }
            }
        }
        json.member("instanceState", instanceState)
        json.member("availabilityZone", availabilityZone)
        json.member("imageId", imageID)
    }

    private var hasInterface: Bool {
        !networkInterfaceID.isEmpty || privateAddress != nil || publicAddress != nil || !vpcID.isEmpty
            || !subnetID.isEmpty || !securityGroups.isEmpty
    }

    private func writeInterface(to json: inout JSONWriter) {
        let privateV4 = privateAddress.flatMap { $0.isV4 ? $0.description : nil } ?? ""
        json.member("networkInterfaceId", networkInterfaceID)
        json.member("privateIpAddress", privateV4)
        json.array("privateIpAddresses") {
            if !privateV4.isEmpty { $0.object { $0.member("privateIpAddress", privateV4) } }
        }
        let v6 = [privateAddress, publicAddress].compactMap { $0 }.filter { !$0.isV4 }
        json.member("ipv6Addresses", v6.map(\.description))
        json.member("subnetId", subnetID)
        json.member("vpcId", vpcID)
        json.array("securityGroups") {
            for group in securityGroups {
                $0.object {
                    $0.member("groupName", group.name)
                    $0.member("groupId", group.id)
                }
            }
        }
        if let publicAddress, publicAddress.isV4 { json.member("publicIp", publicAddress.description) }
    }
}
