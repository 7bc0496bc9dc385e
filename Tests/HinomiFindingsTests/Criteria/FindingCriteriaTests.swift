// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

struct FindingCriteriaTests {
    private func holds(_ criterion: String) throws -> Bool {
        try CriteriaFixture.criteria(criterion).matches(CriteriaFixture.attributes)
    }

    @Test(arguments: [
        (#""type": {"eq": ["Recon:EC2/Portscan"]}"#, true), (#""type": {"equals": ["a", "Recon:EC2/Portscan"]}"#, true),
        (#""type": {"eq": ["recon:ec2/portscan"]}"#, false), (#""type": {"eq": ["Recon:EC2/Port*"]}"#, false),
        (#""type": {"neq": ["a", "b"]}"#, true), (#""type": {"notEquals": ["a", "Recon:EC2/Portscan"]}"#, false),
        (#""service.archived": {"eq": ["false"]}"#, true), (#""service.archived": {"eq": ["true"]}"#, false),
        (#""service.archived": {"eq": ["true", "false"]}"#, true), (#""service.archived": {"neq": ["true"]}"#, true),
        (#""service.action.networkConnectionAction.blocked": {"eq": ["true"]}"#, true),
        (#""service.action.networkConnectionAction.remotePortDetails.port": {"eq": ["22"]}"#, true),
        (#""service.action.networkConnectionAction.remotePortDetails.port": {"eq": ["2"]}"#, false),
        (#""service.action.networkConnectionAction.remotePortDetails.port": {"gt": 22}"#, false),
        (#""service.action.networkConnectionAction.remotePortDetails.port": {"gte": 22, "lte": 22}"#, true),
        (#""service.action.networkConnectionAction.remotePortDetails.port": {"lt": 22}"#, false),
        (
            #""service.action.networkConnectionAction.remotePortDetails.port": {"greaterThan": 21, "lessThan": 23}"#,
            true
        ),
        (#""service.count": {"greaterThanOrEqual": 13}"#, false), (#""service.count": {"lessThanOrEqual": 12}"#, true),
        (#""service.action.networkConnectionAction.remoteIpDetails.organization.asn": {"gt": 64495}"#, true),
        (#""region": {"gt": 0}"#, false), (#""region": {"lt": 0}"#, false),
        (#""title": {"eq": ["An instance “日本” scans"]}"#, true), (#""description": {"eq": [""]}"#, true),
    ])
    func `each operator compares as it says`(_ criterion: String, _ expected: Bool) throws {
        #expect(try holds(criterion) == expected, "\(criterion)")
    }

    @Test(arguments: [
        (#""updatedAt": {"gte": 1772359200500}"#, true), (#""updatedAt": {"gt": 1772359200500}"#, false),
        (#""updatedAt": {"lt": 1772359200501}"#, true), (#""updatedAt": {"lte": 1772359200}"#, false),
        (#""updatedAt": {"eq": ["1772359200500"]}"#, true),
        (#""updatedAt": {"eq": ["2026-03-01T10:00:00.500Z"]}"#, true),
        (#""updatedAt": {"neq": ["2026-03-01T10:00:00.500Z"]}"#, false),
        (#""resource.instanceDetails.launchTime": {"gte": 1470103506000, "lt": 1470103506001}"#, true),
    ])
    func `times are milliseconds since 1970`(_ criterion: String, _ expected: Bool) throws {
        #expect(try holds(criterion) == expected, "\(criterion)")
    }

    @Test(arguments: [
        (#"{"eq": ["8"]}"#, true), (#"{"eq": ["7", "8"]}"#, true), (#"{"eq": ["9", "10"]}"#, false),
        (#"{"eq": ["8.5"]}"#, true), (#"{"eq": ["8.0"]}"#, true), (#"{"eq": ["8.4"]}"#, false),
        (#"{"neq": ["8"]}"#, false), (#"{"neq": ["9"]}"#, true), (#"{"gt": 8}"#, true), (#"{"gte": 9}"#, false),
        (#"{"lt": 9}"#, true), (#"{"lte": 8}"#, false),
    ])
    func `of severity the whole part is equal`(_ comparison: String, _ expected: Bool) throws {
        #expect(try holds(#""severity": \#(comparison)"#) == expected, "\(comparison)")
    }

    @Test func `of several values one is enough, and none may be excluded`() throws {
        let name = "resource.instanceDetails.networkInterfaces.privateIpAddresses.privateIpAddress"
        #expect(try holds(#""\#(name)": {"eq": ["10.0.0.23", "192.0.2.1"]}"#))
        #expect(try !holds(#""\#(name)": {"eq": ["10.0.0.3"]}"#))
        #expect(try !holds(#""\#(name)": {"neq": ["10.0.0.2"]}"#))
        #expect(try holds(#""\#(name)": {"neq": ["10.0.0.3", "10.0.0.4"]}"#))
        #expect(try holds(#""\#(name)": {"matches": ["10.0.0.2?"]}"#))
        #expect(try !holds(#""\#(name)": {"notMatches": ["10.0.0.2?"]}"#))
    }

    @Test(arguments: [
        (#"{"eq": ["x"]}"#, false), (#"{"neq": ["x"]}"#, true), (#"{"gt": 0}"#, false), (#"{"gte": 0}"#, false),
        (#"{"lt": 0}"#, false), (#"{"lte": 0}"#, false), (#"{"matches": ["*"]}"#, false),
        (#"{"notMatches": ["*"]}"#, true),
    ])
    func `what a finding lacks meets the negations only`(_ comparison: String, _ expected: Bool) throws {
        for attribute in ["resource.lambdaDetails.functionName", "resource.instanceDetails.platform", "partition"] {
            #expect(try holds(#""\#(attribute)": \#(comparison)"#) == expected, "\(attribute) \(comparison)")
        }
    }

    @Test func `all attributes and all operators must hold`() throws {
        #expect(try holds(#""region": {"eq": ["eu-west-1"]}, "severity": {"gte": 7, "neq": ["9"]}"#))
        #expect(try !holds(#""region": {"eq": ["eu-west-1"]}, "severity": {"gte": 7, "neq": ["8"]}"#))
        #expect(try !holds(#""region": {"eq": ["us-east-1"]}, "severity": {"gte": 7}"#))
        #expect(try CriteriaFixture.criteria("", for: .listing).matches(CriteriaFixture.attributes))
    }

    @Test(arguments: [
        (#"{"matches": ["Recon:*"]}"#, true), (#"{"matches": ["recon:*"]}"#, false),
        (#"{"matches": ["Trojan:*", "*/Port????"]}"#, true), (#"{"notMatches": ["Trojan:*"]}"#, true),
        (#"{"notMatches": ["Trojan:*", "*Port*"]}"#, false),
        (#"{"matches": ["*Port*"], "notMatches": ["*probe*"]}"#, true),
    ])
    func `patterns describe whole values`(_ comparison: String, _ expected: Bool) throws {
        #expect(try holds(#""type": \#(comparison)"#) == expected, "\(comparison)")
    }
}

struct SampleFindingCriteriaTests {
    private static let isHere = Repository.exists(Repository.sampleFindings)

    @Test(
        .enabled(if: isHere, "the published samples are not here"),
        arguments: [
            (#""type": {"eq": ["Discovery:Kubernetes/TorIPCaller"]}, "severity": {"eq": ["4", "5", "6"]}"#, true),
            (#""service.additionalInfo.sample": {"eq": ["true"]}"#, true),
            (#""service.additionalInfo.threatListName": {"matches": ["GeneratedFinding*Name"]}"#, true),
            (#""resource.eksClusterDetails.createdAt": {"gte": 1635962410342, "lte": 1635962410342}"#, true),
            (#""resource.eksClusterDetails.tags.key": {"eq": ["GeneratedFindingEKSClusterTag2"]}"#, true),
            (#""service.action.kubernetesApiCallAction.sourceIPs": {"eq": ["175.16.199.1"]}"#, true),
            (#""service.action.kubernetesApiCallAction.statusCode": {"gte": 400}"#, false),
            (#""updatedAt": {"gt": 1669119740937}, "service.count": {"eq": ["2"]}"#, true),
            (#""updatedAt": {"gt": 1669119740938}"#, false),
            (#""resource.instanceDetails.instanceId": {"neq": ["i-99999999"]}"#, true),
        ])
    func `criteria tell a Kubernetes finding`(_ criterion: String, _ expected: Bool) throws {
        let sample = try CriteriaFixture.sample("elastic-getfindings-wire-response.json")
        #expect(try CriteriaFixture.criteria(criterion).matches(sample) == expected, "\(criterion)")
    }

    @Test(
        .enabled(if: isHere, "the published samples are not here"),
        arguments: [
            (#""severity": {"eq": ["1", "2", "3"]}, "service.resourceRole": {"eq": ["TARGET"]}"#, true),
            (#""resource.instanceDetails.tags.value": {"eq": ["GeneratedFindingInstaceTagValue9"]}"#, true),
            (#""service.action.networkConnectionAction.localPortDetails.port": {"eq": ["22", "3389"]}"#, true),
            (#""service.action.networkConnectionAction.blocked": {"eq": ["true"]}"#, false),
            (#""updatedAt": {"gte": 1526050599976, "lt": 1526050599977}"#, true),
            (#""resource.instanceDetails.networkInterfaces.publicIp": {"eq": ["198.51.100.0"]}"#, true),
            (#""accountId": {"eq": ["123456789012"]}"#, false),
        ])
    func `criteria tell a finding of 2018`(_ criterion: String, _ expected: Bool) throws {
        let sample = try CriteriaFixture.sample("wafacl-ssh-brute-force-2018-event.json")
        #expect(try CriteriaFixture.criteria(criterion).matches(sample) == expected, "\(criterion)")
    }

    @Test(.enabled(if: isHere, "the published samples are not here"))
    func `the same criteria pick the call out of four findings`() throws {
        let names = [
            "elastic-getfindings-wire-response.json", "wafacl-ssh-brute-force-2018-event.json",
            "panther-privilegeescalation-iamuser-administrativepermissions.json",
            "elastic-credentialaccess-rds-anomalousbehavior-successfullogin.json",
        ]
        func picked(_ criterion: String) throws -> [String] {
            let criteria = try CriteriaFixture.criteria(criterion)
            return try names.filter { criteria.matches(try CriteriaFixture.sample($0)) }
        }
        #expect(try picked(#""service.action.awsApiCallAction.callerType": {"eq": ["Domain"]}"#) == [names[2]])
        #expect(try picked(#""severity": {"gte": 7}"#) == [names[2], names[3]])
        #expect(
            try picked(#""severity": {"gte": 7}, "resource.resourceType": {"neq": ["RDSDBInstance"]}"#) == [names[2]])
        #expect(try picked(#""updatedAt": {"lt": 1600000000000}"#) == [names[1], names[2]])
        #expect(try picked(#""service.archived": {"eq": ["false"]}"#) == names)
    }
}
