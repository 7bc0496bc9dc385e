// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

@testable import HinomiStore

@Suite struct AccessKeyTests {
    @Test func `a secret comes back with its own seal only`() throws {
        let temporary = try TemporaryStore()
        let seal = try SecretSeal(folder: temporary.folder)
        let made = try temporary.store.writeNow {
            try $0.makeKey(account: TemporaryStore.account, level: .operate, seal: seal, now: TemporaryStore.now)
        }
        #expect(made.secret.count == 40)
        // The seal of another process is the same file's.
        let again = try SecretSeal(folder: temporary.folder)
        let known = try temporary.store.readNow { try $0.verificationKey(made.key.id, seal: again) }
        #expect(known?.secret == made.secret)
        #expect(known?.key.level == .operate)
        #expect(throws: StoreError.self) {
            try temporary.store.readNow {
                try $0.verificationKey(made.key.id, seal: SecretSeal(key: Array(repeating: 7, count: 32)))
            }
        }
    }

    @Test func `a secret that was moved to another key does not open`() throws {
        let seal = SecretSeal(key: Array(repeating: 1, count: 32))
        let sealed = try seal.seal("secret", for: "AKIAONE")
        #expect(try seal.open(sealed, of: "AKIAONE") == "secret")
        #expect(throws: StoreError.self) { try seal.open(sealed, of: "AKIATWO") }
    }

    @Test func `keys that expire want their session token`() throws {
        let temporary = try TemporaryStore()
        let seal = SecretSeal(key: Array(repeating: 1, count: 32))
        let made = try temporary.store.writeNow {
            try $0.makeKey(
                account: TemporaryStore.account, level: .read, lifetime: 3_600, seal: seal, now: TemporaryStore.now)
        }
        let token = try #require(made.sessionToken)
        let known = try #require(try temporary.store.readNow { try $0.verificationKey(made.key.id, seal: seal) })
        #expect(known.key.expiresAt == TemporaryStore.now.advanced(seconds: 3_600))
        #expect(known.accepts(sessionToken: token))
        #expect(!known.accepts(sessionToken: nil))
        #expect(!known.accepts(sessionToken: token + "x"))
    }
}
