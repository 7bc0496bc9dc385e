// SPDX-License-Identifier: Apache-2.0

/// The members of a logged query that are read.
enum DNSQueryField: UInt8, CaseIterable {
    case other, rcode, region, vpcID, srcids, srcaddr, srcport, answers, transport, logEvents, accountID, queryName
    case queryType, queryClass, queryTimestamp, firewallRuleAction, firewallRuleGroupID, firewallDomainListID
    case instance, resolverEndpoint, resolverInterface, version

    // The compiler makes a call of `init(rawValue:)`, twenty times a record.
    @inline(__always)
    init(number: UInt8) {
        self = number <= DNSQueryField.version.rawValue ? unsafeBitCast(number, to: Self.self) : .other
    }

    static let keys = JSONKeys([
        "rcode", "region", "vpc_id", "srcids", "srcaddr", "srcport", "answers", "transport", "logEvents", "account_id",
        "query_name", "query_type", "query_class", "query_timestamp", "firewall_rule_action", "firewall_rule_group_id",
        "firewall_domain_list_id", "instance", "resolver_endpoint", "resolver_network_interface", "version",
    ])
}

extension DNSQueryView {
    /// Reads the object at the scanner as a query; nil when it is one, otherwise why not.
    ///
    /// `envelope` is set to the array of log events when the object is what CloudWatch Logs delivers instead of a query.
    mutating func read(
        _ input: inout JSONScanner, _ keys: JSONKeys, _ order: inout JSONKeys.Order, _ head: inout DNSQueryHead,
        envelope: inout JSONSlice
    ) throws(JSONFault) -> RefusalReason? {
        // A copy, so that it stays in registers.
        var scanner = input
        defer { input = scanner }
        let start = scanner.at
        var timeText = JSONSlice()
        var known: Timestamp?
        var previous: UInt8 = 0
        // The keys so far, a bit for each; those in front of the name stand in the head.
        var met: UInt32 = 0
        var more: Bool
        if let recalled = head.recall(&self, start, scanner.end) {
            known = recalled.time
            scanner.at += recalled.count
            scanner.depth += 1
            name = try scanner.value()
            previous = DNSQueryField.queryName.rawValue
            met = 1 << UInt32(previous)
            more = try scanner.nextMember()
        } else {
            more = try scanner.enterObject()
        }
        while more {
            previous = try scanner.key(of: keys, after: previous, &order)
            // Repeated keys: the last one wins, as in every JSON parser that builds objects.
            switch DNSQueryField(number: previous) {
            case .rcode: responseCode = DNSCodes.responseCode(try scanner.value())
            case .region: region = try scanner.value()
            case .vpcID: vpcID = try scanner.value()
            case .srcids: try readSourceIDs(&scanner, keys, &order)
            case .srcaddr: source = try scanner.value().address ?? .unspecified
            case .srcport: sourcePort = try scanner.value().unsigned.flatMap { UInt16(exactly: $0) } ?? 0
            case .answers:
                (answers, answerCount) = try scanner.valueAndChildren()
                if answers.kind != .array { answerCount = 0 }
            case .transport: transport = DNSCodes.transport(try scanner.value())
            case .logEvents: envelope = try scanner.value()
            case .accountID: account = try scanner.value().account ?? .unknown
            case .queryName:
                if met & ~DNSQueryHead.keys == 0 { known = head.remember(start, scanner.at, self, timeText) }
                name = try scanner.value()
            case .queryType:
                typeText = try scanner.value()
                type = DNSCodes.type(typeText)
            case .queryClass: queryClass = DNSCodes.queryClass(try scanner.value())
            case .queryTimestamp:
                timeText = try scanner.value()
                known = nil
            case .firewallRuleAction: firewallAction = try scanner.value()
            case .firewallRuleGroupID: firewallRuleGroupID = try scanner.value()
            case .firewallDomainListID: firewallDomainListID = try scanner.value()
            case .other, .version, .instance, .resolverEndpoint, .resolverInterface: _ = try scanner.value()
            }
            met |= 1 << UInt32(previous & 31)
            more = try scanner.nextMember()
        }
        record = JSONSlice(.object, start, scanner.at - start)
        if timeText.isAbsent, name.isAbsent { return .notARecord }
        guard let time = known ?? timeText.time else { return .badTime }
        guard name.isString else { return .missingField }
        self.time = time
        return nil
    }

    @inline(__always)
    private mutating func readSourceIDs(
        _ scanner: inout JSONScanner, _ keys: JSONKeys, _ order: inout JSONKeys.Order
    ) throws(JSONFault) {
        guard try scanner.peek() == 0x7B else {
            _ = try scanner.value()
            return
        }
        var previous = DNSQueryField.srcids.rawValue | 32
        var more = try scanner.enterObject()
        while more {
            previous = try scanner.key(of: keys, after: previous, &order)
            let value = try scanner.value()
            switch DNSQueryField(number: previous) {
            case .instance: instanceID = value
            case .resolverEndpoint: resolverEndpoint = value
            case .resolverInterface: resolverInterface = value
            default: break
            }
            more = try scanner.nextMember()
        }
    }
}
