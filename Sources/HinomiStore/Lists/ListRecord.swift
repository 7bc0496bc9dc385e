// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// The kinds of lists that users bring; the words of their ARNs.
package enum ListKind: String, CaseIterable, Sendable {
    case ipSet = "ipset"
    case threatIntelSet = "threatintelset"
    case trustedEntitySet = "trustedentityset"
    case threatEntitySet = "threatentityset"

    /// Whether it says what is never to be reported; the others say what is to be.
    package var isTrusted: Bool { self == .ipSet || self == .trustedEntitySet }
    /// Whether its names count; lists of the older kinds hold addresses only.
    package var holdsNames: Bool { self == .trustedEntitySet || self == .threatEntitySet }
}

/// Where a list is on its way, in the API's words.
///
/// Switching off and deleting are done at once, so that no list is ever seen on its way there.
package enum ListStatus: String, Sendable {
    case inactive = "INACTIVE"
    case activating = "ACTIVATING"
    case active = "ACTIVE"
    case error = "ERROR"
    case deleted = "DELETED"
}

/// A list that a user brought: what it is called, where its content is, and how far it is in force.
package struct ListRecord: Hashable, Sendable {
    package var id: String
    package var kind: ListKind
    /// The detector it belongs to.
    package var detectorID: String
    package var name: String
    /// The format of its content, in the API's word.
    package var format: String
    /// Where the content is, byte for byte as it was given.
    package var location: String
    package var expectedBucketOwner: String?
    package var status: ListStatus
    /// Counts the changes that need the content read; what an earlier reading gave is dropped.
    package var reading: Int
    /// Why it is in error.
    package var problem: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    /// A list of these facts.
    package init(
        id: String, kind: ListKind, detectorID: String, name: String, format: String, location: String,
        expectedBucketOwner: String?, status: ListStatus, reading: Int = 0, problem: String? = nil,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.detectorID = detectorID
        self.name = name
        self.format = format
        self.location = location
        self.expectedBucketOwner = expectedBucketOwner
        self.status = status
        self.reading = reading
        self.problem = problem
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// The ARN under which it is tagged.
    package func arn(in detector: DetectorRecord) -> String { "\(detector.arn)/\(kind.rawValue)/\(id)" }
}
