// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords

enum FlowEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        for format in [FlowLogFormat.version2, .cloudWatchExport] {
            let complaint = Delivery.disagreement(on: input) { delivery in
                let batch = parse(input, format, delivery)
                var made = Made()
                for record in batch.records { made.add(summary(of: record)) }
                for refusal in batch.refused { made.add(refusal) }
                for announcement in batch.interfaces { made.add(summary(of: announcement)) }
                return made
            }
            if let complaint { return complaint }
        }
        let batch = parse(input, .version2, Delivery.all[0])
        guard !batch.records.isEmpty else { return nil }
        Fold.run { engine in
            for announcement in batch.interfaces { engine.append(announcement) }
            for record in batch.records { engine.append(record) }
        }
        return nil
    }

    private static func parse(
        _ input: UnsafeBufferPointer<UInt8>, _ format: FlowLogFormat, _ delivery: Delivery
    ) -> FlowBatch {
        var parser = FlowLogParser(format: format, region: "eu-west-1")
        var batch = FlowBatch()
        delivery.deliver(input) { chunk, offset, isFinal in
            parser.parse(chunk, at: offset, isFinal: isFinal, into: &batch)
        }
        return batch
    }

    private static func summary(of announcement: InterfaceAnnouncement) -> StableHash {
        let facts = announcement.facts
        var hash = StableHash()
        for word in [UInt64(bitPattern: announcement.seconds), facts.key, facts.account.number] { hash.combine(word) }
        for text in [facts.interfaceID, facts.instanceID, facts.vpcID, facts.subnetID, facts.region] {
            hash.combine(text)
        }
        hash.combine(facts.availabilityZoneID)
        return hash
    }

    private static func summary(of record: FlowRecord) -> StableHash {
        var hash = StableHash()
        hash.combine(record.source)
        hash.combine(record.destination)
        for word in [record.packets, record.bytes, record.interface, record.recordID, record.offset] {
            hash.combine(word)
        }
        hash.combine(UInt64(bitPattern: record.start))
        hash.combine(UInt64(bitPattern: record.end))
        hash.combine(UInt64(record.sourcePort) << 16 | UInt64(record.destinationPort))
        hash.combine(UInt64(record.protocolNumber) << 8 | UInt64(record.tcpFlags))
        hash.combine(UInt64(record.status.rawValue) << 8 | UInt64(record.direction.rawValue))
        return hash
    }
}

/// What happens to records behind the parsers.
enum Fold {
    /// Folds what `fill` puts into an engine to the end.
    static func run(_ fill: (inout Engine) -> Void) {
        var engine = Engine(intelligence: Lists.builtIn)
        fill(&engine)
        engine.drain()
        engine.finish(knowing: engine.owners)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        _ = engine.book.findings()
    }
}
