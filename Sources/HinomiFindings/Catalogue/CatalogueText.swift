// SPDX-License-Identifier: Apache-2.0

/// The form in which rows of the catalogue are written down.
///
/// A row begins with the type's name at the margin; the lines that belong to it are indented and begin with a word:
///
///     Recon:EC2/Portscan
///       on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
///       or 8 when …                    another severity and its condition; any number of such lines
///       instead NAME                   what took the place of a retired type
///       title WORDING
///       text WORDING                   one sentence with its full stop
///       attack TA0007 T1046            MITRE ATT&CK tactics and techniques
///       advice KEY; ACTOR KEY          what to do next, from `Advice`; the second where the resource did it itself
///
/// In the line of facts several values are joined with `+`; `severity varies` takes the first `or`; `retired`,
/// and `own` for types that GuardDuty does not have, stand alone.
struct CatalogueText {
    private(set) var rows: [CatalogueRow] = []
    /// Lines that could not be read, in words; the tests keep this empty for the built-in tables.
    private(set) var problems: [String] = []

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            if line.first != " " {
                rows.append(CatalogueRow(type: FindingType(String(line))))
            } else if !rows.isEmpty {
                let content = line.drop { $0 == " " }
                let word = content.prefix { $0 != " " }
                let rest = content.dropFirst(word.count + 1)
                if !CatalogueText.read(word, String(rest), line: content, into: &rows[rows.count - 1]) {
                    problems.append("\(rows[rows.count - 1].type): \(content)")
                }
            }
        }
        for i in rows.indices where rows[i].severityVaries {
            rows[i].defaultSeverity = rows[i].severityVariants.first?.severity ?? .medium
        }
    }

    private static func read(_ word: Substring, _ rest: String, line: Substring, into row: inout CatalogueRow) -> Bool {
        switch word {
        case "on": return readFacts(line, into: &row)
        case "or": return readVariant(rest, into: &row)
        case "instead": row.replacedBy = rest
        case "title": row.titleTemplate = Wording(rest)
        case "text": row.descriptionTemplate = Wording(rest)
        case "attack":
            let ids = rest.split(separator: " ").map(String.init)
            row.mitreTactics = ids.filter { $0.hasPrefix("TA") }
            row.mitreTechniques = ids.filter { !$0.hasPrefix("TA") }
            return ids.allSatisfy { AttackName.of($0) != nil }
        case "advice":
            for part in rest.split(separator: ";") {
                let words = part.split(separator: " ")
                guard let key = words.last, let steps = Advice.steps(String(key)) else { return false }
                if words.count == 2, words[0] == "ACTOR" {
                    row.actorRemediation = steps
                } else {
                    row.remediation = steps
                }
            }
        default: return false
        }
        return true
    }

    private static func readVariant(_ rest: String, into row: inout CatalogueRow) -> Bool {
        let words = rest.split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[1] == "when", let value = Double(words[0]) else { return false }
        row.severityVariants.append(.init(severity: Severity(value), condition: String(words[2])))
        return true
    }

    private static func readFacts(_ line: Substring, into row: inout CatalogueRow) -> Bool {
        for fact in line.split(separator: ",") {
            let words = fact.split(separator: " ")
            if words == ["retired"] {
                row.retired = true
                continue
            }
            if words == ["own"] {
                row.isOwn = true
                continue
            }
            guard words.count == 2 else { return false }
            let values = words[1].split(separator: "+").map(String.init)
            switch words[0] {
            case "on": row.resourceTypes = values == ["unknown"] ? [] : values
            case "severity":
                row.severityVaries = values == ["varies"]
                if let value = Double(words[1]) {
                    row.defaultSeverity = Severity(value)
                } else if !row.severityVaries {
                    return false
                }
            case "role":
                row.roles = values.compactMap { ResourceRole(rawValue: $0) }
                if row.roles.count != values.count { return false }
            case "action": row.actionType = values.joined()
            case "logs": row.dataSources = values
            case "since":
                row.launched2017 = values == ["2017"]
                if !row.launched2017 { return false }
            default: return false
            }
        }
        return true
    }
}
