// SPDX-License-Identifier: Apache-2.0

/// What is known of one type of finding before any finding of it exists: whom it concerns, how it reads, what helps.
public struct CatalogueRow: Hashable, Sendable {
    /// A severity other than the usual one, and when it applies.
    public struct SeverityVariant: Hashable, Sendable {
        public var severity: Severity
        /// "the probed port is 9200 or 9300".
        public var condition: String
    }

    public var type: FindingType
    /// Values of `resource.resourceType` that findings of the type can have; empty where that is not known.
    public var resourceTypes: [String] = []
    /// Logs the type is found in; for attack sequences all of them together.
    public var dataSources: [String] = []
    /// The severity of a finding when nothing speaks for another; the first variant where the type has no usual one.
    public var defaultSeverity = Severity.medium
    /// Whether the severity always depends on the case.
    public var severityVaries = false
    public var severityVariants: [SeverityVariant] = []
    /// The value of `service.action.actionType`; empty for types without an action.
    public var actionType = ""
    /// The parts the resource can play, the usual one first; empty for types without.
    public var roles: [ResourceRole] = []
    /// Whether the type was there when GuardDuty began.
    public var launched2017 = false
    public var retired = false
    /// Whether the type is Hinomi's own, which GuardDuty does not have.
    public var isOwn = false
    /// In words, what took a retired type's place; may be empty.
    public var replacedBy = ""
    public var titleTemplate = Wording("")
    public var descriptionTemplate = Wording("")
    /// Ids of MITRE ATT&CK tactics, for example `TA0011`.
    public var mitreTactics: [String] = []
    /// Ids of MITRE ATT&CK techniques, for example `T1071.004`.
    public var mitreTechniques: [String] = []
    /// What to do next, in order.
    public var remediation: [String] = []
    /// What to do next when the resource is the actor, where that differs.
    public var actorRemediation: [String] = []

    /// A row of which only the name is known.
    public init(type: FindingType) { self.type = type }

    /// The part the resource usually plays.
    public var defaultRole: ResourceRole? { roles.first }

    /// The resource type findings usually have; empty where that is not known.
    public var resourceType: String { resourceTypes.first ?? "" }

    /// What to do next, given the part the resource played.
    public func remediation(for role: ResourceRole) -> [String] {
        role == .actor && !actorRemediation.isEmpty ? actorRemediation : remediation
    }
}
