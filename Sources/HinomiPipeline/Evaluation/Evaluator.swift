// SPDX-License-Identifier: Apache-2.0

public import HinomiDetection
public import HinomiFindings
public import HinomiIntelligence
import HinomiRecords

/// How a case came out.
public struct CaseResult: Sendable {
    public var name: String
    public var kind: String
    /// What was expected and found, in order of the labels.
    public var outcomes: [Outcome]
    /// Findings that must not be there.
    public var falseAlarms: [Finding]
    /// Findings nobody expected, in a case whose labels do not claim to be complete.
    public var others: [Finding]
    /// Damage met while reading.
    public var problems: [ScanProblem]

    /// One label and the finding that answers it.
    public struct Outcome: Sendable {
        public var expectation: Expectation
        public var finding: Finding?
        /// The finding's severity or role is not the label's.
        public var isDifferent: Bool
    }
}

/// Scans labelled logs and compares what is found with the labels.
public struct Evaluator: Sendable {
    public var intelligence: IntelligenceBundle
    /// Where addresses are.
    public var places: [any PlaceSource]
    /// What detectors go by when they decide.
    public var limits: DetectionLimits
    public var threads: Int

    public init(
        intelligence: IntelligenceBundle, places: [any PlaceSource] = [], limits: DetectionLimits = DetectionLimits(),
        threads: Int
    ) {
        self.intelligence = intelligence
        self.places = places
        self.limits = limits
        self.threads = threads
    }

    /// Scans one case.
    public func evaluate(_ labelled: EvaluationCase) throws(KnowledgeError) -> CaseResult {
        var known = intelligence
        if !labelled.intelligence.isEmpty {
            known = try IntelligenceFiles(threats: labelled.intelligence).load().bundle
        }
        let options = ScanOptions(paths: labelled.files, threads: threads)
        let scan = try Scanner(options: options, intelligence: known, places: places, limits: limits).run()
        let findings = scan.findings
        var outcomes: [CaseResult.Outcome] = []
        var answered: Set<String> = []
        for expectation in labelled.expectations where expectation.certainty != .none {
            let candidates = findings.filter { expectation.matches($0) }
            let exact = candidates.first { !expectation.differs(from: $0) }
            let finding = exact ?? candidates.first
            answered.formUnion(candidates.map(\.id))
            outcomes.append(
                CaseResult.Outcome(
                    expectation: expectation, finding: finding, isDifferent: exact == nil && finding != nil))
        }
        let forbidden = labelled.expectations.filter { $0.certainty == .none }
        var falseAlarms: [Finding] = []
        var others: [Finding] = []
        for finding in findings where !answered.contains(finding.id) {
            let isInnocent = !labelled.innocent.isDisjoint(with: finding.resourceNames) && finding.severity >= .medium
            if forbidden.contains(where: { $0.matches(finding) }) || isInnocent {
                falseAlarms.append(finding)
            } else if labelled.isComplete, finding.severity >= .medium {
                falseAlarms.append(finding)
            } else {
                others.append(finding)
            }
        }
        return CaseResult(
            name: labelled.name, kind: labelled.kind, outcomes: outcomes, falseAlarms: falseAlarms, others: others,
            problems: scan.problems.filter(\.isDamage))
    }
}

extension Expectation {
    /// All names that count.
    var names: Set<String> { alternatives.union([type]) }

    /// Whether a finding is the one the label speaks of, role and severity aside where they only differ in degree.
    func matches(_ finding: Finding) -> Bool {
        guard names.contains(finding.type.name) else { return false }
        if !role.isEmpty, finding.role.rawValue != role { return false }
        if !resource.isEmpty, resource.isDisjoint(with: finding.resourceNames) { return false }
        if !remote.isEmpty, !finding.remoteNames.contains(remote) { return false }
        if !domain.isEmpty {
            guard case .dnsRequest(let request) = finding.action else { return false }
            return request.domain == domain || request.domain.hasSuffix("." + domain)
        }
        return true
    }

    /// Whether the finding's severity is in another class than the label's.
    func differs(from finding: Finding) -> Bool {
        severity.map { Severity($0).label != finding.severity.label } ?? false
    }
}

extension Finding {
    /// What the resource can be called by.
    var resourceNames: Set<String> {
        switch resource {
        case .instance(let instance):
            Set([instance.instanceID, instance.networkInterfaceID, instance.privateAddress?.description ?? ""])
                .subtracting([""])
        case .accessKey(let key):
            Set([key.accessKeyID, key.userName, key.principalID]).subtracting([""])
        case .sequence(let key):
            Set([key.accessKeyID, key.userName, key.principalID] + (sequence?.things.map(\.name) ?? []))
                .union(sequence?.actors.flatMap { [$0.caller.userName, $0.caller.principalID] } ?? []).subtracting([""])
        case .bucket(let access):
            Set([access.caller.accessKeyID, access.caller.userName, access.caller.principalID, access.name])
                .subtracting([""])
        case .other(let other): Set([other.name, other.arn]).subtracting([""])
        }
    }

    /// Remote addresses, with and without port.
    var remoteNames: Set<String> {
        switch action {
        case .networkConnection(let connection):
            [connection.remoteAddress.description, "\(connection.remoteAddress):\(connection.remotePort)"]
        case .portProbe(let probe): Set(probe.details.map(\.remoteAddress.description))
        case .apiCall(let call): Set(call.remoteAddress.map { [$0.description] } ?? [])
        case .sequence(let sequence): Set(sequence.endpoints.map(\.description))
        case .other(let other): Set(other.remoteAddress.map { [$0.description] } ?? [])
        case .dnsRequest: []
        }
    }
}
