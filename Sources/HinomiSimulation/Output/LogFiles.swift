// SPDX-License-Identifier: Apache-2.0

/// Puts records into files as AWS delivers them: by account, service, region and time.
struct LogFiles {
    var folder: LogFolder
    let accounts: [Account]
    let seed: UInt64

    /// Writes what happened on a day: an hour of an account and region a file.
    mutating func write(
        _ taken: (entries: [Journal.Entry], flows: [Journal.FlowLine], queries: [Journal.FlowLine])
    ) throws(SimulationError) {
        for (key, rows) in grouped(taken.entries, by: { ($0.account, $0.region, $0.time / 3_600) }) {
            var bytes = Array("{\"Records\":[".utf8)
            for (number, entry) in rows.enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += entry.text.utf8
            }
            bytes += "]}".utf8
            let end = key.2 * 3_600 + 3_600
            let id = accounts[key.0].id
            var name = Randomness(seed: seed, "file " + key.1, key.0, Int(key.2))
            try folder.writePacked(
                bytes,
                to: "AWSLogs/\(id)/CloudTrail/\(key.1)/\(CivilDay(second: key.2 * 3_600).path)/"
                    + "\(id)_CloudTrail_\(key.1)_\(TimeText.compact(end))_\(name.letters(16)).json.gz")
        }
        try writeLines(taken.flows, header: FlowWindow.header) { account, hour in
            let (id, region) = (account.id, account.region)
            return "AWSLogs/\(id)/vpcflowlogs/\(region)/\(CivilDay(second: hour).path)/"
                + "\(id)_vpcflowlogs_\(region)_\(account.flowLog)_\(TimeText.compact(hour))_"
        }
        try writeLines(taken.queries, header: nil) { account, hour in
            "AWSLogs/\(account.id)/vpcdnsquerylogs/\(account.vpc)/\(CivilDay(second: hour).path)/"
                + "\(account.vpc)_vpcdnsquerylogs_\(account.id)_\(TimeText.compact(hour))_"
        }
    }

    private mutating func writeLines(
        _ lines: [Journal.FlowLine], header: String?, name: (Account, Int64) -> String
    ) throws(SimulationError) {
        for (key, rows) in grouped(lines, by: { ($0.account, "", $0.time / 3_600) }) {
            var bytes: [UInt8] = []
            if let header { bytes += (header + "\n").utf8 }
            for row in rows {
                bytes += row.text.utf8
                bytes.append(0x0A)
            }
            var random = Randomness(seed: seed, "lines", key.0, Int(key.2))
            try folder.writePacked(bytes, to: name(accounts[key.0], key.2 * 3_600) + random.hex(8) + ".log.gz")
        }
    }

    // In order of the keys, the rows of each in the order they came.
    private func grouped<Row>(
        _ rows: [Row], by key: (Row) -> (Int, String, Int64)
    ) -> [(key: (Int, String, Int64), rows: [Row])] {
        let order = rows.indices.map { (key: key(rows[$0]), place: $0) }.sorted {
            $0.key == $1.key ? $0.place < $1.place : $0.key < $1.key
        }
        var groups: [(key: (Int, String, Int64), rows: [Row])] = []
        for item in order {
            if let last = groups.last, last.key == item.key {
                groups[groups.count - 1].rows.append(rows[item.place])
            } else {
                groups.append((item.key, [rows[item.place]]))
            }
        }
        return groups
    }
}
