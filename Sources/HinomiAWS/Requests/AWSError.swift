// SPDX-License-Identifier: Apache-2.0

package import HinomiOutbound
import HinomiRecords

/// Why something could not be had from AWS.
package enum AWSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The service refused the request.
    case refused(Refusal)
    /// The network failed.
    case network(OutboundError)
    /// The body was shorter or longer than the service had said, in bytes.
    case length(expected: Int, found: Int)
    /// There are no credentials, or they cannot be had; the text says why.
    case credentials(String)
    /// The answer is not what it should be; the text says how.
    case unreadable(String)
    /// What came could not be written to disk; the text says why.
    case disk(String)

    /// A service's answer that refuses.
    package struct Refusal: Hashable, Sendable {
        package var status: Int
        /// The error's class, as `AccessDenied`; empty where the answer tells none.
        package var code: String
        package var message: String
        /// The region in which the bucket is, where S3 says that it is another one.
        package var region: String?
    }

    package var description: String {
        switch self {
        case .refused(let refusal):
            "status \(refusal.status)" + (refusal.code.isEmpty ? "" : " \(refusal.code)")
                + (refusal.message.isEmpty ? "" : ": \(refusal.message)")
        case .network(let error): "\(error)"
        case .length(let expected, let found): "\(found) bytes came instead of \(expected)"
        case .credentials(let what): what
        case .unreadable(let what): what
        case .disk(let what): what
        }
    }

    /// The refusal, if it is one.
    package var refusal: Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }

    /// Whether what is asked for is not there.
    package var isMissing: Bool { refusal.map { $0.status == 404 && $0.code != "NoSuchBucket" } ?? false }

    /// Whether the service is asked too often.
    package var isThrottling: Bool {
        guard let refusal else { return false }
        return refusal.status == 429 || AWSError.throttlingCodes.contains(refusal.code)
    }

    /// Whether the same request may succeed a little later.
    package var isTransient: Bool {
        switch self {
        case .refused(let refusal):
            isThrottling || [500, 502, 503, 504].contains(refusal.status)
                || AWSError.transientCodes.contains(refusal.code)
        case .network(let error):
            switch error {
            case .unreachable, .tooSlow, .unknownHost: true
            default: false
            }
        case .length: true
        case .credentials, .unreadable, .disk: false
        }
    }

    /// Whether the credentials are over, though nobody knew.
    var isExpiry: Bool {
        ["ExpiredToken", "ExpiredTokenException", "RequestExpired"].contains(refusal?.code ?? "")
    }

    // What SDKs in their standard mode take for one or the other.
    private static let transientCodes: Set = [
        "RequestTimeout", "RequestTimeoutException", "InternalError", "IDPCommunicationError",
    ]
    private static let throttlingCodes: Set = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "RequestThrottled", "TooManyRequestsException", "ProvisionedThroughputExceededException",
        "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException",
        "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException",
    ]
}

extension AWSError.Refusal {
    /// Reads an answer that refuses: XML as S3 and STS write it, JSON as SQS does, or no body at all.
    init(_ answer: OutboundAnswer) {
        status = answer.status
        code = ""
        message = ""
        region = answer.header("x-amz-bucket-region").flatMap { Region.isName($0) ? $0 : nil }
        if let type = answer.header("x-amzn-errortype") { code = type }
        if let error = try? JSONText.object(answer.body) {
            code = error["__type"]?.text ?? error["code"]?.text ?? code
            message = error["message"]?.text ?? error["Message"]?.text ?? ""
        } else if let root = try? XMLElement.parse(answer.body) {
            let error = root["Error"] ?? root
            code = error["Code"]?.text ?? code
            message = error["Message"]?.text ?? ""
            if region == nil { region = error["Region"].flatMap { Region.isName($0.text) ? $0.text : nil } }
        }
        // `com.amazonaws.sqs#QueueDoesNotExist`, and `AccessDenied:http://…`.
        code = String(code.split(separator: "#").last ?? "")
        code = String(code.prefix { $0 != ":" }.prefix(64))
        message = String(
            message.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(300).map(Character.init))
    }
}
