// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import Testing

@testable import HinomiAWS

struct SQSClientTests {
    private let url = "https://sqs.eu-central-1.amazonaws.com/111122223333/logs"

    private func client(_ service: StagedService) throws -> SQSClient {
        let access = try service.access()
        return access.sqs(try QueueAddress(url, endpoints: access.endpoints))
    }

    @Test func `messages are received, in the region of the queue`() async throws {
        let service = StagedService([
            .ok(#"{"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"{}","MD5OfBody":"x"}]}"#), .ok("{}"),
        ])
        let client = try client(service)
        #expect(
            try await client.receive(hiddenFor: 120, glancing: false) == [
                QueueMessage(id: "m", receipt: "r", body: "{}")
            ])
        #expect(try await client.receive(hiddenFor: 120, glancing: true).isEmpty)
        let request = service.requests[0]
        #expect(request.url == "https://sqs.eu-central-1.amazonaws.com/")
        #expect(request.headers["x-amz-target"] == "AmazonSQS.ReceiveMessage")
        #expect(
            request.body
                == #"{"QueueUrl":"\#(url)","MaxNumberOfMessages":10,"WaitTimeSeconds":20,"VisibilityTimeout":120}"#)
        #expect(request.headers["authorization"]?.contains("/eu-central-1/sqs/aws4_request") == true)
        #expect(service.requests[1].body.contains(#""WaitTimeSeconds":1,"#))
    }

    @Test func `what could not be deleted is told`() async throws {
        let service = StagedService([.ok(#"{"Successful":[{"Id":"0"}],"Failed":[{"Id":"1","Code":"x"},{"Id":"7"}]}"#)])
        #expect(try await client(service).delete(["a", "b"]) == ["b"])
        #expect(
            service.requests[0].body
                == #"{"QueueUrl":"\#(url)","Entries":[{"Id":"0","ReceiptHandle":"a"},{"Id":"1","ReceiptHandle":"b"}]}"#)
    }

    @Test func `errors are told by their names`() async throws {
        let service = StagedService([
            .answer(400, [:], #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no such queue"}"#)
        ])
        let error = await #expect(throws: AWSError.self) {
            try await client(service).receive(hiddenFor: 1, glancing: true)
        }
        #expect(error?.description == "status 400 QueueDoesNotExist: no such queue")
    }

    @Test(arguments: ["[]", "x", #"{"Messages":[{"MessageId":"m"}]}"#])
    func `an answer that is none is an error`(body: String) async throws {
        let service = StagedService([.ok(body)])
        await #expect(throws: AWSError.self) { try await client(service).receive(hiddenFor: 1, glancing: true) }
    }

    @Test(arguments: [
        ("https://sqs.eu-west-1.amazonaws.com/111122223333/logs", "eu-west-1"),
        ("https://eu-west-1.queue.amazonaws.com/111122223333/logs", "eu-west-1"),
        ("https://vpce-0a.sqs.eu-west-1.vpce.amazonaws.com/111122223333/logs", "eu-west-1"),
        ("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/logs", "cn-north-1"),
        ("https://queue.amazonaws.com/111122223333/logs", "us-east-1"),
        ("http://127.0.0.1:5000/111122223333/logs", "us-east-1"),
    ])
    func `a queue's URL tells its region`(text: String, region: String) throws {
        #expect(try QueueAddress(text, endpoints: ServiceEndpoints(region: "us-east-1")).region == region)
    }

    @Test(arguments: [
        "http://sqs.eu-west-1.amazonaws.com/1/logs", "https://sqs.eu-west-1.amazonaws.com/logs",
        "https://sqs.eu-west-1.amazonaws.com/", "https://sqs.eu-west-1.amazonaws.com/1/logs?x=1", "sqs://x/1/logs",
        "https://u:p@sqs.eu-west-1.amazonaws.com/1/logs",
    ])
    func `what is no queue's URL is refused`(text: String) {
        #expect(throws: OutboundError.self) {
            try QueueAddress(text, endpoints: ServiceEndpoints(region: "us-east-1"))
        }
    }
}
