// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HinomiServer
import Logging

/// Reads the settings again while a server runs, and puts in force what can be.
actor ServeReload {
    private let arguments: [String]
    private let certificate: CurrentCertificate?
    private let threshold: LogThreshold
    private let logger: Logger
    // What variables and the file added when the server was started.
    private let first: [String]

    /// Settings that are put in force without a restart.
    static let changeable: Set = ["log-level", "tls-certificate", "tls-key"]

    init(certificate: CurrentCertificate?, threshold: LogThreshold, logger: Logger) throws {
        arguments = Array(CommandLine.arguments.dropFirst())
        self.certificate = certificate
        self.threshold = threshold
        self.logger = logger
        first = try ServeReload.added(to: arguments)
    }

    /// Reads them. Where something is wrong with them, nothing changes.
    func run() {
        let command: ServeCommand
        let added: [String]
        do {
            guard let parsed = try Hinomi.command(arguments) as? ServeCommand else { return }
            command = parsed
            added = try ServeReload.added(to: arguments)
        } catch {
            logger.error(
                "The settings cannot be used; those before stay.", metadata: ["reason": "\(Hinomi.message(for: error))"]
            )
            return
        }
        if let certificate, let files = command.listening.certificateFiles {
            certificate.reload(files, isAsked: true)
        }
        threshold.level = command.logging.logLevel.level
        let changed = Set(Set(first).symmetricDifference(added).map(ServeReload.name(of:)))
        var waiting = changed.subtracting(ServeReload.changeable)
        if certificate == nil { waiting.formUnion(changed.filter { $0.hasPrefix("tls-") }) }
        logger.info("The settings were read again.", metadata: ["logLevel": "\(threshold.level)"])
        if !waiting.isEmpty {
            logger.warning(
                "Some settings that have changed take effect at a restart.",
                metadata: ["settings": "\(waiting.sorted().joined(separator: ", "))"])
        }
    }

    private static func added(to arguments: [String]) throws -> [String] {
        try Settings(
            words: ["serve"], given: Array(arguments.dropFirst()), environment: ProcessInfo.processInfo.environment
        ).arguments
    }

    private static func name(of argument: String) -> String { String(argument.dropFirst(2).prefix { $0 != "=" }) }
}
