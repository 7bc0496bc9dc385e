// SPDX-License-Identifier: Apache-2.0

/// The credentials of a profile: its keys, what a program of its prints, or a role that it may take on.
struct ProfileCredentials: CredentialSource {
    let config: SharedConfig
    /// The profile's name.
    let name: String
    /// Whether somebody asked for it by name.
    let isNamed: Bool
    let keys: KeyReading
    let roles: RoleTaking
    /// What `credential_source` may name.
    let others: [String: any CredentialSource]

    func credentials() async throws(AWSError) -> TimedCredentials? {
        guard config.profiles[name] != nil else {
            if isNamed { throw .credentials("there is no profile \(name)") }
            return nil
        }
        return try await credentials(of: name, behind: [])
    }

    private func credentials(
        of name: String, behind visited: Set<String>
    ) async throws(AWSError) -> TimedCredentials? {
        guard let profile = config.profiles[name] else { throw .credentials("there is no profile \(name)") }
        if let role = profile["role_arn"], !visited.contains(name) {
            return try await assumed(role, profile, name, behind: visited.union([name]))
        }
        if let key = keys.key(
            profile["aws_access_key_id"], profile["aws_secret_access_key"], profile["aws_session_token"])
        {
            return TimedCredentials(key: key)
        }
        if let command = profile["credential_process"] { return try await CredentialProcess(command: command).run() }
        if profile["sso_session"] != nil || profile["sso_start_url"] != nil {
            throw .credentials("the profile \(name) wants somebody to sign in, which a server cannot")
        }
        return nil
    }

    private func assumed(
        _ role: String, _ profile: [String: String], _ name: String, behind visited: Set<String>
    ) async throws(AWSError) -> TimedCredentials? {
        if let file = profile["web_identity_token_file"] {
            return try await roles.assume(
                WebIdentity(role: role, tokenFile: file, sessionName: profile["role_session_name"]))
        }
        guard profile["mfa_serial"] == nil else {
            throw .credentials("the profile \(name) wants somebody to type a code, which a server cannot")
        }
        let found: TimedCredentials?
        if let source = profile["source_profile"] {
            guard source == name || !visited.contains(source) else {
                throw .credentials("the profile \(name) is a source of itself")
            }
            found = try await credentials(of: source, behind: visited)
        } else if let place = profile["credential_source"] {
            guard let source = others[place] else {
                throw .credentials("the profile \(name) has a credential_source that is none: \(place.prefix(64))")
            }
            found = try await source.credentials()
        } else {
            throw .credentials("the profile \(name) has a role_arn, and neither source_profile nor credential_source")
        }
        guard let found else { throw .credentials("the source of the profile \(name) has no credentials") }
        return try await roles.assume(
            Role(
                arn: role, externalID: profile["external_id"], sessionName: profile["role_session_name"],
                seconds: profile["duration_seconds"].flatMap { Int($0) }),
            with: found)
    }
}
