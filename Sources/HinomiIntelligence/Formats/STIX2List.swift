// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// STIX 2 bundles: the patterns of indicators, and addresses, names and URLs that stand as objects of their own.
enum STIX2List {
    static func read(_ bytes: ListText, into intake: inout ListIntake) {
        var number = 0
        do throws(JSONError) {
            let rest = try JSONValue.forEachElement(of: "objects", in: bytes, maximumBytes: .max) { object in
                number += 1
                if !intake.isOverfull { read(object, number, &intake) }
            }
            // A file may hold one object without a bundle around it.
            if number == 0 { read(.object(rest), 1, &intake) }
        } catch {
            intake.refuse(.badMarkup, ListIntake.nothing, line: number + 1)
        }
    }

    private static func read(_ object: JSONValue, _ number: Int, _ intake: inout ListIntake) {
        guard let type = object["type"]?.text else { return }
        switch type {
        case "indicator":
            if object["revoked"]?.boolean == true { return intake.ignore() }
            if let kind = object["pattern_type"]?.text, kind != "stix" { return intake.ignore() }
            if object["indicator_types"]?.elements?.contains(.string("benign")) == true { return intake.ignore() }
            guard var pattern = object["pattern"]?.text else {
                return intake.refuse(.missingField, ListIntake.nothing, line: number)
            }
            var name = object["name"]?.text ?? ""
            name.withUTF8 { name in
                pattern.withUTF8 { STIX2Pattern.read($0, threat: name, line: number, into: &intake) }
            }
        case "ipv4-addr", "ipv6-addr": take(object["value"], as: .address, number, &intake)
        case "domain-name": take(object["value"], as: .name, number, &intake)
        case "url": take(object["value"], as: .url, number, &intake)
        default: return
        }
    }

    private static func take(_ value: JSONValue?, as kind: FieldKind, _ number: Int, _ intake: inout ListIntake) {
        guard var text = value?.text else { return intake.refuse(.missingField, ListIntake.nothing, line: number) }
        text.withUTF8 { intake.take($0, as: kind, line: number) }
    }
}
