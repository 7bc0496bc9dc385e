// SPDX-License-Identifier: Apache-2.0

import HinomiDetection

enum SnapshotEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        // As it stands, and with a check sum that is right.
        _ = try? Engine(intelligence: Lists.builtIn, snapshot: Array(input))
        var writer = StateWriter()
        for byte in input { try? writer.encode(byte) }
        let sealed = writer.sealed
        if let engine = try? Engine(intelligence: Lists.builtIn, snapshot: sealed) {
            guard let bytes = try? engine.snapshot() else { return "what was read cannot be written" }
            guard let again = try? Engine(intelligence: Lists.builtIn, snapshot: bytes) else {
                return "what was written cannot be read"
            }
            if (try? again.snapshot()) != bytes { return "what was written is read as something else" }
        }
        var learning = Engine(intelligence: Lists.builtIn)
        guard (try? learning.learn(profile: sealed)) != nil else { return nil }
        guard let profile = try? learning.profile() else { return "what was learned cannot be written" }
        var again = Engine(intelligence: Lists.builtIn)
        guard (try? again.learn(profile: profile)) != nil else { return "a profile that was written cannot be read" }
        return (try? again.profile()) == profile ? nil : "a profile that was written is read as something else"
    }
}
