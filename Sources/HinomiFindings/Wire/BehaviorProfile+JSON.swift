// SPDX-License-Identifier: Apache-2.0

extension BehaviorProfile {
    /// Writes the members of `additionalInfo`: lists as texts.
    func writeInfo(to json: inout JSONWriter) {
        json.object("userAgent") {
            $0.member("fullUserAgent", always: userAgent)
            $0.member("userAgentCategory", always: userAgentCategory)
        }
        json.object("anomalies") {
            let services = anomalousCalls.map { $0.service + ":[" + $0.calls.joined(separator: " , ") + "]" }
            $0.member("anomalousAPIs", always: services.joined(separator: " , "))
        }
        json.object("profiledBehavior") { profiled in
            for scope in Scope.allCases {
                for feature in features(of: scope) {
                    for (usage, word) in [(Usage.rare, "rare"), (.infrequent, "infrequent"), (.frequent, "frequent")] {
                        profiled.member(
                            word + "Profiled" + feature.rawValue + scope.rawValue,
                            always: texts(usual, scope, feature, usage).joined(separator: " , "))
                    }
                }
            }
        }
        json.object("unusualBehavior") { behavior in
            for scope in Scope.allCases {
                for feature in features(of: scope) {
                    behavior.member(
                        "unusual" + feature.rawValue + scope.rawValue,
                        always: Usage.allCases.flatMap { texts(unusual, scope, feature, $0) }.joined(separator: " , "))
                }
            }
            behavior.member("isUnusualUserIdentity", always: isUnusualIdentity ? "true" : "false")
        }
    }

    /// Writes the members of `detection.anomaly`.
    func writeAnomaly(to json: inout JSONWriter) {
        json.object("profiles") { profiles in
            for scope in Scope.allCases {
                profiles.object(scope.key) { features in
                    for feature in self.features(of: scope) {
                        let entries = usual.filter { $0.scope == scope && $0.feature == feature && !$0.texts.isEmpty }
                        guard !entries.isEmpty else { continue }
                        features.array(feature.key) { list in
                            for entry in entries { list.object { entry.write(to: &$0) } }
                        }
                    }
                }
            }
        }
        json.object("unusual") {
            $0.object("behavior") { behavior in
                for scope in Scope.allCases {
                    behavior.object(scope.key) { features in
                        for feature in self.features(of: scope) {
                            guard
                                let entry = unusual.first(where: {
                                    $0.scope == scope && $0.feature == feature && !$0.texts.isEmpty
                                })
                            else { continue }
                            features.object(feature.key) { entry.write(to: &$0) }
                        }
                    }
                }
            }
        }
    }

    // Types and names of users are profiled for the account only.
    private func features(of scope: Scope) -> [Feature] {
        let hasBuckets = (usual + unusual).contains { $0.feature == .buckets }
        return Feature.allCases.filter {
            switch $0 {
            case .userTypes, .userNames: scope == .account
            case .buckets: hasBuckets
            default: true
            }
        }
    }

    private func texts(_ entries: [Entry], _ scope: Scope, _ feature: Feature, _ usage: Usage) -> [String] {
        entries.filter { $0.scope == scope && $0.feature == feature && $0.usage == usage }.flatMap(\.texts)
    }
}

extension BehaviorProfile.Scope {
    fileprivate var key: String { self == .account ? "account" : "userIdentity" }
}

extension BehaviorProfile.Feature {
    fileprivate var key: String {
        switch self {
        case .apis: "api"
        case .userTypes: "userType"
        case .userNames: "userName"
        case .asns: "asn"
        case .userAgents: "userAgent"
        case .buckets: "bucket"
        }
    }
}

extension BehaviorProfile.Entry {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("profileType", "FREQUENCY")
        json.member("profileSubtype", usage.rawValue)
        json.object("observations") { $0.member("text", texts) }
    }
}
