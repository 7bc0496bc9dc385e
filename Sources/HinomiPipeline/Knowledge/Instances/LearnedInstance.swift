// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What API calls told of one instance.
struct LearnedInstance: Codable, Sendable {
    private var launch = Latest<InstanceDetails>()
    private var profile = Latest<InstanceProfile>()
    // By the bytes of the key: texts of other bytes may be equal. Tags that were taken off are remembered as such.
    private var tags: [[UInt8]: Latest<String>] = [:]
    private var untagged = Latest<Bool>()

    mutating func take(_ details: InstanceDetails, at stamp: CallStamp) { launch.take(details, at: stamp) }

    mutating func take(_ profile: InstanceProfile, at stamp: CallStamp) { self.profile.take(profile, at: stamp) }

    mutating func take(tag key: String, _ value: String?, at stamp: CallStamp) {
        let key = Array(key.utf8)
        tags[key, default: Latest()].take(value, at: stamp)
        // Of too many keys the least stay, in whatever order they come.
        guard tags.count > InstanceNews.maxTags,
            let last = tags.keys.max(by: { $0.lexicographicallyPrecedes($1) })
        else { return }
        tags[last] = nil
    }

    /// Takes note that all tags were taken off.
    mutating func untag(at stamp: CallStamp) { untagged.take(true, at: stamp) }

    /// All of it.
    var details: InstanceDetails {
        var details = launch.value ?? InstanceDetails()
        details.iamInstanceProfileARN = profile.value?.arn ?? ""
        details.iamInstanceProfileID = profile.value?.id ?? ""
        for (key, word) in tags.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard let value = word.value, let said = word.stamp, untagged.stamp.map({ $0 < said }) ?? true else {
                continue
            }
            details.tags.append(InstanceDetails.Tag(key: String(decoding: key, as: UTF8.self), value: value))
        }
        return details
    }
}
