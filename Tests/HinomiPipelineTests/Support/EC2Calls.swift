// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// CloudTrail records of calls that change instances.
enum EC2Calls {
    static func record(
        _ name: String, at time: String, event: String, request: String = "null", response: String = "null",
        error: String? = nil
    ) -> String {
        let failure = error.map { "\"errorCode\":\"\($0)\",\"errorMessage\":\"no\"," } ?? ""
        return """
            {"eventVersion":"1.10","userIdentity":{"type":"IAMUser","principalId":"AIDA1","arn":\
            "arn:aws:iam::111122223333:user/ops","accountId":"111122223333","accessKeyId":"AKIA1","userName":"ops"},\
            "eventTime":"\(time)","eventSource":"ec2.amazonaws.com","eventName":"\(name)","awsRegion":"eu-central-1",\
            "sourceIPAddress":"192.0.2.80","userAgent":"aws-cli/2.22",\(failure)"requestParameters":\(request),\
            "responseElements":\(response),"requestID":"r-\(event)","eventID":"\(event)","readOnly":false,\
            "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333",\
            "eventCategory":"Management"}
            """
    }

    /// An instance as RunInstances answers with it: one interface in subnet-0a of vpc-0a, and the tag `Name`.
    static func instance(_ number: String, address: String, name: String = "mail") -> String {
        """
        {"instanceId":"i-0\(number)","imageId":"ami-0b","instanceState":{"code":0,"name":"pending"},"amiLaunchIndex":0,\
        "instanceType":"t3.micro","launchTime":1768464000000,"placement":{"availabilityZone":"eu-central-1a",\
        "tenancy":"default"},"platform":"windows","monitoring":{"state":"disabled"},"subnetId":"subnet-0a",\
        "vpcId":"vpc-0a","privateIpAddress":"\(address)","groupSet":{"items":[{"groupId":"sg-0a","groupName":"web"}]},\
        "iamInstanceProfile":{"arn":"arn:aws:iam::111122223333:instance-profile/mail","id":"AIPA1"},\
        "tagSet":{"items":[{"key":"Name","value":"\(name)"}]},"networkInterfaceSet":{"items":[\
        {"networkInterfaceId":"eni-0\(number)","subnetId":"subnet-0a","vpcId":"vpc-0a","ownerId":"111122223333",\
        "status":"in-use","privateIpAddress":"\(address)","groupSet":{"items":[{"groupId":"sg-0a","groupName":"web"}]},\
        "attachment":{"attachmentId":"eni-attach-0\(number)","deviceIndex":0,"status":"attaching"},\
        "privateIpAddressesSet":{"item":[{"privateIpAddress":"\(address)","primary":true}]},\
        "ipv6AddressesSet":{"items":[{"ipv6Address":"2001:db8::\(number)"}]},"tagSet":{}}]}}
        """
    }

    static func launch(_ instances: [String], at time: String, event: String, error: String? = nil) -> String {
        record(
            "RunInstances", at: time, event: event,
            request: "{\"instancesSet\":{\"items\":[{\"imageId\":\"ami-0b\",\"minCount\":1,\"maxCount\":1}]}}",
            response:
                "{\"reservationId\":\"r-0\",\"ownerId\":\"111122223333\",\"groupSet\":{},\"instancesSet\":{\"items\":[\(instances.joined(separator: ","))]}}",
            error: error)
    }

    static func tags(_ name: String, _ resources: [String], _ tags: [(String, String?)], at time: String, event: String)
        -> String
    {
        let listed = resources.map { "{\"resourceId\":\"\($0)\"}" }.joined(separator: ",")
        let texts = tags.map { key, value in
            "{\"key\":\"\(key)\"\(value.map { ",\"value\":\"\($0)\"" } ?? "")}"
        }
        return record(
            name, at: time, event: event,
            request:
                "{\"resourcesSet\":{\"items\":[\(listed)]},\"tagSet\":{\"items\":[\(texts.joined(separator: ","))]}}",
            response: "{\"requestId\":\"1\",\"_return\":true}")
    }

    static func attach(_ interface: String, to instance: String, at time: String, event: String) -> String {
        record(
            "AttachNetworkInterface", at: time, event: event,
            request: "{\"networkInterfaceId\":\"\(interface)\",\"instanceId\":\"\(instance)\",\"deviceIndex\":1}",
            response: "{\"requestId\":\"1\",\"attachmentId\":\"eni-attach-1\"}")
    }

    static func interface(_ id: String, address: String, at time: String, event: String) -> String {
        record(
            "CreateNetworkInterface", at: time, event: event, request: "{\"subnetId\":\"subnet-0c\"}",
            response: """
                {"requestId":"1","networkInterface":{"networkInterfaceId":"\(id)","subnetId":"subnet-0c","vpcId":\
                "vpc-0a","availabilityZone":"eu-central-1b","description":"","status":"pending","privateIpAddress":\
                "\(address)","groupSet":{"items":[{"groupId":"sg-0c","groupName":"second"}]},"tagSet":{}}}
                """)
    }

    static func allocate(_ address: String, as allocation: String, at time: String, event: String) -> String {
        record(
            "AllocateAddress", at: time, event: event, request: "{\"domain\":\"vpc\"}",
            response:
                "{\"requestId\":\"1\",\"publicIp\":\"\(address)\",\"domain\":\"vpc\",\"allocationId\":\"\(allocation)\"}"
        )
    }

    static func associate(_ address: String, with target: String, at time: String, event: String) -> String {
        let member = address.hasPrefix("eipalloc-") ? "allocationId" : "publicIp"
        let end = target.hasPrefix("eni-") ? "networkInterfaceId" : "instanceId"
        return record(
            "AssociateAddress", at: time, event: event,
            request: "{\"\(member)\":\"\(address)\",\"\(end)\":\"\(target)\",\"allowReassociation\":true}",
            response: "{\"requestId\":\"1\",\"_return\":true,\"associationId\":\"eipassoc-1\"}")
    }

    static func profile(_ name: String, of instance: String, at time: String, event: String) -> String {
        record(
            "AssociateIamInstanceProfile", at: time, event: event,
            request:
                "{\"AssociateIamInstanceProfileRequest\":{\"InstanceId\":\"\(instance)\",\"IamInstanceProfile\":{\"Name\":\"\(name)\"}}}",
            response: """
                {"AssociateIamInstanceProfileResponse":{"requestId":"1","iamInstanceProfileAssociation":{"instanceId":\
                "\(instance)","state":"associating","associationId":"iip-assoc-1","iamInstanceProfile":{"id":"AIPA2",\
                "arn":"arn:aws:iam::111122223333:instance-profile/\(name)"}}}}
                """)
    }

    /// Hands over the calls of records.
    static func read(_ records: [String], _ body: (borrowing APICallView) -> Void) {
        let content = Array("{\"Records\":[\(records.joined(separator: ","))]}".utf8)
        (content + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer {
            var parser = CloudTrailParser()
            _ = parser.parse(
                UnsafeBufferPointer(rebasing: $0[..<content.count]), at: 0, isFinal: true, each: body, refused: { _ in }
            )
        }
    }
}
