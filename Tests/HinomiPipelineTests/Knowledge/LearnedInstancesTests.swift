// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiPipeline

@Suite struct LearnedInstancesTests {
    private static func time(_ clock: String) -> Timestamp {
        Timestamp(iso8601: "2026-01-15T\(clock)Z") ?? .distantPast
    }

    private static func at(_ clock: String) -> String { "2026-01-15T\(clock)Z" }

    private static func learn(_ records: [String], capacity: Int = 1_000) -> LearnedInstances {
        var learned = LearnedInstances(capacity: capacity)
        EC2Calls.read(records) { view in
            for news in InstanceNews.read(view) { learned.learn(news, at: CallStamp(view)) }
        }
        learned.finish()
        return learned
    }

    private static func details(_ learned: LearnedInstances, _ id: String, at clock: String = "23:00:00")
        -> InstanceDetails
    {
        var known = InstanceDetails()
        known.instanceID = id
        return learned.details(ofInstance: known, at: time(clock))
    }

    /// The day of an instance that gets another profile, other tags, a second interface and public addresses.
    private static let day = [
        EC2Calls.launch(
            [EC2Calls.instance("1", address: "10.0.0.5"), EC2Calls.instance("2", address: "10.0.0.6", name: "web")],
            at: at("08:00:00"), event: "e1"),
        EC2Calls.tags("CreateTags", ["i-01"], [("Name", "post"), ("Team", "b")], at: at("09:00:00"), event: "e2"),
        EC2Calls.tags("DeleteTags", ["i-01"], [("Team", nil)], at: at("10:00:00"), event: "e3"),
        EC2Calls.tags("CreateTags", ["i-01"], [("Cost", "7")], at: at("10:00:00"), event: "e4"),
        EC2Calls.profile("admin", of: "i-01", at: at("11:00:00"), event: "e5"),
        EC2Calls.interface("eni-09", address: "10.0.9.9", at: at("11:00:00"), event: "e6"),
        EC2Calls.attach("eni-09", to: "i-01", at: at("12:00:00"), event: "e7"),
        EC2Calls.attach("eni-09", to: "i-02", at: at("14:00:00"), event: "e8"),
        EC2Calls.allocate("198.51.100.9", as: "eipalloc-1", at: at("12:00:00"), event: "e9"),
        EC2Calls.associate("eipalloc-1", with: "i-01", at: at("12:30:00"), event: "e10"),
        EC2Calls.associate("198.51.100.9", with: "eni-09", at: at("15:00:00"), event: "e11"),
        EC2Calls.tags("DeleteTags", ["i-02"], [], at: at("16:00:00"), event: "e12"),
    ]

    private static func check(_ learned: LearnedInstances) {
        let first = details(learned, "i-01")
        #expect(first.tags == [.init(key: "Cost", value: "7"), .init(key: "Name", value: "post")])
        #expect(first.iamInstanceProfileARN == "arn:aws:iam::111122223333:instance-profile/admin")
        #expect(first.networkInterfaceID == "eni-01" && first.instanceType == "t3.micro")
        #expect(details(learned, "i-02").tags == [])
        #expect(details(learned, "i-03") == InstanceDetails())
        // An address belongs to whoever had it then.
        #expect(details(learned, "i-01", at: "12:00:00").publicAddress == nil)
        #expect(details(learned, "i-01", at: "13:00:00").publicAddress == IPAddress("198.51.100.9"))
        #expect(details(learned, "i-01", at: "15:00:00").publicAddress == nil)
        #expect(learned.details(ofInterface: "eni-09", at: time("14:00:00")).publicAddress == nil)
        let interface = learned.details(ofInterface: "eni-09", at: time("15:30:00"))
        #expect(interface.publicAddress == IPAddress("198.51.100.9") && interface.subnetID == "subnet-0c")
        #expect(learned.instance(of: "eni-09", at: time("11:00:00")) == "i-01")
        #expect(learned.instance(of: "eni-09", at: time("13:00:00")) == "i-01")
        #expect(learned.instance(of: "eni-09", at: time("14:00:00")) == "i-02")
        for address in ["10.0.0.5", "2001:db8::1"].compactMap({ IPAddress($0) }) {
            #expect(learned.interface(of: address, in: "vpc-0a", at: time("09:00:00")) == "eni-01")
            #expect(learned.interface(of: address, in: "vpc-0a", at: time("07:00:00")) == nil)
            #expect(learned.interface(of: address, in: "vpc-0b", at: time("09:00:00")) == nil)
        }
    }

