// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Which calls make weak signals, and which of them are one.
@Suite struct WeakSignalTests {
    // An hour begins with the stream.
    private static let hour = Stream.epoch / 3_600 * 3_600

    private static func signals(
        _ calls: [(call: Host.Call, after: Int64)], capacity: Int = WeakSignalTable.capacity
    ) throws -> WeakSignals {
        let events = calls.enumerated().map { number, entry in
            var event = Stream.hosts[0].event(entry.call, id: UInt64(number), at: hour + entry.after)
            event.place = number
            return event
        }
        guard capacity == WeakSignalTable.capacity else {
            var table = WeakSignalTable(capacity: capacity)
            var agents = AgentCache()
            var apis = APICache()
            for event in events {
                withSpareBytes(event.text) { bytes in
                    var parser = CloudTrailParser()
                    _ = parser.parse(bytes, at: 0, isFinal: true) { view in
                        var reader = CallerIdentityReader()
                        let identity = reader.read(view.userIdentity)
                        guard
                            let record = CallRecord(
                                view, by: CallerTraits(identity), from: view.sourceAddress, mark: 0, input: 0,
                                agent: agents.entry(of: view.userAgent.bytes), api: apis.entry(of: view),
                                accounts: .none, keepingSignals: true)
                        else { return }
                        table.fold(
                            ObservedCall(record: record, view: view, by: identity, knowing: .builtIn()))
                    } refused: { _ in
                    }
                }
            }
            return table.signals
        }
        return try Delivery(keepsSignals: true).run(events).weakSignals
    }

    private static func call(
        _ name: String, _ service: String = "iam", address: String = "192.0.2.77", user: String = "ann",
        error: String? = nil
    ) -> Host.Call {
        Host.Call(name: name, service: service, address: address, user: user, error: error)
    }

    @Test func `calls alike within an hour are one signal`() throws {
        let found = try Self.signals([
            (Self.call("CreateAccessKey"), 60), (Self.call("CreateAccessKey", address: "192.0.2.78"), 120),
            (Self.call("CreateAccessKey"), 3_599),
        ]).all
        #expect(found.count == 1)
        let signal = try #require(found.first)
        #expect(signal.count == 3)
        #expect(signal.sources == ["192.0.2.77", "192.0.2.78"])
        #expect(signal.first.time.seconds == Self.hour + 60 && signal.last.seconds == Self.hour + 3_599)
        #expect(signal.eventID == "e0")
        #expect(signal.principal == "arn:aws:iam::\(Stream.hosts[0].account):user/ann")
        // What the table of meanings says of it.
        #expect(signal.meaning.tactic == .persistence)
        #expect(signal.meaning.technique?.id == "T1098.001")
    }

    @Test func `another hour, caller, API or outcome is another signal`() throws {
        let found = try Self.signals([
            (Self.call("CreateAccessKey"), 60), (Self.call("CreateAccessKey"), 3_600),
            (Self.call("CreateAccessKey", user: "bob"), 61), (Self.call("CreateUser"), 62),
            (Self.call("CreateAccessKey", error: "AccessDenied"), 63),
        ]).all
        #expect(found.count == 5)
        #expect(found.map(\.count) == [1, 1, 1, 1, 1])
        #expect(found.map(\.errorCode).filter { !$0.isEmpty } == ["AccessDenied"])
    }

    @Test func `what means nothing and what services do for themselves is none`() throws {
        var service = Self.call("CreateAccessKey")
        service.userType = "AWSService"
        let found = try Self.signals([(Self.call("InventedByNobody"), 60), (service, 61)]).all
        #expect(found.isEmpty)
    }

    @Test func `sources are bounded`() throws {
        let found = try Self.signals((0..<20).map { (Self.call("CreateUser", address: "192.0.2.\($0)"), Int64($0)) })
            .all
        #expect(found.first?.count == 20)
        #expect(found.first?.sources == (0..<8).map { "192.0.2.\($0)" })
        #expect(found.first?.hasMoreSources == true)
    }

    @Test func `where there is no room calls are counted`() throws {
        let calls = (0..<5).map { (call: Self.call("CreateUser", user: "u\($0)"), after: Int64($0)) }
        let found = try Self.signals(calls + [(Self.call("CreateUser", user: "u0"), 9)], capacity: 3)
        #expect(found.all.map(\.count) == [2, 1, 1])
        #expect(found.callsCut == 2)
        #expect(found.cutFrom?.seconds == Self.hour + 3)
    }

    @Test func `a program is its role, a person and an instance their session`() throws {
        func session(_ name: String, more: String = "") -> Host.Call {
            var call = Self.call("CreateUser")
            call.session = name
            call.extra = more
            return call
        }
        let account = Stream.hosts[0].account
        let found = try Self.signals([
            (session("i-0123456789abcdef0"), 1), (session("ann@example.com"), 2),
            (session("orders", more: ",\"inScopeOf\":{\"issuerType\":\"AWS::Lambda::Function\"}"), 3),
        ]).all
        #expect(
            Set(found.map(\.principal)) == [
                "arn:aws:sts::\(account):assumed-role/web/i-0123456789abcdef0",
                "arn:aws:sts::\(account):assumed-role/web/ann@example.com",
                "arn:aws:sts::\(account):assumed-role/web/orders",
            ])
    }
}
