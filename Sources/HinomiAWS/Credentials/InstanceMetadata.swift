// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning

/// The role of an EC2 instance, told by its metadata service, version 2: first a token is asked for, which a request that somebody
/// smuggles through this machine could not.
struct InstanceMetadata: CredentialSource {
    let environment: [String: String]
    let network: Network

    /// Where there is no such service, packets are often lost without a word.
    static let firstLimit = Duration.seconds(1)
    static let limit = Duration.seconds(5)

    func credentials() async throws(AWSError) -> TimedCredentials? {
        guard environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true", let base = try base() else {
            return nil
        }
        guard let token = await token(base) else { return nil }
        let path = "/latest/meta-data/iam/security-credentials/"
        let roles: OutboundAnswer
        do {
            roles = try await network.patientAnswer(to: question(base.at(path), token))
        } catch  where error.refusal?.status == 404 {
            // The instance has no role.
            return nil
        }
        let role = String(decoding: roles.body.prefix { $0 > 0x20 }, as: UTF8.self)
        guard !role.isEmpty, role.utf8.count <= 128 else {
            throw .credentials("the metadata service names no role")
        }
        do {
            let answer = try await network.patientAnswer(
                to: question(base.at(path + PercentEncoding.encode(role)), token))
            let document = try JSONText.object(answer.body)
            if let code = document["Code"]?.text, code != "Success" {
                throw AWSError.credentials("it says \(code.prefix(64))")
            }
            return try CredentialDocument.read(document, token: "Token")
        } catch {
            throw .credentials("the instance's role cannot be used: \(error)")
        }
    }

    private func base() throws(AWSError) -> OutboundURL? {
        let isV6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        let told = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"].flatMap { $0.isEmpty ? nil : $0 }
        do {
            return try OutboundURL(told ?? (isV6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"))
        } catch {
            throw .credentials("AWS_EC2_METADATA_SERVICE_ENDPOINT cannot be used: \(error)")
        }
    }

    // Nobody there is the ordinary case outside of EC2.
    private func token(_ base: OutboundURL) async -> String? {
        let request = OutboundRequest(
            base.at("/latest/api/token"), method: "PUT",
            headers: { _ in [("x-aws-ec2-metadata-token-ttl-seconds", "21600")] }, maximumAnswer: 4 << 10,
            maximumRedirects: 0, timeLimit: InstanceMetadata.firstLimit)
        guard let answer = try? await network.goodAnswer(to: request), !answer.body.isEmpty,
            answer.body.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return String(decoding: answer.body, as: UTF8.self)
    }

    private func question(_ url: OutboundURL, _ token: String) -> OutboundRequest {
        OutboundRequest(
            url, headers: { _ in [("x-aws-ec2-metadata-token", token)] }, maximumAnswer: 64 << 10, maximumRedirects: 0,
            timeLimit: InstanceMetadata.limit)
    }
}
