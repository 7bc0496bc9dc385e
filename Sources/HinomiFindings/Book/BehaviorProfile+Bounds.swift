// SPDX-License-Identifier: Apache-2.0

extension BehaviorProfile {
    /// The profile with every text and list cut to its bound.
    var bounded: BehaviorProfile {
        var profile = self
        profile.userAgent = userAgent.bounded(512)
        profile.userAgentCategory = userAgentCategory.bounded(128)
        profile.anomalousCalls = anomalousCalls.prefix(Bounds.list).map {
            ServiceCalls(service: $0.service.bounded(128), calls: $0.calls.prefix(Bounds.list).map { $0.bounded(256) })
        }
        profile.usual = usual.prefix(Bounds.list).map(\.bounded)
        profile.unusual = unusual.prefix(Bounds.list).map(\.bounded)
        return profile
    }
}

extension BehaviorProfile.Entry {
    fileprivate var bounded: Self {
        Self(scope, feature, usage, texts.prefix(BehaviorProfile.shown).map { $0.bounded(256) })
    }
}
