// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiPipeline

@Suite struct InstanceNewsTests {
    private static let noon = "2026-01-15T12:00:00Z"

    private static func news(_ record: String) -> [InstanceNews] {
        var news: [InstanceNews] = []
        EC2Calls.read([record]) { news += InstanceNews.read($0) }
        return news
    }

    @Test func `a launch tells of the instance, its profile, tags, interface and addresses`() throws {
        let news = Self.news(
            EC2Calls.launch([EC2Calls.instance("1", address: "10.0.0.5")], at: Self.noon, event: "e1"))
        var instance = InstanceDetails()
        instance.instanceID = "i-01"
        instance.networkInterfaceID = "eni-01"
        instance.privateAddress = IPAddress("10.0.0.5")
        instance.vpcID = "vpc-0a"
        instance.subnetID = "subnet-0a"
        instance.availabilityZone = "eu-central-1a"
        instance.instanceType = "t3.micro"
        instance.imageID = "ami-0b"
        instance.launchTime = "2026-01-15T08:00:00.000Z"
        instance.platform = "windows"
        instance.securityGroups = [.init(id: "sg-0a", name: "web")]
        var interface = InstanceDetails()
        interface.networkInterfaceID = "eni-01"
        interface.privateAddress = IPAddress("10.0.0.5")
        interface.vpcID = "vpc-0a"
        interface.subnetID = "subnet-0a"
        interface.securityGroups = [.init(id: "sg-0a", name: "web")]
        let profile = InstanceProfile(arn: "arn:aws:iam::111122223333:instance-profile/mail", id: "AIPA1")
        let addresses = [try #require(IPAddress("10.0.0.5")), try #require(IPAddress("2001:db8::1"))]
        #expect(
            news == [
                .launched(instance), .profiled(instance: "i-01", profile),
                .tagged(instance: "i-01", [.init(key: "Name", value: "mail")]),
                .interface(interface, addresses: addresses), .attached(interface: "eni-01", instance: "i-01"),
            ])
    }

