// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The access log of a bucket was switched off.
///
/// Reads CloudTrail. Raises for a PutBucketLogging that succeeded and whose status names no target: that is how S3 spells
/// "off". Whether the log was on before is not in the record, so that an idle clean-up is told of as well.
struct ServerAccessLoggingDisabled: CallRule {
    static let raises: [FindingType] = ["Stealth:S3/ServerAccessLoggingDisabled"]
    static let calls: [StaticString] = ["PutBucketLogging"]

    func signals(for call: ObservedCall) -> [Signal] {
        guard call.view.succeeded, call.isS3, call.view.eventName.isExactly("PutBucketLogging") else { return [] }
        let status = call.view.requestParameters["BucketLoggingStatus"]
        // An empty element may have been written as an empty text.
        let isOff = status.kind == .object ? !status["LoggingEnabled"].isPresent : status.isString && status.count == 0
        guard isOff else { return [] }
        let bucket = call.bucketName
        return [
            call.bucketSignal(
                ServerAccessLoggingDisabled.raises[0], bucket: bucket, identity: [bucket], severity: .low)
        ]
    }
}
