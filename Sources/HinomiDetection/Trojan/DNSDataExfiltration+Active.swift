// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

extension DNSDataExfiltration.Active {
    init(_ query: ObservedQuery) {
        domain = query.domain.map { String(decoding: $0, as: UTF8.self) } ?? ""
        since = query.record.time
        first = query.record.time
        last = query.record.time
        latest = LatestQuery(query)
    }

    /// Takes in a name if it was not asked before. Returns whether there is something to report then.
    mutating func takeNew(
        _ query: ObservedQuery, _ name: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ limits: DNSDataExfiltration.Limits
    ) -> Bool {
        guard names.insert(hash) else { return false }
        take(query, name, allowance: limits.identifierAllowance)
        return isDue(limits)
    }

    private mutating func take(
        _ query: ObservedQuery, _ name: UnsafeBufferPointer<UInt8>, allowance: Double
    ) {
        if query.record.time.seconds - since.seconds > 86_400, reported == 0 { startAnew(query) }
        let bytes = meter.add(name) / 8
        self.bytes += bytes
        excessBytes += max(0, bytes - allowance)
        burst.add(UInt32(bytes), at: query.record.time.seconds)
        distinct += 1
        pending += 1
        switch query.record.type {
        // A, AAAA, and SVCB and HTTPS, which browsers ask along with them.
        case 1, 28, 64, 65: if query.record.lacksAddress { carriers += 1 }
        default: carriers += 1
        }
        if query.record.responseCode != 0, query.record.responseCode != 255 { failures += 1 }
        var run = 0
        for byte in name {
            run = byte == 0x2E ? 0 : run + 1
            longest = max(longest, run)
        }
        evidence.add(query.reference)
        first = min(first, query.record.time)
        if query.record.time >= last {
            last = query.record.time
            latest = LatestQuery(query)
        }
    }

    // A new day of the bound: the sums begin again, what was learned of the names stays.
    private mutating func startAnew(_ query: ObservedQuery) {
        since = query.record.time
        first = query.record.time
        bytes = 0
        excessBytes = 0
        distinct = 0
        carriers = 0
        failures = 0
        pending = 0
        evidence = .init()
    }

    private func isDue(_ limits: DNSDataExfiltration.Limits) -> Bool {
        if reported > 0 { return bytes >= nextReport }
        if carrierShare >= 0.5 {
            return bytes >= limits.dailyBytes || Double(burst.total) >= limits.burstBytes
        }
        if failureShare >= 0.5 { return bytes >= limits.dailyBytes }
        return excessBytes >= limits.dailyBytes || bytes >= limits.identifierLimit
    }

    /// Share of the names that were not resolved.
    private var failureShare: Double { Double(failures) / Double(max(1, distinct)) }

    /// Share of the names whose question carries data back.
    var carrierShare: Double { Double(carriers) / Double(max(1, distinct)) }

    /// Notes that a signal was raised; the next is due when ten times as much was sent.
    mutating func wasReported() {
        reported += 1
        nextReport = bytes * 10
        pending = 0
        evidence = .init()
    }
}
