// SPDX-License-Identifier: Apache-2.0

extension CredentialChain {
    /// Where SDKs look for credentials, in their order: the environment, the profile, a web identity, the container, the instance.
    package static func standard(
        environment: [String: String], config: SharedConfig, endpoints: ServiceEndpoints, keys: KeyReading,
        network: Network
    ) -> CredentialChain {
        let roles = RoleTaking(sts: STSClient(endpoints: endpoints, network: network))
        let own = EnvironmentCredentials(environment: environment, keys: keys)
        let container = ContainerCredentials(environment: environment, network: network)
        let instance = InstanceMetadata(environment: environment, network: network)
        let named = environment["AWS_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
        let profile = ProfileCredentials(
            config: config, name: named ?? "default", isNamed: named != nil, keys: keys, roles: roles,
            others: ["Environment": own, "EcsContainer": container, "Ec2InstanceMetadata": instance])
        return CredentialChain([
            own, profile, WebIdentityCredentials(environment: environment, roles: roles), container, instance,
        ])
    }
}
