// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// Seals secrets, so that who gets hold of the database alone cannot read them.
///
/// Signatures can only be checked by who knows the secret itself, so a hash of it would not do. The key of the seal is in
/// a file of its own, which only the owner may read; backups of the database do not hold it.
package struct SecretSeal: Sendable {
    private let key: SymmetricKey

    /// The name of the key's file in the store's folder.
    package static let fileName = "seal.key"

    /// A seal of this key, 32 bytes.
    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// The seal whose key is in a folder; makes one where there is none.
    package init(folder: String) throws {
        let path = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(SecretSeal.fileName).path
        // Of several processes that begin at once, one makes the file and the others read it: it is linked into place whole.
        if !FileManager.default.fileExists(atPath: path) {
            let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
            let draft = path + ".\(UUID().uuidString)"
            guard FileManager.default.createFile(atPath: draft, contents: key, attributes: [.posixPermissions: 0o600])
            else { throw StoreError("\(draft): cannot be written") }
            defer { try? FileManager.default.removeItem(atPath: draft) }
            do {
                try FileManager.default.linkItem(atPath: draft, toPath: path)
            } catch  where FileManager.default.fileExists(atPath: path) {
                // Another process was faster.
            }
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard data.count == 32 else { throw StoreError("\(path): the seal's key must be 32 bytes, not \(data.count)") }
        self.init(key: Array(data))
    }

    /// A text, sealed for `owner` only.
    func seal(_ text: String, for owner: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(text.utf8), using: key, authenticating: Array(owner.utf8))
        guard let combined = box.combined else { throw StoreError("a secret could not be sealed") }
        return Array(combined)
    }

    /// The text that was sealed for `owner`; throws where it was not sealed with this key, or changed.
    func open(_ sealed: [UInt8], of owner: String) throws -> String {
        do {
            let bytes = try AES.GCM.open(
                AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Array(owner.utf8))
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw StoreError(
                "the secret of \(owner) was sealed with another key than the one in \(SecretSeal.fileName)")
        }
    }
}

/// What is wrong with the store, in a sentence.
package struct StoreError: Error, CustomStringConvertible, Sendable {
    package let description: String

    /// An error that says this.
    package init(_ description: String) { self.description = description }
}
