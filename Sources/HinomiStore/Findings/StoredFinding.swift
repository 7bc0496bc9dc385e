// SPDX-License-Identifier: Apache-2.0

package import HinomiFindings
package import HinomiRecords

/// A finding as it is kept: its document in the form of the API, and what of it is asked for often.
package struct StoredFinding: Sendable {
    package private(set) var document: JSONObject
    package private(set) var id: String
    package private(set) var account: AccountID
    package private(set) var region: String
    package private(set) var type: String
    package private(set) var severity: Double
    package private(set) var createdAt: Timestamp
    package private(set) var updatedAt: Timestamp
    package private(set) var count: Int
    package private(set) var isArchived: Bool

    /// The finding of a document; throws where what makes it a finding is missing.
    package init(document text: [UInt8]) throws {
        let value = try text.withUnsafeBufferPointer { bytes throws(JSONError) in try JSONValue.parse(bytes) }
        guard let document = value.members, let id = document["id"]?.text,
            let account = document["accountId"]?.text.flatMap(AccountID.init(digits:)),
            let region = document["region"]?.text, let type = document["type"]?.text,
            let severity = document["severity"]?.double,
            let createdAt = document["createdAt"]?.text.flatMap({ Timestamp(iso8601: $0) }),
            let updatedAt = document["updatedAt"]?.text.flatMap({ Timestamp(iso8601: $0) })
        else { throw StoreError("a finding lacks its id, account, region, type, severity or times") }
        let service = document["service"]
        self.document = document
        self.id = id
        self.account = account
        self.region = region
        self.type = type
        self.severity = severity
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        count = service?["count"]?.integer.flatMap { Int(exactly: $0) } ?? 1
        isArchived = service?["archived"]?.boolean ?? false
    }

    /// The values of its attributes, as criteria ask for them.
    package var attributes: FindingAttributes { FindingAttributes(.object(document)) }

    /// Its document as JSON text.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.value(.object(document))
        return writer.take()
    }

    /// What was attacked or misused: an instance, a key, a bucket, by the name it goes by; empty where that is not known.
    package var resource: (type: String, id: String) {
        let resource = document["resource"]
        let names: [JSONValue?] = [
            resource?["instanceDetails"]?["instanceId"], resource?["s3BucketDetails"]?[0]?["name"],
            resource?["eksClusterDetails"]?["name"], resource?["ecsClusterDetails"]?["name"],
            resource?["rdsDbInstanceDetails"]?["dbInstanceIdentifier"], resource?["lambdaDetails"]?["functionName"],
            resource?["accessKeyDetails"]?["accessKeyId"],
        ]
        let id = names.lazy.compactMap { $0?.text }.first
        return (resource?["resourceType"]?.text ?? "", id ?? "")
    }

    /// Says that somebody has dealt with it, or has not.
    package mutating func archive(_ isArchived: Bool) {
        self.isArchived = isArchived
        set("archived", .bool(isArchived))
    }

    /// Says what somebody thinks of it, in the API's word and in theirs.
    package mutating func note(feedback: String, comments: String? = nil) {
        set("userFeedback", .string(feedback))
        var own = document["hinomi"]?.members ?? [:]
        if let comments { own.set("feedbackComments", .string(comments)) }
        document.set("hinomi", .object(own))
    }

    /// Counts it once more than `other`, which is the same finding as it was before, and lets it begin when that did.
    package mutating func follow(_ other: StoredFinding) {
        count = other.count + 1
        createdAt = other.createdAt
        set("count", .number(JSONNumber(integer: Int64(count))))
        document.set("createdAt", other.document["createdAt"] ?? .string(createdAt.iso8601))
        if let first = other.document["service"]?["eventFirstSeen"] { set("eventFirstSeen", first) }
        keepOpinion(of: other)
    }

    /// Takes over what somebody thinks of `other`, which is the same finding as it was before.
    package mutating func keepOpinion(of other: StoredFinding) {
        guard let feedback = other.document["service"]?["userFeedback"]?.text else { return }
        note(feedback: feedback, comments: other.document["hinomi"]?["feedbackComments"]?.text)
    }

    private mutating func set(_ key: String, _ value: JSONValue) {
        var service = document["service"]?.members ?? [:]
        service.set(key, value)
        document.set("service", .object(service))
    }
}

extension JSONObject {
    fileprivate mutating func set(_ key: String, _ value: JSONValue) {
        if let i = members.lastIndex(where: { $0.key == key }) {
            members[i].value = value
        } else {
            members.append(Member(key: key, value: value))
        }
    }
}
