// SPDX-License-Identifier: Apache-2.0

package import HinomiOutbound

/// Where services of AWS answer, and in which region one is oneself.
///
/// `AWS_ENDPOINT_URL` is not read: in a shell from which this very server is asked it names the server.
package struct ServiceEndpoints: Sendable {
    /// Services that answer in place of AWS's.
    package var s3: OutboundURL?
    package var sqs: OutboundURL?
    package var sts: OutboundURL?
    /// The region where nothing tells another one.
    package var region: String

    /// The endpoints of AWS in a region, and what answers in their place.
    package init(region: String, s3: OutboundURL? = nil, sqs: OutboundURL? = nil, sts: OutboundURL? = nil) {
        self.region = region
        self.s3 = s3
        self.sqs = sqs
        self.sts = sts
    }

    /// What the environment and the profile say; throws where it cannot be understood.
    package init(environment: [String: String], profileRegion: String? = nil) throws(AWSError) {
        let region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? profileRegion ?? "us-east-1"
        guard Region.isName(region) else { throw .unreadable("'\(region.prefix(64))' is no region") }
        self.init(
            region: region, s3: try ServiceEndpoints.url("AWS_ENDPOINT_URL_S3", environment),
            sqs: try ServiceEndpoints.url("AWS_ENDPOINT_URL_SQS", environment),
            sts: try ServiceEndpoints.url("AWS_ENDPOINT_URL_STS", environment))
    }

    private static func url(_ name: String, _ environment: [String: String]) throws(AWSError) -> OutboundURL? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        do {
            return try OutboundURL(text)
        } catch {
            throw .unreadable("\(name) must be as http://127.0.0.1:9000: \(error)")
        }
    }

    /// The service of a region under a name, as `sts`.
    func service(_ name: String, in region: String, instead: OutboundURL?) -> OutboundURL {
        instead?.at("/")
            ?? OutboundURL(
                scheme: .https, host: .name("\(name).\(region).\(Region.domain(of: region))"), port: 443, target: "/")
    }
}
