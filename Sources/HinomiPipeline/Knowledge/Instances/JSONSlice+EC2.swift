// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

// EC2's way of writing lists and ids into CloudTrail.
extension JSONSlice {
    /// Hands over the elements of `{"items": […]}`, which some calls write as `item`; `limit` of them at most.
    func forEachItem(_ limit: Int = .max, _ body: (JSONSlice) -> Void) {
        var list = JSONSlice()
        forEachMember { key, value in
            if value.kind == .array, key.isExactly("items") || key.isExactly("item") { list = value }
            return true
        }
        var left = limit
        list.forEachElement {
            body($0)
            left -= 1
            return left > 0
        }
    }

    /// A text of at most 1,024 bytes, which all that EC2 allows fits into; nil for everything else.
    var short: String? {
        guard isString, count <= 6_144, let text = string, text.utf8.count <= 1_024 else { return nil }
        return text
    }

    /// An id such as `i-0123456789abcdef0`; nil for everything that does not look like one.
    func id(_ prefix: StaticString) -> String? {
        guard isString, count <= 64, count > prefix.utf8CodeUnitCount, hasPrefix(prefix) else { return nil }
        let isPlain = bytes.allSatisfy { $0 == 0x2D || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
        return isPlain ? string : nil
    }

    /// A list of tags, without those that cannot be read.
    var tags: [InstanceDetails.Tag] {
        var tags: [InstanceDetails.Tag] = []
        forEachItem(InstanceNews.maxTags) {
            guard let key = $0["key"].short, !key.isEmpty, let value = $0["value"].short else { return }
            tags.append(InstanceDetails.Tag(key: key, value: value))
        }
        return tags
    }

    /// A list of security groups.
    var securityGroups: [InstanceDetails.SecurityGroup] {
        var groups: [InstanceDetails.SecurityGroup] = []
        forEachItem(InstanceNews.maxInterfaces) {
            guard let id = $0["groupId"].id("sg-") else { return }
            groups.append(InstanceDetails.SecurityGroup(id: id, name: $0["groupName"].short ?? ""))
        }
        return groups
    }

    /// A time as EC2 writes it into CloudTrail, milliseconds since 1970, or as text.
    var instant: Timestamp? {
        guard kind == .number else { return time }
        guard let milliseconds = integer, (0..<253_402_300_800_000).contains(milliseconds) else { return nil }
        return Timestamp(milliseconds: milliseconds)
    }
}

extension InstanceProfile {
    /// The profile in `{"arn": …, "id": …}`.
    init?(_ value: JSONSlice) {
        self.init(arn: value["arn"].short ?? "", id: value["id"].short ?? "")
        if arn.isEmpty, id.isEmpty { return nil }
    }
}
