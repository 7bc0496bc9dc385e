// SPDX-License-Identifier: Apache-2.0

/// Steps that several attacks take.
extension AccountLife {
    /// Gives a user another key. Returns it.
    @discardableResult
    func createKey(
        of name: String, _ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal
    ) -> String {
        let key = "AKIA" + random.capitals(16)
        theft.call(
            "iam:CreateAccessKey", request: "{\"userName\":\"\(name)\"}",
            response:
                "{\"accessKey\":{\"userName\":\"\(name)\",\"accessKeyId\":\"\(key)\",\"status\":\"Active\",\"createDate\":\""
                + "\(TimeText.spoken(Int64(theft.at)))\"}}", &random, &journal)
        return key
    }

    func attachAdministrator(
        to name: String, _ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal
    ) {
        theft.call(
            "iam:AttachUserPolicy",
            request: JSONText.object(("userName", name), ("policyArn", "arn:aws:iam::aws:policy/AdministratorAccess")),
            &random,
            &journal)
    }

    func stopLogging(_ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal) {
        theft.call("cloudtrail:DescribeTrails", &random, &journal)
        theft.call(
            "cloudtrail:StopLogging",
            request: "{\"name\":\"arn:aws:cloudtrail:\(account.region):\(account.id):trail/\(account.trail)\"}",
            &random, &journal)
    }

    func shareSnapshot(_ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal) {
        let snapshot = "snap-0" + random.hex(16)
        let volume = "vol-0" + random.hex(16)
        theft.call(
            "ec2:CreateSnapshot", request: "{\"volumeId\":\"\(volume)\"}",
            response:
                "{\"requestId\":\"\(random.uuid())\",\"snapshotId\":\"\(snapshot)\",\"volumeId\":\"\(volume)\",\"status\":\"pending\","
                + "\"startTime\":\(Int64(theft.at) * 1_000),\"ownerId\":\"\(account.id)\",\"volumeSize\":\"200\"}",
            &random, &journal)
        theft.call(
            "ec2:ModifySnapshotAttribute",
            request:
                "{\"snapshotId\":\"\(snapshot)\",\"attributeType\":\"CREATE_VOLUME_PERMISSION\",\"createVolumePermission\":{\"add\":{"
                + "\"items\":[{\"userId\":\"\(random.within(100_000_000_000...999_999_999_999))\"}]}}}",
            response: "{\"requestId\":\"\(random.uuid())\",\"_return\":true}", &random, &journal)
    }

    /// Starts large machines in a region that nobody uses.
    func launchMiners(_ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal) {
        let region = random.pick(["sa-east-1", "ap-northeast-1", "ap-southeast-2"], or: "sa-east-1")
        for name in [
            "ec2:DescribeRegions", "ec2:DescribeInstanceTypes", "ec2:DescribeImages", "servicequotas:ListServiceQuotas",
        ] {
            theft.call(name, region: region, &random, &journal)
        }
        let role = AppRole("default", &random)
        for _ in 0..<random.within(3...6) {
            let machine = Instance(.worker, account: account, role: role, at: Int64(theft.at), &random)
            theft.call(
                "ec2:RunInstances",
                request:
                    "{\"instancesSet\":{\"items\":[{\"imageId\":\"ami-0\(random.hex(16))\",\"minCount\":1,\"maxCount\":10}]},"
                    + "\"instanceType\":\"c5.24xlarge\",\"blockDeviceMapping\":{},\"monitoring\":{\"enabled\":false},"
                    + "\"disableApiTermination\":true}",
                response:
                    "{\"requestId\":\"\(random.uuid())\",\"reservationId\":\"r-0\(random.hex(16))\",\"ownerId\":\"\(account.id)\","
                    + "\"groupSet\":{},\"instancesSet\":{\"items\":["
                    + machine.launchText(account: account, zone: region + "a", type: "c5.24xlarge") + "]}}",
                region: region, &random, &journal)
        }
    }
}
