// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiIntelligence
import HinomiRecords

enum QueryEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        var records: [ReadRecord] = []
        let disagreement = Delivery.disagreement(on: input) { delivery in
            var made = Made()
            records = []
            parse(input, delivery) {
                records.append(ReadRecord(offset: $0.offset, id: $0.recordID))
                made.add(summary(of: $0))
            } refused: {
                made.add($0)
            }
            return made
        }
        if let disagreement { return disagreement }
        guard !records.isEmpty else { return nil }
        Fold.run { engine in
            var room = [UInt8](repeating: 0, count: DNSNameText.roomNeeded)
            parse(input, Delivery.all[0]) { view in
                take(view, &engine, &room)
            } refused: { _ in
            }
        }
        return Evidence.complaint(about: input, records) { text in
            var ids: Set<UInt64> = []
            parse(text, Delivery.all[0]) {
                ids.insert($0.recordID)
            } refused: { _ in
            }
            return (ids, false)
        }
    }

    private static func parse(
        _ input: UnsafeBufferPointer<UInt8>, _ delivery: Delivery, _ each: (borrowing DNSQueryView) -> Void,
        refused: (ParseRefusal) -> Void
    ) {
        var parser = ResolverQueryParser()
        delivery.deliver(input) { chunk, offset, isFinal in
            parser.parse(chunk, at: offset, isFinal: isFinal, each: each, refused: refused)
        }
    }

    private static func take(_ view: borrowing DNSQueryView, _ engine: inout Engine, _ room: inout [UInt8]) {
        let facts = ClientFacts(
            account: view.account, region: view.region.string ?? "", vpcID: view.vpcID.string ?? "",
            instanceID: view.instanceID.string ?? "", address: view.source)
        let key = ClientFacts.key(
            account: view.account, region: view.region.bytes, vpc: view.vpcID.bytes, instance: view.instanceID.bytes,
            address: view.source)
        engine.learn(facts, key: key)
        var record = QueryRecord(view, client: key, input: 0)
        let logged = view.name
        room.withUnsafeMutableBufferPointer { room in
            let count = DNSNameText.normalise(logged, into: room) ?? 0
            let name = UnsafeBufferPointer(rebasing: room[..<count])
            if count > 0 {
                record.mark = Lists.builtIn.names.lookup(name)
                record.describe(name, domainStart: Lists.builtIn.suffixes.registeredDomainStart(of: name))
            }
            engine.append(record, name: name)
        }
    }

    private static func summary(of view: borrowing DNSQueryView) -> StableHash {
        var hash = StableHash()
        hash.combine(UInt64(bitPattern: view.time.milliseconds))
        for word in [view.recordID, view.offset, UInt64(view.byteCount), view.account.number] { hash.combine(word) }
        for word in [view.sourcePort, view.type, view.queryClass, UInt16(view.responseCode)] {
            hash.combine(UInt64(word))
        }
        hash.combine(view.source)
        hash.combine(UInt64(view.answerCount) << 8 | UInt64(view.transport.rawValue))
        for slice in [
            view.name, view.typeText, view.region, view.vpcID, view.instanceID, view.resolverEndpoint,
            view.resolverInterface, view.answers, view.firewallAction, view.firewallDomainListID,
            view.firewallRuleGroupID, view.record,
        ] {
            hash.combine(slice)
        }
        for answer in DNSAnswers(view.answers) {
            hash.combine(UInt64(answer.type))
            hash.combine(answer.data)
        }
        return hash
    }
}
