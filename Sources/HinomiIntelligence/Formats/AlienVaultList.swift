// SPDX-License-Identifier: Apache-2.0

/// AlienVault reputation: `address#reliability#risk#activity#country#city#latitude,longitude#id`, a line each.
enum AlienVaultList {
    static func read(_ bytes: ListText, into intake: inout ListIntake) {
        var lines = ListLines(bytes)
        while !intake.isOverfull, let line = lines.next() {
            let text = line.trimmed
            guard let first = text.first, first != UInt8(ascii: "#") else { continue }
            var activity = ListIntake.nothing
            var entryEnd = text.count
            var field = 0
            var start = 0
            while start <= text.count, field <= 3 {
                var end = start
                while end < text.count, text[end] != UInt8(ascii: "#") { end += 1 }
                if field == 0 { entryEnd = end }
                if field == 3 { activity = text.part(start..<end) }
                field += 1
                start = end + 1
            }
            intake.take(text.part(0..<entryEnd), threat: activity, line: lines.number)
        }
    }
}
