// SPDX-License-Identifier: Apache-2.0

import HinomiDetection

/// The limits of detectors, for people to read.
struct LimitTable {
    var groups: [DetectionLimits.Group]
    /// What they are set to.
    var present: DetectionLimits

    private let usual = DetectionLimits()

    init(groups: [DetectionLimits.Group], present: DetectionLimits) {
        (self.groups, self.present) = (groups, present)
    }

    /// A paragraph a detector, a line a limit: its value and what it does, the default where it is another, and the range.
    var text: String {
        groups.map { group in
            let names = group.limits.map(\.name.count).max() ?? 0
            let values = group.limits.map { LimitTable.words($0, in: present).count }.max() ?? 0
            let lines = group.limits.map { limit in
                let value = LimitTable.words(limit, in: present)
                let usually = LimitTable.words(limit, in: usual)
                return "  " + limit.name.padded(to: names) + "  " + value.padded(to: values, isRight: true) + "  "
                    + limit.meaning + " (" + (value == usually ? "" : "usually \(usually); ") + limit.rangeWords
                    + (limit.unit.isEmpty ? "" : " " + limit.unit) + ")\n"
            }
            return "\(group.name): \(group.title)\n" + lines.joined()
        }.joined(separator: "\n")
    }

    /// The page of the documentation.
    var markdown: String {
        var page = """
            # Limits

            Made from the program by `make docs`; do not edit. What detectors go by when they decide, and what values make sense. \
            [How to set them](tuning.md).

            """
        for group in groups {
            page += """

                ## \(group.name)

                [\(group.title.prefix(1).uppercased() + group.title.dropFirst())](detections/\(group.page).md).

                | limit | default | from | to | unit | what it is |
                | --- | ---: | ---: | ---: | --- | --- |

                """
            for limit in group.limits {
                let cells = [
                    "`\(limit.name)`", LimitTable.words(limit, in: present),
                    Limit<DetectionLimits>.words(limit.range.lowerBound),
                    Limit<DetectionLimits>.words(limit.range.upperBound), limit.unit, limit.meaning,
                ]
                page += "| " + cells.joined(separator: " | ") + " |\n"
            }
        }
        return page
    }

    private static func words(_ limit: Limit<DetectionLimits>, in limits: DetectionLimits) -> String {
        Limit<DetectionLimits>.words(limit.value(in: limits))
    }
}

extension String {
    fileprivate func padded(to width: Int, isRight: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - count))
        return isRight ? space + self : self + space
    }
}
