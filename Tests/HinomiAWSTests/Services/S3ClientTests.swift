// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiSources
import Testing

@testable import HinomiAWS

struct S3ClientTests {
    private let folder: Folder
    private let spool: Spool
    private let object: S3Object

    init() throws {
        folder = try Folder()
        spool = try Spool(folder: folder.path, keeping: 1 << 20)
        object = try #require(S3Object(uri: "s3://our-logs/a b.gz"))
    }

    private func get(_ service: StagedService, atMost limit: Int = 100) async throws {
        try await service.access().s3().get(object, tag: "0f", atMost: limit, into: spool, as: "name")
    }

    @Test func `an object lies in the spool, and is asked for by its tag`() async throws {
        let service = StagedService([.ok("content", ["content-length": "7"])])
        try await get(service)
        #expect(try folder.files == ["name": "content"])
        #expect(service.requests[0].url == "https://our-logs.s3.eu-west-1.amazonaws.com/a%20b.gz")
        #expect(service.requests[0].headers["if-match"] == "\"0f\"")
    }

    @Test(
        arguments: [
            .ok("conten", ["content-length": "7"]), .ok("content+", ["content-length": "7"]),
            .broken(["content-length": "7"], "con", .unreachable("it closed the connection before the end")),
            .broken([:], "con", .tooSlow),
        ] as [StagedService.Reply])
    func `what came not whole is fetched again, and leaves nothing`(fault: StagedService.Reply) async throws {
        let service = StagedService([fault, .ok("content", ["content-length": "7"])])
        try await get(service)
        #expect(service.requests.count == 2)
        #expect(try folder.files == ["name": "content"])
        let broken = StagedService([fault])
        let other = try Folder()
        let spool = try Spool(folder: other.path, keeping: 1)
        await #expect(throws: AWSError.self) {
            try await broken.access().s3().get(object, atMost: 100, into: spool, as: "name")
        }
        #expect(broken.requests.count == 3)
        #expect(try other.files.isEmpty)
    }

    @Test(arguments: [.ok("content", ["content-length": "7"]), .ok("content")] as [StagedService.Reply])
    func `what is too large is not fetched, whether it says so or not`(reply: StagedService.Reply) async throws {
        let service = StagedService([reply])
        await #expect(throws: AWSError.network(.tooLarge(6))) { try await get(service, atMost: 6) }
        #expect(service.requests.count == 1)
        #expect(try folder.files.isEmpty)
    }

    @Test func `an object is put with what is said about it`() async throws {
        let service = StagedService([.answer(503, [:], ""), .ok("")])
        var settings = S3ObjectSettings()
        settings.contentType = "application/x-ndjson"
        settings.kmsKey = "arn:aws:kms:eu-west-1:1:key/k"
        settings.givesOwnerControl = true
        try await service.access(s3: "http://127.0.0.1:9000").s3().put(Array("{}".utf8), as: object, settings)
        let request = service.requests[1]
        #expect(request.method == "PUT")
        #expect(request.url == "http://127.0.0.1:9000/our-logs/a%20b.gz")
        #expect(request.body == "{}")
        #expect(request.headers["x-amz-server-side-encryption-aws-kms-key-id"] == "arn:aws:kms:eu-west-1:1:key/k")
        #expect(request.headers["x-amz-server-side-encryption"] == "aws:kms")
        #expect(request.headers["x-amz-acl"] == "bucket-owner-full-control")
        #expect(
            request.headers["x-amz-content-sha256"]
                == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        #expect(request.headers["authorization"]?.contains("content-type;host;x-amz-acl") == true)
    }
}
