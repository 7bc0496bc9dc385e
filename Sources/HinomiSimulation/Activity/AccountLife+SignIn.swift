// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// A user of IAM signs in to the console, with a second factor; a password is mistyped now and then.
    func signIn(
        _ user: IAMUser, _ person: Person, _ at: inout Int64, _ address: String, _ day: SimulatedDay,
        _ random: inout Randomness, _ journal: inout Journal
    ) -> Caller {
        let browser = person.client.browser(day: day.index)
        if random.chance(0.04) {
            consoleLogin(user, at: at, address: address, agent: browser, succeeds: false, &random, &journal)
            at += Int64(random.within(8...40))
        }
        consoleLogin(user, at: at, address: address, agent: browser, succeeds: true, &random, &journal)
        let caller = Caller.consoleUser(
            user, key: "ASIA" + random.capitals(16), since: at, mfa: true, address: address, agent: browser)
        at += Int64(random.within(2...6))
        return caller
    }

    /// The record of a sign-in. Without a second factor where an attacker has the password only.
    func consoleLogin(
        _ user: IAMUser, at time: Int64, address: String, agent: String, succeeds: Bool, mfa: Bool = true,
        _ random: inout Randomness, _ journal: inout Journal
    ) {
        var call = Call(API("signin", "ConsoleLogin"), at: time, in: account.region)
        call.type = "AwsConsoleSignIn"
        call.response = "{\"ConsoleLogin\":\"\(succeeds ? "Success" : "Failure")\"}"
        call.additional =
            "{\"LoginTo\":\"https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgsFromTB_"
            + "\(account.region)_\(random.hex(16))\",\"MobileVersion\":\"No\",\"MFAUsed\":\"\(mfa ? "Yes" : "No")\"}"
        var identity = JSONText.object(
            ("type", "IAMUser"), ("principalId", user.id), ("arn", user.arn), ("accountId", user.account),
            ("accessKeyId", ""), ("userName", user.name))
        if !succeeds {
            call.error = CallError(code: "", message: "Failed authentication")
            identity = JSONText.object(
                ("type", "IAMUser"), ("principalId", user.id), ("accountId", user.account), ("accessKeyId", ""),
                ("userName", user.name))
        }
        journal.record(
            call, by: Caller(identity: identity, address: address, agent: agent, arn: user.arn), in: account.index)
    }

    /// Somebody comes in through Identity Center, which takes a role for them.
    func federate(
        _ person: Person, _ at: inout Int64, _ address: String, _ day: SimulatedDay, _ random: inout Randomness,
        _ journal: inout Journal
    ) -> RoleSession {
        let permissions = person.archetype.permissionSet
        // One role a permission set and account.
        var fixed = Randomness(seed: seed, "sso " + permissions, account.index)
        let role = AppRole(
            "aws-reserved/sso.amazonaws.com/AWSReservedSSO_\(permissions)_\(fixed.hex(16))", &fixed)
        let session = RoleSession(
            account: account.id, role: role.name, roleID: role.id, name: person.email, since: at, &random)
        var call = Call(API("sts", "AssumeRoleWithSAML"), at: at, in: "us-east-1")
        call.request = JSONText.object(
            ("sAMLAssertionID", "_" + random.uuid()), ("roleSessionName", person.email), ("roleArn", session.roleARN),
            ("principalArn", "arn:aws:iam::\(account.id):saml-provider/AWSSSO_\(permissions)_DO_NOT_DELETE"))
        call.response = session.credentials(&random, hours: 8)
        call.resources = [
            "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"\(session.roleARN)\"}"
        ]
        let identity = JSONText.object(
            ("type", "SAMLUser"), ("principalId", "\(random.letters(27))=:\(person.email)"), ("userName", person.email),
            ("identityProvider", random.letters(27) + "="))
        journal.record(
            call, by: Caller(identity: identity, address: address, agent: person.client.browser(day: day.index)),
            in: account.index)
        at += Int64(random.within(2...8))
        return session
    }

    /// Somebody looks into another account of the organisation, with a role there. Both accounts record who took it.
    func visit(
        _ other: Account, _ person: Person, _ caller: Caller, from start: Int64, _ day: SimulatedDay,
        _ random: inout Randomness, _ journal: inout Journal
    ) {
        guard other.index != account.index else { return }
        var fixed = Randomness(seed: seed, "visitor", other.index)
        let role = AppRole("OrganizationReadOnly", &fixed)
        let session = RoleSession(
            account: other.id, role: role.name, roleID: role.id, name: person.name, since: start, &random)
        let assume = API("sts", "AssumeRole")
        var call = Call(assume, at: start, in: account.region)
        call.request = JSONText.object(
            ("roleArn", session.roleARN), ("roleSessionName", person.name))
        call.response = session.credentials(&random)
        call.resources = ["{\"accountId\":\"\(other.id)\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"\(session.roleARN)\"}"]
        call.shared = journal.sharedID()
        let agent = person.client.tool(assume, day: day.index, script: false)
        journal.record(call, by: caller.with(agent: agent), in: account.index)
        let stranger = JSONText.object(
            ("type", "AWSAccount"), ("principalId", "AIDA" + String(caller.accessKey.suffix(16)) + "X"),
            ("accountId", account.id))
        journal.record(
            call, by: Caller(identity: stranger, address: caller.address, agent: agent), in: other.index)
        var at = Double(start + 5)
        for _ in 0..<random.within(3...15) {
            let api = person.apis[random.zipf(person.apis.count)]
            if api.isRead {
                var call = Call(api, at: Int64(at), in: other.region)
                let guest = Caller.role(
                    session, address: caller.address, agent: person.client.tool(api, day: day.index, script: false))
                Arguments(account: other, instances: []).fill(&call, by: guest, &random)
                journal.record(call, by: guest, in: other.index)
            }
            at += random.lognormal(median: 20, spread: 1)
        }
    }
}
