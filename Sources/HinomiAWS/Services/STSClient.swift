// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning

/// Takes on roles (AWS STS), as far as this program needs it.
struct STSClient: Sendable {
    let endpoints: ServiceEndpoints
    let network: Network

    /// For how long a role is taken on where nothing is said, in seconds: what roles allow at least.
    static let seconds = 3_600

    init(endpoints: ServiceEndpoints, network: Network) {
        self.endpoints = endpoints
        self.network = network
    }

    /// The credentials of a role.
    func assume(_ role: Role, with source: TimedCredentials) async throws(AWSError) -> TimedCredentials {
        var form: [(String, String)] = [
            ("Action", "AssumeRole"), ("RoleArn", role.arn), ("RoleSessionName", role.sessionName ?? "hinomi"),
            ("DurationSeconds", String(role.seconds ?? STSClient.seconds)),
        ]
        if let external = role.externalID { form.append(("ExternalId", external)) }
        let client = AWSClient(
            "sts", credentials: CredentialCache(FixedCredentials(source), clock: network.clock),
            network: network)
        let answer = try await client.send(
            AWSRequest(
                method: "POST", url: url, headers: [STSClient.contentType], body: STSClient.body(form),
                region: endpoints.region))
        return try STSClient.credentials(answer, in: "AssumeRoleResult")
    }

    /// The credentials of a role that a token stands for. The request is not signed: the token says it all.
    func assume(_ identity: WebIdentity, token: String) async throws(AWSError) -> TimedCredentials {
        let body = STSClient.body([
            ("Action", "AssumeRoleWithWebIdentity"), ("RoleArn", identity.role),
            ("RoleSessionName", identity.sessionName ?? "hinomi"), ("DurationSeconds", String(STSClient.seconds)),
            ("WebIdentityToken", token),
        ])
        let answer = try await network.patientAnswer(
            to: OutboundRequest(
                url, method: "POST", headers: { _ in [STSClient.contentType] }, body: body,
                maximumAnswer: 64 << 10, maximumRedirects: 0, timeLimit: .seconds(20)))
        return try STSClient.credentials(answer, in: "AssumeRoleWithWebIdentityResult")
    }

    private var url: OutboundURL { endpoints.service("sts", in: endpoints.region, instead: endpoints.sts) }

    private static let contentType = (name: "content-type", value: "application/x-www-form-urlencoded; charset=utf-8")

    private static func body(_ form: [(String, String)]) -> [UInt8] {
        let items = [("Version", "2011-06-15")] + form
        return Array(
            items.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&").utf8)
    }

    private static func credentials(_ answer: OutboundAnswer, in name: String) throws(AWSError) -> TimedCredentials {
        let root = try XMLElement.parse(answer.body)
        guard let told = root[name]?["Credentials"] else {
            throw .unreadable("the answer holds no credentials")
        }
        func text(_ name: String) -> String? { told[name].flatMap { $0.text.isEmpty ? nil : $0.text } }
        guard let id = text("AccessKeyId"), let secret = text("SecretAccessKey"), let session = text("SessionToken"),
            let expiresAt = text("Expiration").flatMap({ Timestamp(iso8601: $0) })
        else { throw .unreadable("the answer holds no credentials") }
        return TimedCredentials(
            key: SigningCredentials(accessKeyID: id, secret: secret, sessionToken: session), expiresAt: expiresAt)
    }
}
