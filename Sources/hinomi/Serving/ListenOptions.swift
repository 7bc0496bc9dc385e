// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiServer
import Logging

/// Where a server listens, and what it lets clients do.
struct ListenOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Where to listen. Port 0 takes a free one.", valueName: "host:port"))
    var listen = ListenAddress(host: "127.0.0.1", port: 8017)

    @Option(
        name: .long,
        help: ArgumentHelp("The server's certificate and the chain that leads to it, in PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(name: .long, help: ArgumentHelp("The certificate's key, in PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where to tell figures and health to whoever asks, at /metrics, for Prometheus.", valueName: "host:port"))
    var metricsListen: ListenAddress?

    @Option(name: .long, help: ArgumentHelp("Connections at the same time.", valueName: "n"))
    var connections = 1_024

    @Option(
        name: .long,
        help: ArgumentHelp("Connections at the same time from one address (of IPv6, one /64).", valueName: "n"))
    var connectionsPerAddress = 256

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Requests with wrong signatures that an address may send a minute before it has to wait; 0: no limit.",
            valueName: "n"))
    var wrongSignatures = 100

    @Option(
        name: .long,
        help: ArgumentHelp("Seconds in which a connection's first request must have begun.", valueName: "seconds"))
    var headerTimeout = 10

    @Option(
        name: .long, help: ArgumentHelp("Seconds in which all of a request must be there.", valueName: "seconds"))
    var bodyTimeout = 30

    mutating func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key need each other.")
        }
        for (name, value, range) in [
            ("connections", connections, 1...100_000), ("connections-per-address", connectionsPerAddress, 1...100_000),
            ("wrong-signatures", wrongSignatures, 0...1_000_000), ("header-timeout", headerTimeout, 1...3_600),
            ("body-timeout", bodyTimeout, 1...3_600),
        ] where !range.contains(value) {
            throw ValidationError("--\(name) is a number from \(range.lowerBound) to \(range.upperBound).")
        }
    }

    /// The certificate's files; nil where connections are not encrypted.
    var certificateFiles: CertificateFiles? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return CertificateFiles(certificate: tlsCertificate, key: tlsKey)
    }

    /// What a server needs to know of this.
    func listener(_ certificate: CurrentCertificate?) -> ListenerSettings {
        var settings = ListenerSettings(host: listen.host, port: listen.port)
        settings.certificate = certificate
        settings.connections = connections
        settings.connectionsOfOne = connectionsPerAddress
        settings.failuresPerMinute = wrongSignatures
        settings.times.head = .seconds(headerTimeout)
        settings.times.body = .seconds(bodyTimeout)
        return settings
    }

    /// Where figures are told.
    var monitoring: ListenerSettings? {
        metricsListen.map { ListenerSettings(host: $0.host, port: $0.port) }
    }
}

/// Where to listen.
struct ListenAddress: ExpressibleByArgument, CustomStringConvertible {
    var host: String
    var port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The address of HOST:PORT, where an IPv6 address is in brackets.
    init?(argument text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            0...65_535 ~= port, colon > text.startIndex
        else { return nil }
        let host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        guard isBracketed || !host.contains(":") else { return nil }
        self.init(host: String(isBracketed ? host.dropFirst().dropLast() : host), port: port)
    }

    /// The host as URLs have it.
    var hostInURL: String { host.contains(":") ? "[\(host)]" : host }

    var description: String { "\(hostInURL):\(port)" }
    var defaultValueDescription: String { description }
}
