// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension CustomRule {
    static let ec2: [CustomRule] = [
        CustomRule(
            "EC2PasswordDataRetrieved", "CredentialAccess:EC2/UnsecuredCredentials", .medium,
            service: "ec2.amazonaws.com", calls: ["GetPasswordData"]
        ) { instance($0) },
        CustomRule(
            "EC2TerminationProtectionEnabled", "DefenseImpairment:EC2/DisableOrModifyTools", .low,
            service: "ec2.amazonaws.com", calls: ["ModifyInstanceAttribute"]
        ) { call in
            let asked = call.view.requestParameters
            let switched = asked["disableApiTermination"]
            let isOn =
                switched.bool ?? switched["value"].bool
                ?? (asked["attribute"].equals("disableApiTermination") ? asked["value"].bool : nil)
            return isOn == true ? instance(call) : nil
        },
        CustomRule(
            "VPCFlowLogsDeleted", "DefenseImpairment:EC2/DisableOrModifyTools", .high, service: "ec2.amazonaws.com",
            calls: ["DeleteFlowLogs"]
        ) { call in
            let ids = call.view.requestParameters.value(at: "DeleteFlowLogsRequest.FlowLogId")
            return Target("AWS::EC2::FlowLog", ids["content"].isPresent ? ids["content"] : ids[0]["content"])
        },
        CustomRule(
            "AMIExternalAccess", "Exfiltration:EC2/TransferDataToCloudAccount", .high, service: "ec2.amazonaws.com",
            calls: ["ModifyImageAttribute"]
        ) { call in
            let asked = call.view.requestParameters
            guard addsStrangers(asked["launchPermission"], call) else { return nil }
            return Target("AWS::EC2::Image", asked["imageId"])
        },
        CustomRule(
            "EBSSnapshotExternalAccess", "Exfiltration:EC2/TransferDataToCloudAccount", .high,
            service: "ec2.amazonaws.com", calls: ["ModifySnapshotAttribute"]
        ) { call in
            let asked = call.view.requestParameters
            guard addsStrangers(asked["createVolumePermission"], call) else { return nil }
            return Target("AWS::EC2::Snapshot", asked["snapshotId"])
        },
        CustomRule(
            "EC2InstanceSSHKeyPushed", "LateralMovement:EC2/RemoteServices", .medium,
            service: "ec2-instance-connect.amazonaws.com", calls: ["SendSSHPublicKey", "SendSerialConsoleSSHPublicKey"]
        ) { instance($0) },
        CustomRule(
            "EC2UserDataModified", "Persistence:EC2/BootOrLogonInitializationScripts", .high,
            service: "ec2.amazonaws.com", calls: ["ModifyInstanceAttribute"]
        ) { call in
            let asked = call.view.requestParameters
            return asked["userData"].isPresent || asked["attribute"].equals("userData") ? instance(call) : nil
        },
        CustomRule(
            "EC2SecurityGroupPublicSSH", "Persistence:EC2/ExternalRemoteServices", .medium,
            service: "ec2.amazonaws.com", calls: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"]
        ) { call in
            let asked = call.view.requestParameters
            let modified = asked["ModifySecurityGroupRulesRequest"]
            guard OpenedPort.opensSSH(asked) || OpenedPort.opensSSH(modified) else { return nil }
            return Target(
                "AWS::EC2::SecurityGroup",
                [asked["groupId"], modified["GroupId"], asked["groupName"]].first(where: \.isPresent) ?? JSONSlice())
        },
    ]

    private static func instance(_ call: ObservedCall) -> Target {
        Target("AWS::EC2::Instance", call.view.requestParameters["instanceId"])
    }

    // Whether a permission is given to everybody or to another account.
    private static func addsStrangers(_ permission: JSONSlice, _ call: ObservedCall) -> Bool {
        var isForeign = false
        permission.value(at: "add.items").forEachElement { item in
            if item["group"].equals("all") { isForeign = true }
            if let account = item["userId"].account, account != call.record.account { isForeign = true }
            return !isForeign
        }
        return isForeign
    }
}

/// What a change of a security group opens.
enum OpenedPort {
    /// Whether a request lets the world reach port 22.
    static func opensSSH(_ asked: JSONSlice) -> Bool {
        if includesSSH(asked), isWorld(asked["cidrIp"]) || isWorld(asked["cidrIpv6"]) { return true }
        var isOpen = false
        asked.value(at: "ipPermissions.items").forEachElement { permission in
            guard includesSSH(permission) else { return true }
            permission.value(at: "ipRanges.items").forEachElement { range in
                isOpen = isWorld(range["cidrIp"])
                return !isOpen
            }
            if isOpen { return false }
            permission.value(at: "ipv6Ranges.items").forEachElement { range in
                isOpen = isWorld(range["cidrIpv6"])
                return !isOpen
            }
            return !isOpen
        }
        if isOpen { return true }
        // One rule stands alone, several in a list.
        let changed = asked["SecurityGroupRule"]
        if changed.kind == .object { return opens(changed["SecurityGroupRule"]) }
        changed.forEachElement { rule in
            isOpen = opens(rule["SecurityGroupRule"])
            return !isOpen
        }
        return isOpen
    }

    private static func opens(_ rule: JSONSlice) -> Bool {
        let (from, to) = (rule["FromPort"].integer ?? 0, rule["ToPort"].integer ?? 65_535)
        let kind = rule["IpProtocol"]
        guard kind.equals("-1") || ((kind.equals("tcp") || kind.equals("6")) && from <= 22 && to >= 22) else {
            return false
        }
        return isWorld(rule["CidrIpv4"]) || isWorld(rule["CidrIpv6"])
    }

    private static func includesSSH(_ rule: JSONSlice) -> Bool {
        let kind = rule["ipProtocol"]
        if kind.equals("-1") { return true }
        guard kind.equals("tcp") || kind.equals("6"), let from = rule["fromPort"].integer,
            let to = rule["toPort"].integer
        else { return false }
        return from <= 22 && to >= 22
    }

    // A block of no fixed bits, whatever address is written before it.
    private static func isWorld(_ block: JSONSlice) -> Bool {
        guard block.isString, block.hasSuffix("/0"), let text = block.string else { return false }
        return CIDR(text) != nil
    }
}
