// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiSigning

/// The credentials of a source, kept until shortly before they expire; renewed by one at a time, for whom all others wait.
package actor CredentialCache {
    private let source: any CredentialSource
    private let clock: @Sendable () -> Timestamp
    private var kept: TimedCredentials?
    private var renewal: Task<Result<TimedCredentials, AWSError>, Never>?
    // After a failure, and when the next attempt may be made while what is kept still holds.
    private var retryAt = Timestamp.distantPast

    /// Seconds before the expiry from which on credentials are renewed; what is kept serves on while that fails.
    static let margin: Int64 = 300
    /// Seconds before the expiry from which on they are not used any more.
    static let reserve: Int64 = 15
    /// Seconds between attempts that fail.
    static let patience: Int64 = 30

    /// A cache of what a source has.
    package init(_ source: any CredentialSource, clock: @escaping @Sendable () -> Timestamp) {
        self.source = source
        self.clock = clock
    }

    /// A key that holds now; throws where there is none.
    package func current() async throws(AWSError) -> SigningCredentials {
        let now = clock()
        if let kept, holds(kept, for: CredentialCache.margin, at: now) || now < retryAt && holds(kept, at: now) {
            return kept.key
        }
        switch await renewed() {
        case .success(let new): return new.key
        case .failure(let error):
            if let kept, holds(kept, at: clock()) { return kept.key }
            throw error
        }
    }

    /// A key that holds now; nil where nothing is set up that could have one.
    package func currentIfAny() async throws(AWSError) -> SigningCredentials? {
        do {
            return try await current()
        } catch {
            guard error == CredentialCache.none else { throw error }
            return nil
        }
    }

    /// Forgets what it has: a service says that it is over.
    package func drop() { kept = nil }

    private func holds(_ credentials: TimedCredentials, for seconds: Int64 = reserve, at now: Timestamp) -> Bool {
        credentials.expiresAt.map { now.advanced(seconds: seconds) < $0 } ?? true
    }

    private func renewed() async -> Result<TimedCredentials, AWSError> {
        if let renewal { return await renewal.value }
        // It ends by itself, as all sources are bounded in time; who began it may be cancelled while others wait for it.
        let task = Task { [source] () -> Result<TimedCredentials, AWSError> in
            do throws(AWSError) {
                guard let found = try await source.credentials() else { return .failure(CredentialCache.none) }
                return .success(found)
            } catch {
                return .failure(error)
            }
        }
        renewal = task
        let result = await task.value
        renewal = nil
        switch result {
        case .success(let new): kept = new
        case .failure: retryAt = clock().advanced(seconds: CredentialCache.patience)
        }
        return result
    }

    private static let none = AWSError.credentials(
        "there are no credentials for AWS, neither in the environment, nor in a profile, nor of this machine's role")
}
