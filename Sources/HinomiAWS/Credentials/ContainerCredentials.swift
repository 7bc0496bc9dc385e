// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords

/// Credentials that ECS and EKS give to containers, by `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `…_FULL_URI`.
struct ContainerCredentials: CredentialSource {
    let environment: [String: String]
    let network: Network

    /// The hosts without TLS that SDKs ask: this machine's own, and those of ECS and EKS.
    static let hosts: Set<String> = ["localhost", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]
    static let tokenLimit = 64 << 10

    func credentials() async throws(AWSError) -> TimedCredentials? {
        guard let url = try url() else { return nil }
        var headers: [(name: String, value: String)] = [("accept", "application/json")]
        if let token = try token() { headers.append(("authorization", token)) }
        let sent = headers
        do {
            let answer = try await network.patientAnswer(
                to: OutboundRequest(
                    url, headers: { _ in sent }, maximumAnswer: 64 << 10, maximumRedirects: 0,
                    timeLimit: .seconds(5)))
            return try CredentialDocument.read(try JSONText.object(answer.body), token: "Token")
        } catch {
            throw .credentials("the container's credentials cannot be had: \(error)")
        }
    }

    private func url() throws(AWSError) -> OutboundURL? {
        do {
            if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], !path.isEmpty {
                return try OutboundURL("http://169.254.170.2" + (path.hasPrefix("/") ? path : "/" + path))
            }
            guard let text = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"], !text.isEmpty else { return nil }
            let url = try OutboundURL(text)
            guard url.scheme == .https || ContainerCredentials.hosts.contains(url.hostText) || url.isLoopback else {
                throw OutboundError.malformed("without TLS, only this machine and those of ECS and EKS are asked")
            }
            return url
        } catch {
            throw .credentials("the container's credentials cannot be had: \(error)")
        }
    }

    // A token in a file is read each time: it is replaced before it expires.
    private func token() throws(AWSError) -> String? {
        var token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        if let file = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"], !file.isEmpty {
            do throws(OutboundError) {
                let content = try LocalFile.content(at: file, limit: ContainerCredentials.tokenLimit)
                token = String(decoding: content.trimming(while: { $0 <= 0x20 }), as: UTF8.self)
            } catch {
                throw .credentials("the token in \(file) cannot be used: \(error)")
            }
        }
        guard let token, !token.isEmpty else { return nil }
        guard !token.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .credentials("the container's token holds line breaks")
        }
        return token
    }
}

extension OutboundURL {
    /// Whether it is an address of this machine itself.
    var isLoopback: Bool {
        guard case .address(let address) = host else { return false }
        return address == IPAddress("::1") || address.isV4 && address.description.hasPrefix("127.")
    }
}

extension Network {
    /// The answer to a request for credentials, whose status must be 200; asked three times, as machines that have just begun are
    /// not always ready.
    func patientAnswer(to request: OutboundRequest) async throws(AWSError) -> OutboundAnswer {
        var attempt = 1
        while true {
            do throws(AWSError) {
                return try await goodAnswer(to: request)
            } catch {
                guard error.isTransient, attempt < AWSClient.attempts else { throw error }
                attempt += 1
                do { try await sleep(.milliseconds(Int(500 * chance()))) } catch { throw .network(.tooSlow) }
            }
        }
    }

    /// The answer to a request for credentials, whose status must be 200.
    func goodAnswer(to request: OutboundRequest) async throws(AWSError) -> OutboundAnswer {
        let answer: OutboundAnswer
        do {
            answer = try await self.answer(to: request)
        } catch {
            throw .network(error as? OutboundError ?? .tooSlow)
        }
        guard answer.status == 200 else { throw .refused(AWSError.Refusal(answer)) }
        return answer
    }
}
