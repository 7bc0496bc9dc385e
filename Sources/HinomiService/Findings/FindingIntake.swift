// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiFindings
package import HinomiRecords
package import HinomiStore

/// Takes findings into the store, as they come to be known, within one transaction.
///
/// Filters that archive act on findings that are new, or that go on after somebody archived them; what filters say is read
/// once a transaction.
package struct FindingIntake {
    private let store: Transaction
    private let service: GuardDutyService
    private let now: Timestamp
    private var detectors: [DetectorKey: DetectorRecord?] = [:]
    private var suppressions: [String: [FindingCriteria]] = [:]
    private var destinations: [String: [DestinationRecord]] = [:]

    private struct DetectorKey: Hashable {
        var account: AccountID
        var region: String
    }

    /// An intake of this transaction.
    package init(_ service: GuardDutyService, _ store: Transaction, now: Timestamp) {
        self.service = service
        self.store = store
        self.now = now
    }

    /// Turns the detector of an account on when its logs are seen for the first time in a region.
    ///
    /// Once somebody has deleted it, it stays so.
    package mutating func see(_ account: AccountID, in region: String) throws {
        guard account.number > 0, !region.isEmpty, try store.see(account, in: region, now: now),
            try store.detector(of: account, in: region) == nil
        else { return }
        let caller = Caller(account: account, region: region, level: .administer, keyID: "")
        try service.enable(ServiceCall(caller, store: store, now: now))
        detectors[DetectorKey(account: account, region: region)] = nil
    }

    /// Takes in a finding as the detections know it now. Returns whether it is kept: only where its detector is on.
    @discardableResult
    package mutating func take(_ finding: StoredFinding) throws -> Bool {
        guard let detector = try detector(of: finding), detector.isEnabled else { return false }
        var finding = finding
        let before = try store.finding(finding.id)
        if let before {
            guard before.count != finding.count || before.json != finding.json else { return true }
            finding.keepOpinion(of: before)
            // What somebody archived comes back when it goes on.
            finding.archive(
                before.isArchived && before.count >= finding.count ? true : try isSuppressed(finding, detector))
        } else {
            finding.archive(try isSuppressed(finding, detector))
        }
        try store.save(finding, now: now)
        try export(finding, detector, isNew: before == nil)
        return true
    }

    /// Takes in a sample; made again, it counts once more.
    package mutating func take(sample finding: StoredFinding) throws {
        guard let detector = try detector(of: finding) else { return }
        var finding = finding
        let before = try store.finding(finding.id)
        if let before { finding.follow(before) }
        finding.archive(try isSuppressed(finding, detector))
        try store.save(finding, now: now)
        try export(finding, detector, isNew: before == nil)
    }

    // What is new soon, what was added to as often as the detector says. An administrator gets what its members get.
    private mutating func export(_ finding: StoredFinding, _ detector: DetectorRecord, isNew: Bool) throws {
        guard !finding.isArchived else { return }
        let wanted: [DestinationRecord]
        if let known = destinations[detector.id] {
            wanted = known
        } else {
            let deciding = try store.decidingDetector(for: detector.account, in: detector.region)
            let detectors = Set([detector.id] + (deciding.map { [$0.id] } ?? []))
            wanted = try detectors.sorted().flatMap { try store.destinations(of: $0) }
            destinations[detector.id] = wanted
        }
        let wait = isNew ? FindingIntake.exportDelay : detector.publishingSeconds
        for destination in wanted {
            try store.queueExport(of: finding.id, to: destination.id, dueAt: now.advanced(seconds: wait))
        }
    }

    // So that what is found together is written together.
    private static let exportDelay: Int64 = 10

    private mutating func detector(of finding: StoredFinding) throws -> DetectorRecord? {
        let key = DetectorKey(account: finding.account, region: finding.region)
        if let known = detectors[key] { return known }
        let detector = try store.detector(of: finding.account, in: finding.region)
        detectors[key] = .some(detector)
        return detector
    }

    // The administrator's filters act on the findings of members.
    private mutating func isSuppressed(_ finding: StoredFinding, _ detector: DetectorRecord) throws -> Bool {
        let criteria: [FindingCriteria]
        if let known = suppressions[detector.id] {
            criteria = known
        } else {
            let deciding = try store.decidingDetector(for: detector.account, in: detector.region) ?? detector
            criteria = try store.filters(of: deciding.id).filter(\.archives).compactMap { filter in
                let json = try filter.criteria.withUnsafeBufferPointer { bytes throws(JSONError) in
                    try JSONValue.parse(bytes)
                }
                return try FindingCriteria(json, for: .filter)
            }
            suppressions[detector.id] = criteria
        }
        let attributes = finding.attributes
        return criteria.contains { $0.matches(attributes) }
    }
}

extension DetectorRecord {
    /// Seconds between two exports of a finding that is added to.
    fileprivate var publishingSeconds: Int64 {
        switch API.FindingPublishingFrequency(rawValue: publishingFrequency) {
        case .fifteenMinutes: 900
        case .oneHour: 3_600
        case .sixHours, nil: 21_600
        }
    }
}
