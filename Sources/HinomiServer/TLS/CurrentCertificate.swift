// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Logging
import NIOSSL
import Synchronization

/// The certificate that new connections are shown. It is replaced while the server runs; connections keep theirs.
package final class CurrentCertificate: Sendable {
    private struct State {
        var files: CertificateFiles
        var certificate: ServerCertificate
        // What is wrong with the files, and whether that was said.
        var complaint: String?
        var isSaid = false
    }

    private let state: Mutex<State>
    private let logger: Logger

    /// The certificate in these files; throws a `CertificateError`.
    package init(_ files: CertificateFiles, logger: Logger) throws {
        let certificate = try files.load()
        state = Mutex(State(files: files, certificate: certificate))
        self.logger = logger
        CurrentCertificate.warn(of: certificate, files, logger)
    }

    /// What connections are encrypted with.
    var context: NIOSSLContext { state.withLock { $0.certificate.context } }

    /// Until when it holds, in seconds since 1970.
    var validUntil: Int64 { state.withLock { $0.certificate.validUntil } }

    /// Reads the files again, or others. What cannot be used is said, and the present certificate stays.
    ///
    /// Returns whether what the files hold is in use.
    @discardableResult
    package func reload(_ files: CertificateFiles? = nil, isAsked: Bool) -> Bool {
        let files = files ?? state.withLock { $0.files }
        do {
            let certificate = try files.load()
            let isNew = state.withLock { state in
                let isNew = state.certificate.chain != certificate.chain || state.certificate.key != certificate.key
                state.files = files
                (state.complaint, state.isSaid) = (nil, false)
                if isNew { state.certificate = certificate }
                return isNew
            }
            guard isNew else { return true }
            logger.info(
                "New connections are shown a new certificate.",
                metadata: [
                    "certificate": "\(files.certificate)",
                    "validUntil": "\(Date(timeIntervalSince1970: Double(certificate.validUntil)).formatted(.iso8601))",
                ])
            CurrentCertificate.warn(of: certificate, files, logger)
            return true
        } catch {
            let isNews = state.withLock { state in
                // A pair is replaced file by file: what does not fit together now may do so at the next look.
                let isLasting = state.complaint == error.description
                let isNews = isAsked || isLasting && !state.isSaid
                (state.complaint, state.isSaid) = (error.description, isNews || isLasting && state.isSaid)
                return isNews
            }
            if isNews {
                logger.error(
                    "The new certificate cannot be used; the one before stays.", metadata: ["reason": "\(error)"])
            }
            return false
        }
    }

    private static func warn(of certificate: ServerCertificate, _ files: CertificateFiles, _ logger: Logger) {
        let now = Int64(Date().timeIntervalSince1970)
        guard certificate.validUntil <= now || certificate.validFrom > now else { return }
        logger.warning(
            "The certificate does not hold today: clients will refuse it.",
            metadata: ["certificate": "\(files.certificate)"])
    }

    /// Looks whether the files have changed, now and then, until it is cancelled.
    func watch(every pause: Duration = .seconds(5)) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: pause)
            reload(isAsked: false)
        }
    }
}
