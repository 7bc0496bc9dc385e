// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// Where findings of a detector are exported to.
package struct DestinationRecord: Hashable, Sendable {
    /// How it is with writing there.
    package enum Status: String, Sendable {
        /// Nobody knows yet whether it can be written to.
        case pending
        case publishing
        /// It cannot be written to.
        case failing
    }

    package var id: String
    package var detector: String
    /// The bucket, and whatever follows it, as it was sent.
    package var arn: String?
    package var kmsKey: String?
    package var createdAt: Timestamp
    package var status = Status.pending
    /// Since when it cannot be written to, and why, in the words of whoever refused.
    package var failingSince: Timestamp?
    package var problem: String?

    /// A destination of these facts, of which nobody knows yet whether it can be written to.
    package init(id: String, detector: String, arn: String?, kmsKey: String?, createdAt: Timestamp) {
        self.id = id
        self.detector = detector
        self.arn = arn
        self.kmsKey = kmsKey
        self.createdAt = createdAt
    }
}
