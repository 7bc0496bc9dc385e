// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A trail was stopped, deleted, or changed so that it sees less.
///
/// Reads CloudTrail. Raises for StopLogging and DeleteTrail; for UpdateTrail that leaves out global services, the other
/// regions or the other accounts of the organization that were covered, or that writes to another bucket than before; for event selectors after which changes are not recorded any more;
/// for insights that were on and are switched off; and for the deletion of a bucket that a trail writes to. Selectors for
/// data alone count where the trail was seen to record changes before: trails for data are ordinary. Only calls that
/// succeeded count. Keeps what is known of 64 trails an account, for a year.
struct CloudTrailLoggingDisabled: Detector {
    static let raises: [FindingType] = ["Stealth:IAMUser/CloudTrailLoggingDisabled"]
    static let calls: [StaticString] = [
        "StopLogging", "DeleteTrail", "UpdateTrail", "CreateTrail", "PutEventSelectors", "PutInsightSelectors",
        "DeleteBucket",
    ]
    /// Seconds after the creation of a trail in which its selectors are still being set up.
    var setUp: Int64 = 3_600
    let lifetime: Int64 = 366 * 86_400

    struct State: DetectorState {
        /// What calls told of trails, the last told of last.
        var trails: [KnownTrail] = []
        init() {}
    }

    /// What calls told of a trail; nil is not known.
    struct KnownTrail: Codable, Sendable {
        var name: String
        var region: String
        var bucket = ""
        var created: Int64?
        var coversRegions: Bool?
        var coversGlobal: Bool?
        var coversOrganization: Bool?
        var recordsWrites: Bool?
        var hasInsights: Bool?
    }

    func key(of call: ObservedCall) -> UInt64? {
        guard call.view.succeeded else { return nil }
        if call.view.eventSource.isExactly("cloudtrail.amazonaws.com") {
            return call.view.eventName.isExactly("DeleteBucket") ? nil : call.record.account.number
        }
        return call.isS3 && call.view.eventName.isExactly("DeleteBucket") ? call.record.account.number : nil
    }

    func fold(_ call: ObservedCall, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        let view = call.view
        if view.eventName.isExactly("DeleteBucket") {
            let bucket = call.bucketName
            guard !bucket.isEmpty, let trail = state?.trails.first(where: { $0.bucket == bucket }) else { return }
            var signal = signal(call, trail: trail.name, change: "the bucket \(bucket) that it writes to was deleted")
            if case .apiCall(var action) = signal.action {
                action.affectedResources["AWS::S3::Bucket"] = bucket
                signal.action = .apiCall(action)
            }
            signals.append(signal)
            return
        }
        guard let asked = view.requestParameters["name"].string ?? view.requestParameters["trailName"].string else {
            if view.eventName.isExactly("StopLogging") || view.eventName.isExactly("DeleteTrail") {
                signals.append(signal(call, trail: "unknown trail", change: ""))
            }
            return
        }
        // A name and an ARN may mean the same trail.
        let name = String((asked.split(separator: "/").last.map(String.init) ?? asked).prefix(128))
        let region = view.region.string ?? ""
        var known = state ?? State()
        state = nil
        var trail =
            known.trails.firstIndex { $0.name == name && $0.region == region }.map { known.trails.remove(at: $0) }
            ?? KnownTrail(name: name, region: region)
        let change = trail.take(call, setUp: setUp)
        if !view.eventName.isExactly("DeleteTrail") {
            known.trails.append(trail)
            if known.trails.count > 64 { known.trails.removeFirst() }
        }
        if !known.trails.isEmpty { state = known }
        if let change { signals.append(signal(call, trail: name, asked: asked, change: change)) }
    }

    private func signal(_ call: ObservedCall, trail: String, asked: String? = nil, change: String) -> Signal {
        var signal = call.signal(
            CloudTrailLoggingDisabled.raises[0], identity: [trail], severity: .low,
            affecting: ["AWS::CloudTrail::Trail": asked ?? trail])
        signal.terms["trail"] = trail
        if !change.isEmpty { signal.terms["change"] = change }
        return signal
    }
}

extension CloudTrailLoggingDisabled.KnownTrail {
    /// Takes in what a call says of the trail. Returns what the trail lost by it, in words; nil for nothing.
    mutating func take(_ call: ObservedCall, setUp: Int64) -> String? {
        let view = call.view
        let (asked, answered) = (view.requestParameters, view.responseElements)
        if view.eventName.isExactly("StopLogging") || view.eventName.isExactly("DeleteTrail") { return "" }
        if view.eventName.isExactly("CreateTrail") {
            created = call.record.time.seconds
            recordsWrites = true
            hasInsights = false
            learn(answered, asked)
            return nil
        }
        if view.eventName.isExactly("UpdateTrail") {
            var lost: [String] = []
            if asked["isMultiRegionTrail"].bool == false, coversRegions != false { lost.append("other regions") }
            if asked["includeGlobalServiceEvents"].bool == false, coversGlobal != false {
                lost.append("global services")
            }
            // Tools that send every field say so of all trails.
            let isWhole = asked["isMultiRegionTrail"].isPresent && asked["includeGlobalServiceEvents"].isPresent
            if asked["isOrganizationTrail"].bool == false, coversOrganization ?? !isWhole {
                lost.append("other accounts of the organization")
            }
            var changes = lost.isEmpty ? [] : [lost.joined(separator: " and ") + " left out"]
            if let other = asked["s3BucketName"].string, !bucket.isEmpty, other != bucket {
                changes.append("written to the bucket \(other.prefix(255)) instead of \(bucket)")
            }
            learn(answered, asked)
            return changes.isEmpty ? nil : changes.joined(separator: ", ")
        }
        if view.eventName.isExactly("PutInsightSelectors") {
            let before = hasInsights
            guard asked["insightSelectors"].kind == .array else { return nil }
            hasInsights = asked["insightSelectors"][0].isPresent
            return before == true && hasInsights == false ? "insights switched off" : nil
        }
        guard view.eventName.isExactly("PutEventSelectors"), let selectors = TrailSelectors(asked) else { return nil }
        let before = recordsWrites
        recordsWrites = selectors.writes
        if selectors.writes || before == false { return nil }
        if let created, call.record.time.seconds - created < setUp { return nil }
        if selectors.reads { return "only management events that read are recorded" }
        if !selectors.data { return "nothing is recorded any more" }
        return before == true ? "no management events are recorded any more" : nil
    }

    private mutating func learn(_ answered: JSONSlice, _ asked: JSONSlice) {
        func value(_ key: StaticString) -> JSONSlice { answered[key].isPresent ? answered[key] : asked[key] }
        coversRegions = value("isMultiRegionTrail").bool ?? coversRegions
        coversGlobal = value("includeGlobalServiceEvents").bool ?? coversGlobal
        coversOrganization = value("isOrganizationTrail").bool ?? coversOrganization
        if let name = value("s3BucketName").string, name.utf8.count <= 255 { bucket = name }
    }
}
