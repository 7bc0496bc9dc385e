// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence

@testable import HinomiDetection

extension ClientCard {
    /// A card of facts that nobody else keeps.
    convenience init(_ facts: ClientFacts, own: OwnLists?) { self.init(Shared(facts), own: own) }
}
