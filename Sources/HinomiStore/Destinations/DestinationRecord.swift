// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// Where findings of a detector are exported to.
package struct DestinationRecord: Hashable, Sendable {
    package var id: String
    package var detector: String
    /// The bucket, and whatever follows it, as it was sent.
    package var arn: String?
    package var kmsKey: String?
    package var createdAt: Timestamp

    /// A destination of these facts.
    package init(id: String, detector: String, arn: String?, kmsKey: String?, createdAt: Timestamp) {
        self.id = id
        self.detector = detector
        self.arn = arn
        self.kmsKey = kmsKey
        self.createdAt = createdAt
    }
}
