// SPDX-License-Identifier: Apache-2.0

/// A session of a role: who it is, and with which key it signs.
struct RoleSession: Sendable {
    var account: String
    /// With its path: `aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`.
    var role: String
    var roleID: String
    var name: String
    var accessKey: String
    var since: Int64
    /// Instances get the credentials of their role from the metadata service.
    var isInstance = false
    var mfa = false

    init(account: String, role: String, roleID: String, name: String, since: Int64, _ random: inout Randomness) {
        self.account = account
        self.role = role
        self.roleID = roleID
        self.name = name
        self.since = since
        accessKey = "ASIA" + random.capitals(16)
    }

    var roleName: String { role.split(separator: "/").last.map(String.init) ?? role }
    var roleARN: String { "arn:aws:iam::\(account):role/\(role)" }
    var arn: String { "arn:aws:sts::\(account):assumed-role/\(roleName)/\(name)" }

    var identity: String {
        let issuer = JSONText.object(
            ("type", "Role"), ("principalId", roleID), ("arn", roleARN), ("accountId", account), ("userName", roleName))
        let delivery = isInstance ? ",\"ec2RoleDelivery\":\"2.0\"" : ""
        return JSONText.object(
            ("type", "AssumedRole"), ("principalId", "\(roleID):\(name)"), ("arn", arn), ("accountId", account),
            ("accessKeyId", accessKey)
        ).dropLast()
            + ",\"sessionContext\":{\"sessionIssuer\":\(issuer),\"webIdFederationData\":{},\"attributes\":{\"creationDate\":\""
            + TimeText.iso(since) + "\",\"mfaAuthenticated\":\"\(mfa)\"}\(delivery)}}"
    }

    /// What STS answers with.
    func credentials(_ random: inout Randomness, hours: Int64 = 1) -> String {
        "{\"credentials\":{\"accessKeyId\":\"\(accessKey)\",\"sessionToken\":\"IQoJb3JpZ2luX2Vj\(random.letters(84))\","
            + "\"expiration\":\"\(TimeText.spoken(since + hours * 3_600))\"},\"assumedRoleUser\":{\"assumedRoleId\":\""
            + "\(roleID):\(name)\",\"arn\":\"\(arn)\"}}"
    }
}
