// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiFindings
import HinomiRecords
import HinomiSigning
import HinomiStore
import Hummingbird
import Logging
import NIOCore
import NIOPosix

/// Answers deliveries of Amazon Data Firehose, or of who speaks like it.
///
/// A sender shows an access key of the level *push*: its id, a colon and its secret.
struct PushEndpoint: Sendable {
    static let path = "/firehose"

    let intake: PushIntake
    let store: Store
    let seal: SecretSeal
    let clock: @Sendable () -> Timestamp
    private let gate = PushGate()

    init(intake: PushIntake, store: Store, seal: SecretSeal, clock: @escaping @Sendable () -> Timestamp) {
        self.intake = intake
        self.store = store
        self.seal = seal
        self.clock = clock
    }

    /// The answer to a delivery, in the form that Firehose wants.
    func answer(_ request: Request, _ logger: Logger) async -> Answer {
        let named = request.headers[.firehoseRequestID] ?? ""
        let id = 1...128 ~= named.utf8.count ? named : ""
        do throws(PushRefusal) {
            try await take(request, id, logger)
            return answer(.ok, id, nil)
        } catch {
            if error.status == .internalServerError {
                logger.error("A delivery could not be kept.", metadata: ["reason": "\(error.reason)"])
            }
            return answer(error.status, id, error.message)
        }
    }

    private func take(_ request: Request, _ id: String, _ logger: Logger) async throws(PushRefusal) {
        guard request.method == .post else { throw PushRefusal(.methodNotAllowed, "Deliveries are posted.") }
        guard try await isKnown(request.headers[.firehoseAccessKey] ?? "") else {
            throw PushRefusal(.unauthorized, "X-Amz-Firehose-Access-Key is not an access key that may push.")
        }
        guard !id.isEmpty else { throw PushRefusal(.badRequest, "X-Amz-Firehose-Request-Id is missing.") }
        guard gate.enter() else { throw PushRefusal(.serviceUnavailable, "\(PushError.full)") }
        defer { gate.leave() }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: FirehoseDelivery.maximumBody)
        } catch is NIOTooManyBytesError {
            throw PushRefusal(
                .contentTooLarge, "The body is longer than \(FirehoseDelivery.maximumBody) bytes.")
        } catch {
            throw PushRefusal(.badRequest, "The body could not be read.")
        }
        let isGzip = request.headers[.contentEncoding]?.lowercased() == "gzip"
        let flowFormat = PushEndpoint.attribute("flowLogFormat", request.headers[.firehoseAttributes])
        let stream = request.headers[.firehoseSource].flatMap(DeliveryStream.init)
        let intake = intake
        let result: Result<String?, PushError>
        do {
            // It waits for the disk.
            result = try await NIOThreadPool.singleton.runIfActive {
                Result { () throws(PushError) in
                    let delivery = try FirehoseDelivery(body: Array(body.readableBytesView), isGzip: isGzip)
                    guard delivery.requestID == id else {
                        throw .malformed("requestId is not what X-Amz-Firehose-Request-Id says")
                    }
                    return try intake.take(delivery, flowFormat: flowFormat, stream: stream)
                }
            }
        } catch {
            throw PushRefusal(.serviceUnavailable, "The server is stopping.")
        }
        do {
            if let passedOver = try result.get() {
                logger.warning("Something of a delivery was passed over.", metadata: ["reason": "\(passedOver)"])
            }
        } catch {
            throw PushRefusal(error)
        }
    }

    // Its attributes are those that were set where the stream was made.
    private static func attribute(_ name: String, _ header: String?) -> String? {
        guard let header, let value = try? JSONValue.parse(header, maximumBytes: 16 << 10) else { return nil }
        return value["commonAttributes"]?[name]?.text
    }

    private func isKnown(_ text: String) async throws(PushRefusal) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, text.utf8.count <= 256 else { return false }
        let (id, seal) = (String(parts[0]), seal)
        let known: VerificationKey?
        do {
            known = try await store.read { try $0.verificationKey(id, seal: seal) }
        } catch {
            throw PushRefusal(.internalServerError, "The key could not be looked up.", "\(error)")
        }
        // As much is compared whether or not there is such a key.
        let secret = known?.secret ?? String(repeating: " ", count: parts[1].utf8.count)
        let isRight = ConstantTime.areEqual(Array(secret.utf8), Array(parts[1].utf8))
        guard let key = known?.key, isRight, key.level == .push else { return false }
        return key.expiresAt.map { clock() < $0 } ?? true
    }

    private func answer(_ status: HTTPResponse.Status, _ id: String, _ error: String?) -> Answer {
        var json = JSONWriter()
        let time = clock().milliseconds
        json.object {
            $0.member("requestId", always: id)
            $0.member("timestamp", time)
            if let error { $0.member("errorMessage", always: error) }
        }
        return Answer(status: status, body: json.take())
    }
}

/// Why a delivery is not taken, as its sender hears it.
private struct PushRefusal: Error {
    var status: HTTPResponse.Status
    var message: String
    /// What the server's log tells besides.
    var reason: String

    init(_ status: HTTPResponse.Status, _ message: String, _ reason: String = "") {
        self.status = status
        self.message = message
        self.reason = reason
    }

    init(_ error: PushError) {
        switch error {
        case .malformed, .noLogs: self.init(.badRequest, "\(error)")
        case .full: self.init(.serviceUnavailable, "\(error)")
        case .unwritten(let reason): self.init(.internalServerError, "\(error)", reason)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let firehoseRequestID = HTTPField.Name("x-amz-firehose-request-id") ?? .via
    fileprivate static let firehoseAccessKey = HTTPField.Name("x-amz-firehose-access-key") ?? .via
    fileprivate static let firehoseSource = HTTPField.Name("x-amz-firehose-source-arn") ?? .via
    fileprivate static let firehoseAttributes = HTTPField.Name("x-amz-firehose-common-attributes") ?? .via
}
