// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What of a caller decides who looks at a call.
struct CallerTraits: OptionSet, Sendable {
    let rawValue: UInt8

    static let isRoot = CallerTraits(rawValue: 1)
    /// Somebody of another account, or nobody.
    static let isStranger = CallerTraits(rawValue: 2)
    /// AWS itself.
    static let isService = CallerTraits(rawValue: 4)
    /// A service called on the caller's behalf.
    static let isServed = CallerTraits(rawValue: 8)
    /// Lambda did.
    static let isServedByLambda = CallerTraits(rawValue: 16)
    /// The habits of such callers are learned.
    static let hasHabits = CallerTraits(rawValue: 32)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ identity: CallerIdentity) {
        self = []
        if identity.type.isExactly("Root") { insert(.isRoot) }
        if identity.type.isExactly("AWSAccount") { insert(.isStranger) }
        if identity.type.isExactly("AWSService") { insert(.isService) }
        if identity.invokedBy.isPresent { insert(.isServed) }
        if identity.invokedBy.isExactly("lambda.amazonaws.com") { insert(.isServedByLambda) }
        if ConductRecord.Kind(identity) != nil { insert(.hasHabits) }
    }
}