    @Test func `the same is learned in any order, and from copies`() {
        Self.check(Self.learn(Self.day))
        Self.check(Self.learn(Self.day.reversed()))
        var numbers = Numbers(7)
        for _ in 0..<40 { Self.check(Self.learn((Self.day + Self.day).shuffled(using: &numbers))) }
    }

    @Test func `of another interface of an instance nothing is said that is true of the first`() {
        let learned = Self.learn(Self.day)
        var known = InstanceDetails()
        known.instanceID = "i-01"
        known.networkInterfaceID = "eni-09"
        let details = learned.details(ofInstance: known, at: Self.time("13:00:00"))
        #expect(details.instanceType == "t3.micro" && !details.tags.isEmpty)
        #expect(details.privateAddress == nil && details.publicAddress == nil && details.subnetID == "")
        #expect(details.networkInterfaceID == "" && details.securityGroups == [])
    }

    @Test func `of two words at the same time the one of the greater event counts, in any order`() {
        let both = ["red", "blue"].enumerated().map { i, value in
            EC2Calls.tags("CreateTags", ["i-01"], [("Name", value)], at: Self.at("09:00:00"), event: "e\(i)")
        }
        let a = Self.details(Self.learn(both), "i-01").tags
        #expect(a.count == 1 && a == Self.details(Self.learn(both.reversed()), "i-01").tags)
        // Copies of one event that differ.
        let copies = ["red", "blue"].map {
            EC2Calls.tags("CreateTags", ["i-01"], [("Name", $0)], at: Self.at("09:00:00"), event: "e")
        }
        let b = Self.details(Self.learn(copies), "i-01").tags
        #expect(b.count == 1 && b == Self.details(Self.learn(copies.reversed()), "i-01").tags)
    }

    @Test func `tags whose keys only look equal are kept apart`() {
        let keys = ["e\u{301}", "\u{e9}"]
        let records = keys.map {
            EC2Calls.tags("CreateTags", ["i-01"], [($0, "v")], at: Self.at("09:00:00"), event: $0)
        }
        for order in [records, records.reversed()] {
            let tags = Self.details(Self.learn(order), "i-01").tags
            #expect(tags.map { Array($0.key.utf8) } == keys.map { Array($0.utf8) })
        }
    }

    @Test func `what is kept is limited, and the same in any order`() {
        let launches = (0..<400).map {
            EC2Calls.launch(
                [EC2Calls.instance("\($0)", address: "10.0.1.\($0 % 250)")], at: Self.at("08:00:00"), event: "e\($0)")
        }
        let tags = (0..<80).map {
            EC2Calls.tags("CreateTags", ["i-01"], [("k\($0)", "v")], at: Self.at("08:00:00"), event: "t\($0)")
        }
        func kept(_ records: [String]) -> [InstanceDetails] {
            let learned = Self.learn(records, capacity: 50)
            let all = (0..<400).map { Self.details(learned, "i-0\($0)") }
            #expect(all.filter { !$0.instanceID.isEmpty }.count == 50)
            return all
        }
        var numbers = Numbers(11)
        let expected = kept(launches)
        for _ in 0..<5 { #expect(kept(launches.shuffled(using: &numbers)) == expected) }
        let least = Self.details(Self.learn(tags), "i-01").tags
        #expect(least.count == InstanceNews.maxTags)
        #expect(Self.details(Self.learn(tags.shuffled(using: &numbers)), "i-01").tags == least)
        let moves = (0..<30).map {
            EC2Calls.attach("eni-09", to: "i-0\($0)", at: Self.at("08:00:\($0 + 10)"), event: "m\($0)")
        }
        for _ in 0..<5 {
            let learned = Self.learn(moves.shuffled(using: &numbers))
            #expect(learned.instance(of: "eni-09", at: Self.time("08:00:39")) == "i-029")
            #expect(learned.instance(of: "eni-09", at: Self.time("08:00:32")) == "i-022")
            #expect(learned.instance(of: "eni-09", at: Self.time("08:00:11")) == "i-022")
        }
    }
}
