// SPDX-License-Identifier: Apache-2.0

import Glibc
import HinomiDetection
import HinomiIntelligence
import HinomiSources

/// What detectors learned in earlier scans, in a file: one block a partition.
///
/// The file begins with a name and a version; what it does not know is refused, never ignored.
struct Profiles: Sendable {
    private static let magic = Array("hinomi profiles 1\n".utf8)
    private(set) var blocks: [Int: [UInt8]]

    init(_ blocks: [Int: [UInt8]]) { self.blocks = blocks }

    /// Reads a file; nil when there is none yet.
    init?(path: String, pool: ReaderPool) throws(KnowledgeError) {
        guard access(path, F_OK) == 0 else { return nil }
        let content = try WholeFile.read(path, pool: pool)
        let damaged = KnowledgeError(path: path, what: "is no profiles file of this version, or a damaged one")
        guard content.starts(with: Profiles.magic) else { throw damaged }
        do {
            var reader = try StateReader(sealed: Array(content.dropFirst(Profiles.magic.count)))
            blocks = try reader.decode([Int: [UInt8]].self)
            // Everything is tried before anything is used.
            let builtIn = IntelligenceBundle.builtIn()
            for (_, block) in blocks {
                var engine = Engine(intelligence: builtIn)
                try engine.learn(profile: block)
            }
        } catch {
            throw damaged
        }
    }

    /// An engine for a partition that goes on from what was learned; nil when nothing was.
    func engine(_ bucket: Int, from new: Engine) -> Engine? {
        guard let block = blocks[bucket] else { return nil }
        var engine = new
        do {
            try engine.learn(profile: block)
        } catch {
            return nil
        }
        return engine
    }

    /// Writes the file, whole or not at all.
    func write(to path: String) throws(OutputError) {
        var writer = StateWriter()
        do {
            try writer.encode(blocks)
        } catch {
            return
        }
        let output = try SafeOutput(path: path)
        do throws(OutputError) {
            try output.write(Profiles.magic + writer.sealed)
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }
}
