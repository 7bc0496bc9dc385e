// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import NIOSSL

/// A server's certificate with the chain that leads to it, and its key, both in PEM.
package struct CertificateFiles: Hashable, Sendable {
    package var certificate: String
    package var key: String

    /// The files at these paths.
    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    // A chain of a few certificates takes some kilobytes.
    private static let maximumSize = 1 << 20

    /// Makes sure that both can be used; throws a `CertificateError`.
    package func check() throws { _ = try load() }

    /// Reads both, and makes sure that they belong together; throws a `CertificateError`.
    func load() throws(CertificateError) -> ServerCertificate {
        let chainBytes = try CertificateFiles.bytes(of: certificate)
        let keyBytes = try CertificateFiles.bytes(of: key)
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(chainBytes)
        } catch {
            throw CertificateError("\(certificate): there is no certificate in PEM in it")
        }
        guard let leaf = chain.first else {
            throw CertificateError("\(certificate): there is no certificate in PEM in it")
        }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(bytes: keyBytes, format: .pem)
        } catch {
            throw CertificateError("\(key): there is no unencrypted private key in PEM in it")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            return ServerCertificate(
                context: try NIOSSLContext(configuration: configuration), chain: chainBytes, key: keyBytes,
                validUntil: Int64(leaf.notValidAfter), validFrom: Int64(leaf.notValidBefore))
        } catch {
            throw CertificateError("\(key): is not the key of the certificate in \(certificate)")
        }
    }

    private static func bytes(of path: String) throws(CertificateError) -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: maximumSize + 1)
        else { throw CertificateError("\(path): cannot be read: \(String(cString: strerror(errno)))") }
        guard data.count <= maximumSize else { throw CertificateError("\(path): is longer than \(maximumSize) bytes") }
        return Array(data)
    }
}

/// A certificate that a server can show.
struct ServerCertificate: Sendable {
    let context: NIOSSLContext
    // What it was made of, to notice a change by.
    let chain: [UInt8]
    let key: [UInt8]
    /// Between when it holds, in seconds since 1970.
    let validUntil: Int64
    let validFrom: Int64
}

/// Why a certificate cannot be used.
package struct CertificateError: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}