    @Test func `other calls tell of interfaces, public addresses, profiles and tags`() throws {
        var interface = InstanceDetails()
        interface.networkInterfaceID = "eni-09"
        interface.privateAddress = IPAddress("10.0.9.9")
        interface.vpcID = "vpc-0a"
        interface.subnetID = "subnet-0c"
        interface.availabilityZone = "eu-central-1b"
        interface.securityGroups = [.init(id: "sg-0c", name: "second")]
        let address = try #require(IPAddress("10.0.9.9"))
        let created = Self.news(EC2Calls.interface("eni-09", address: "10.0.9.9", at: Self.noon, event: "e"))
        #expect(created == [.interface(interface, addresses: [address])])
        #expect(
            Self.news(EC2Calls.attach("eni-09", to: "i-01", at: Self.noon, event: "e")) == [
                .attached(interface: "eni-09", instance: "i-01")
            ])
        let elastic = try #require(IPAddress("198.51.100.9"))
        #expect(
            Self.news(EC2Calls.allocate("198.51.100.9", as: "eipalloc-1", at: Self.noon, event: "e")) == [
                .allocated(allocation: "eipalloc-1", address: elastic)
            ])
        #expect(
            Self.news(EC2Calls.associate("eipalloc-1", with: "eni-09", at: Self.noon, event: "e")) == [
                .associated(address: "eipalloc-1", target: "eni-09")
            ])
        #expect(
            Self.news(EC2Calls.associate("198.51.100.9", with: "i-01", at: Self.noon, event: "e")) == [
                .associated(address: "198.51.100.9", target: "i-01")
            ])
        let profile = InstanceProfile(arn: "arn:aws:iam::111122223333:instance-profile/admin", id: "AIPA2")
        #expect(
            Self.news(EC2Calls.profile("admin", of: "i-01", at: Self.noon, event: "e")) == [
                .profiled(instance: "i-01", profile)
            ])
        #expect(
            Self.news(
                EC2Calls.tags(
                    "CreateTags", ["vol-1", "i-01", "i-02"], [("Team", "b\\u00e9")], at: Self.noon, event: "e")
            ) == [
                .tagged(instance: "i-01", [.init(key: "Team", value: "bé")]),
                .tagged(instance: "i-02", [.init(key: "Team", value: "bé")]),
            ])
        #expect(
            Self.news(EC2Calls.tags("DeleteTags", ["i-01"], [("Team", nil)], at: Self.noon, event: "e")) == [
                .untagged(instance: "i-01", keys: ["Team"])
            ])
        #expect(
            Self.news(EC2Calls.tags("DeleteTags", ["i-01"], [], at: Self.noon, event: "e")) == [
                .untagged(instance: "i-01", keys: [])
            ])
    }

    @Test func `calls that failed, other calls and other services tell nothing`() {
        let instance = EC2Calls.instance("1", address: "10.0.0.5")
        let launch = EC2Calls.launch([instance], at: Self.noon, event: "e")
        #expect(
            Self.news(EC2Calls.launch([instance], at: Self.noon, event: "e", error: "Client.DryRunOperation")) == [])
        #expect(Self.news(launch.replacing("ec2.amazonaws.com", with: "ecs.amazonaws.com")) == [])
        #expect(Self.news(launch.replacing("\"RunInstances\"", with: "\"StartInstances\"")) == [])
        #expect(Self.news(launch.replacing("\"RunInstances\"", with: "null")) == [])
    }

    @Test func `values of wrong kinds are left out`() {
        let junk = [
            "null", "5", "-1e400", "\"\"", "\"x\"", "[]", "{}", "[[[{}]]]", "{\"items\":{\"items\":[null,7,\"i-\"]}}",
        ]
        let launch = EC2Calls.launch([EC2Calls.instance("1", address: "10.0.0.5")], at: Self.noon, event: "e")
        let good = [
            "\"t3.micro\"", "1768464000000", "\"eni-01\"", "\"10.0.0.5\"",
            "{\"items\":[{\"key\":\"Name\",\"value\":\"mail\"}]}",
            "{\"items\":[{\"groupId\":\"sg-0a\",\"groupName\":\"web\"}]}", "\"mail\"", "\"sg-0a\"", "\"vpc-0a\"",
        ]
        for value in good {
            for other in junk {
                let news = Self.news(launch.replacing(value, with: other))
                #expect(
                    news.contains {
                        if case .launched(let details) = $0 { details.instanceID == "i-01" } else { false }
                    })
            }
        }
        for other in junk {
            #expect(Self.news(launch.replacing("\"i-01\"", with: other)) == [])
            for name in ["RunInstances", "CreateTags", "DeleteTags", "AllocateAddress", "AssociateAddress"] {
                #expect(
                    Self.news(EC2Calls.record(name, at: Self.noon, event: "e", request: other, response: other)) == [])
            }
            for name in ["CreateNetworkInterface", "AttachNetworkInterface", "AssociateIamInstanceProfile"] {
                #expect(
                    Self.news(EC2Calls.record(name, at: Self.noon, event: "e", request: other, response: other)) == [])
            }
        }
    }

    @Test func `lists and texts are read up to their limits`() throws {
        let long = String(repeating: "x", count: 1_025)
        #expect(Self.news(EC2Calls.tags("CreateTags", ["i-01"], [("k", long)], at: Self.noon, event: "e")) == [])
        #expect(Self.news(EC2Calls.tags("CreateTags", ["i-" + long], [("k", "v")], at: Self.noon, event: "e")) == [])
        // Keys that cannot be read are not all keys.
        #expect(Self.news(EC2Calls.tags("DeleteTags", ["i-01"], [(long, nil)], at: Self.noon, event: "e")) == [])
        let resources = (0..<5_000).map { "i-0\($0)" }
        let tags = (0..<5_000).map { ("key-\($0)", Optional("v")) }
        let news = Self.news(EC2Calls.tags("CreateTags", resources, tags, at: Self.noon, event: "e"))
        #expect(news.count == InstanceNews.maxResources)
        guard case .tagged(_, let kept)? = news.first else { throw CancellationError() }
        #expect(kept.count == InstanceNews.maxTags)
    }
}
