// SPDX-License-Identifier: Apache-2.0

/// How one comes to AWS: where it is, and with which credentials.
package struct AWSAccess: Sendable {
    package let endpoints: ServiceEndpoints
    package let credentials: CredentialCache
    package let network: Network

    /// The access that the environment and the files of SDKs describe.
    ///
    /// Nothing is asked for yet. Throws where files or variables cannot be understood.
    package init(
        environment: [String: String], keys: KeyReading = KeyReading(), network: Network = Network()
    ) throws(AWSError) {
        let config = try SharedConfig(environment: environment)
        let profile = environment["AWS_PROFILE"].flatMap { $0.isEmpty ? nil : $0 } ?? "default"
        let endpoints = try ServiceEndpoints(
            environment: environment, profileRegion: config.profiles[profile]?["region"])
        let chain = CredentialChain.standard(
            environment: environment, config: config, endpoints: endpoints, keys: keys, network: network)
        self.init(endpoints: endpoints, credentials: CredentialCache(chain, clock: network.clock), network: network)
    }

    /// An access of these parts.
    package init(endpoints: ServiceEndpoints, credentials: CredentialCache, network: Network) {
        self.endpoints = endpoints
        self.credentials = credentials
        self.network = network
    }

    /// The same as another role, which these credentials may take on.
    package func taking(_ role: Role) -> AWSAccess {
        AWSAccess(
            endpoints: endpoints,
            credentials: CredentialCache(
                AssumedRole(role, with: credentials, endpoints: endpoints, network: network), clock: network.clock),
            network: network)
    }

    /// Buckets, as these credentials may use them.
    package func s3() -> S3Client { S3Client(credentials: credentials, endpoints: endpoints, network: network) }

    /// A queue, as these credentials may use it.
    package func sqs(_ queue: QueueAddress) -> SQSClient {
        SQSClient(queue, credentials: credentials, endpoints: endpoints, network: network)
    }
}
