// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A fixed rule over one API call, which a user switches on by its name: GuardDuty's custom detection rules.
struct CustomRule: Sendable {
    /// The thing that a call did something to.
    struct Target {
        /// AWS's name of the kind: `AWS::EC2::Instance`.
        var kind: String
        var id: String

        init(_ kind: String, _ id: JSONSlice) { self.init(kind, id.string ?? "") }

        init(_ kind: String, _ id: String) {
            self.kind = kind
            self.id = String(id.prefix(512))
        }
    }

    /// GuardDuty's name of the rule, its signal.
    var name: String
    var type: FindingType
    var severity: Severity
    /// The service: `ec2.amazonaws.com`.
    var service: StaticString
    var calls: CallNames
    /// Whether calls that were refused count as well.
    var countsFailures: Bool
    /// What the call did something to, when it is one of those the rule speaks of.
    var target: @Sendable (ObservedCall) -> Target?

    init(
        _ name: String, _ type: FindingType, _ severity: Severity, service: StaticString, calls: [StaticString],
        countsFailures: Bool = false, target: @escaping @Sendable (ObservedCall) -> Target?
    ) {
        self.name = name
        self.type = type
        self.severity = severity
        self.service = service
        self.calls = CallNames(calls)
        self.countsFailures = countsFailures
        self.target = target
        callNames = calls
    }

    fileprivate let callNames: [StaticString]

    /// Every rule, by service.
    static let all: [CustomRule] = ec2 + iam + rds + s3 + lambda + other
}

/// The custom detection rules that are switched on.
public struct CustomRuleSet: Sendable, Hashable {
    /// The names of those that are on.
    public private(set) var names: Set<String>

    /// The names of all rules, sorted.
    public static var known: [String] { CustomRule.all.map(\.name).sorted() }

    /// No rule, as long as nobody asks for one.
    public static let none = CustomRuleSet(names: [])

    /// Every rule.
    public static var all: CustomRuleSet { CustomRuleSet(names: Set(known)) }

    private init(names: Set<String>) { self.names = names }

    /// The rules of these names; nil when there is none of a name.
    public init?(_ names: some Sequence<String>) {
        self.init(names: Set(names))
        guard self.names.isSubset(of: CustomRuleSet.known) else { return nil }
    }
}

/// A call did what a custom detection rule speaks of.
///
/// Reads CloudTrail. Each rule looks at one call alone and is off until it is asked for by name, since much of what they
/// tell of is ordinary work somewhere else. One finding for each caller, target and rule. Calls that were refused do not
/// count, but for attempts to leave an organization.
struct CustomRuleMatch: CallRule {
    static var raises: [FindingType] { Array(Set(CustomRule.all.map(\.type))).sorted() }
    static var calls: [StaticString] { CustomRule.all.flatMap(\.callNames) }
    private static let names = CallNames(calls)

    private let rules: [CustomRule]

    init(_ enabled: CustomRuleSet) { rules = CustomRule.all.filter { enabled.names.contains($0.name) } }

    func signals(for call: ObservedCall) -> [Signal] {
        guard !rules.isEmpty, CustomRuleMatch.names.contains(call.view.eventName) else { return [] }
        return rules.compactMap { rule in
            guard rule.calls.contains(call.view.eventName), call.view.eventSource.isExactly(rule.service),
                rule.countsFailures || call.view.succeeded, !call.traits.contains(.isService),
                let target = rule.target(call)
            else { return nil }
            var signal = call.signal(
                rule.type, identity: [call.caller, target.id, rule.name], severity: rule.severity,
                affecting: target.id.isEmpty ? [:] : [target.kind: target.id])
            signal.terms["signal"] = rule.name
            if !call.view.succeeded { signal.caveats.append("The call was refused.") }
            return signal
        }
    }
}
