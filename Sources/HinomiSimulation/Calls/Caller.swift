// SPDX-License-Identifier: Apache-2.0

/// Who makes a call, and from where.
struct Caller: Sendable {
    /// The `userIdentity` of the record, as JSON.
    var identity: String
    /// An address, or the name of a service.
    var address: String
    var agent: String
    var accessKey = ""
    var arn = ""
    /// A session of the console.
    var isConsole = false
    /// AWS itself, which negotiates no TLS that the log could tell of.
    var isService = false

    func with(agent: String) -> Caller {
        var copy = self
        copy.agent = agent
        return copy
    }

    func from(_ address: String, agent: String) -> Caller {
        var copy = self
        copy.address = address
        copy.agent = agent
        copy.isConsole = false
        return copy
    }

    /// A user with a long-term key.
    static func user(_ user: IAMUser, address: String, agent: String) -> Caller {
        Caller(
            identity: JSONText.object(
                ("type", "IAMUser"), ("principalId", user.id), ("arn", user.arn), ("accountId", user.account),
                ("accessKeyId", user.accessKey), ("userName", user.name)),
            address: address, agent: agent, accessKey: user.accessKey, arn: user.arn)
    }

    /// A user in a session of the console.
    static func consoleUser(_ user: IAMUser, key: String, since: Int64, mfa: Bool, address: String, agent: String)
        -> Caller
    {
        let context =
            "\"sessionContext\":{\"attributes\":{\"creationDate\":\"\(TimeText.iso(since))\","
            + "\"mfaAuthenticated\":\"\(mfa)\"}}"
        let head = JSONText.object(
            ("type", "IAMUser"), ("principalId", user.id), ("arn", user.arn), ("accountId", user.account),
            ("accessKeyId", key), ("userName", user.name))
        return Caller(
            identity: head.dropLast() + "," + context + "}", address: address, agent: agent, accessKey: key,
            arn: user.arn,
            isConsole: true)
    }

    /// A session of a role.
    static func role(_ session: RoleSession, address: String, agent: String) -> Caller {
        Caller(
            identity: session.identity, address: address, agent: agent, accessKey: session.accessKey, arn: session.arn)
    }

    /// A service of AWS in its own name.
    static func service(_ name: String) -> Caller {
        let host = name + ".amazonaws.com"
        return Caller(
            identity: JSONText.object(("type", "AWSService"), ("invokedBy", host)), address: host, agent: host,
            isService: true)
    }

    /// A role that a service of AWS uses on the account's behalf.
    static func serviceRole(_ session: RoleSession, service: String) -> Caller {
        let host = service + ".amazonaws.com"
        return Caller(
            identity: session.identity.dropLast() + ",\"invokedBy\":\"\(host)\"}", address: host, agent: host,
            accessKey: session.accessKey, arn: session.arn, isService: true)
    }
}
