// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
package import HinomiOutbound
import HinomiRecords

/// A message of a queue, as it was received.
package struct QueueMessage: Hashable, Sendable {
    /// What it is known by, however often it is received.
    package var id: String
    /// By what it is deleted; another one each time it is received.
    package var receipt: String
    package var body: String

    /// A message of these parts.
    package init(id: String, receipt: String, body: String) {
        self.id = id
        self.receipt = receipt
        self.body = body
    }
}

/// One queue of SQS.
package struct SQSClient: Sendable {
    package let queue: QueueAddress
    private let client: AWSClient
    private let url: OutboundURL

    /// How many messages come, and how many are deleted, in one request.
    static let batch = 10
    /// Seconds that a queue without messages waits for one before it answers: the longest, and the shortest with which all of the
    /// servers that hold its messages are asked.
    static let patience = 20
    static let glance = 1

    /// A client that signs with these credentials.
    package init(
        _ queue: QueueAddress, credentials: CredentialCache, endpoints: ServiceEndpoints, network: Network
    ) {
        self.queue = queue
        client = AWSClient("sqs", credentials: credentials, network: network)
        url = (endpoints.sqs ?? queue.url).at("/")
    }

    /// The next messages, which nobody else receives for `seconds`; where there is none, one is waited for, but not long for a glance.
    func receive(hiddenFor seconds: Int, glancing: Bool) async throws(AWSError) -> [QueueMessage] {
        let answer = try await send("ReceiveMessage") {
            $0.key("MaxNumberOfMessages")
            $0.integer(SQSClient.batch)
            $0.key("WaitTimeSeconds")
            $0.integer(glancing ? SQSClient.glance : SQSClient.patience)
            $0.key("VisibilityTimeout")
            $0.integer(seconds)
        }
        return try (answer["Messages"]?.elements ?? []).map { message throws(AWSError) in
            guard let id = message["MessageId"]?.text, let receipt = message["ReceiptHandle"]?.text,
                let body = message["Body"]?.text
            else { throw .unreadable("the queue's answer holds a message without id, receipt or body") }
            return QueueMessage(id: id, receipt: receipt, body: body)
        }
    }

    /// Deletes messages, ten at most, by their receipts; gives the receipts of those that could not be deleted.
    func delete(_ receipts: [String]) async throws(AWSError) -> [String] {
        try await batch("DeleteMessageBatch", receipts) { _ in }
    }

    /// Hides messages, ten at most, for `seconds` from now; gives the receipts of those for which that did not work.
    func hide(_ receipts: [String], for seconds: Int) async throws(AWSError) -> [String] {
        try await batch("ChangeMessageVisibilityBatch", receipts) {
            $0.key("VisibilityTimeout")
            $0.integer(seconds)
        }
    }

    private func batch(
        _ action: String, _ receipts: [String], _ more: (inout JSONWriter) -> Void
    ) async throws(AWSError) -> [String] {
        let answer = try await send(action) {
            $0.key("Entries")
            $0.array { json in
                for (i, receipt) in receipts.enumerated() {
                    json.object {
                        $0.member("Id", String(i))
                        $0.member("ReceiptHandle", receipt)
                        more(&$0)
                    }
                }
            }
        }
        return (answer["Failed"]?.elements ?? []).compactMap { failed in
            failed["Id"]?.text.flatMap { Int($0) }.flatMap { receipts.indices.contains($0) ? receipts[$0] : nil }
        }
    }

    private func send(_ action: String, _ members: (inout JSONWriter) -> Void) async throws(AWSError) -> JSONValue {
        var json = JSONWriter()
        json.object {
            $0.member("QueueUrl", queue.text)
            members(&$0)
        }
        let answer = try await client.send(
            AWSRequest(
                method: "POST", url: url,
                headers: [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", "AmazonSQS.\(action)")],
                body: json.bytes, region: queue.region))
        return answer.body.isEmpty ? .object([:]) : try JSONText.object(answer.body)
    }
}

/// The URL of a queue: `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`.
package struct QueueAddress: Hashable, Sendable {
    package let text: String
    package let url: OutboundURL
    package let region: String

    /// Reads a queue's URL; throws where it is none. Without TLS only where `endpoints` name the host, or on this machine.
    package init(_ text: String, endpoints: ServiceEndpoints) throws(OutboundError) {
        url = try OutboundURL(text)
        self.text = text
        let parts = url.target.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !url.target.contains("?") else {
            throw .malformed("a queue is as https://sqs.REGION.amazonaws.com/ACCOUNT/NAME")
        }
        guard url.scheme == .https || url.origin == endpoints.sqs?.origin || url.isLoopback else {
            throw .malformed("a queue is asked by https only")
        }
        let labels = url.hostText.split(separator: ".").map(String.init)
        // `sqs.REGION…`, `NAME.sqs.REGION.vpce…`, and of old `REGION.queue…`.
        if let sqs = labels.firstIndex(of: "sqs"), labels.count > sqs + 1 {
            region = labels[sqs + 1]
        } else if labels.count > 2, labels[1] == "queue" {
            region = labels[0]
        } else {
            region = endpoints.region
        }
        guard Region.isName(region) else { throw .malformed("its region is none") }
    }
}
