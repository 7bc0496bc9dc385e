// SPDX-License-Identifier: Apache-2.0

/// Proofpoint ET Intelligence: `ip, category, score, first_seen, last_seen, ports (|)`, or `domain` in the first place.
///
/// The ports say where the address was seen at work, not to which it is confined, so they do not narrow the entry.
enum ProofPointList {
    static func read(_ bytes: ListText, into intake: inout ListIntake) {
        var rows = CSVRows(bytes)
        while !intake.isOverfull, rows.next() {
            let value = rows[0]
            if value.first == UInt8(ascii: "#") || value.isEqual("ip") || value.isEqual("domain") { continue }
            if value.isEmpty {
                intake.refuse(.missingField, rows[1], line: rows.line)
            } else {
                intake.take(value, line: rows.line)
            }
        }
    }
}
