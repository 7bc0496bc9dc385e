// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension ObservedCall {
    /// Whether the call reached for data, such as objects, as opposed to managing what holds them.
    var isDataCall: Bool {
        if view.eventCategory.isString { return view.eventCategory.isExactly("Data") }
        // Records older than the category only say that they are no management.
        return view.managementEvent == false
    }

    /// Whether the call went to S3.
    var isS3: Bool { view.eventSource.isExactly("s3.amazonaws.com") }

    /// The bucket the call went to; empty where the record does not say.
    var bucketName: String {
        let asked = view.requestParameters["bucketName"]
        if let name = asked.string ?? asked[0].string, !name.isEmpty { return name.bounded }
        var found = ""
        view.resources.forEachElement { resource in
            let arn = resource["ARN"].isString ? resource["ARN"] : resource["arn"]
            guard arn.hasPrefix("arn:"), let text = arn.string else { return true }
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[2] == "s3", let name = parts[5].split(separator: "/").first else {
                return true
            }
            found = String(name).bounded
            return false
        }
        return found
    }

    /// A signal about a bucket, which rests on this call.
    func bucketSignal(
        _ type: FindingType, bucket: String, identity: [String], severity: Severity, publicAccess: PublicAccess? = nil
    ) -> Signal {
        var signal = self.signal(
            type, identity: identity, severity: severity,
            affecting: bucket.isEmpty ? [:] : ["AWS::S3::Bucket": bucket])
        signal.resource = .bucket(
            BucketAccess(name: bucket, caller: accessKey, isDataCall: isDataCall, publicAccess: publicAccess))
        return signal
    }
}

extension String {
    /// The text, or as much of its beginning as names of things in AWS may have.
    fileprivate var bounded: String { utf8.count <= 255 ? self : String(decoding: utf8.prefix(255), as: UTF8.self) }
}
