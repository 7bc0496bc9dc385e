// SPDX-License-Identifier: Apache-2.0

public import HinomiIntelligence
import HinomiSources

/// Reads geo databases and tables.
enum GeoFiles {
    /// The sources in the order they were named; ranges of all text files make one table.
    static func load(_ paths: [String], pool: ReaderPool) throws(KnowledgeError) -> [any PlaceSource] {
        var sources: [any PlaceSource] = []
        var builder = GeoTable.Builder()
        var hasTable = false
        for path in paths {
            if path.hasSuffix(".mmdb") {
                do {
                    sources.append(try MaxMindFile(path: path))
                } catch {
                    throw KnowledgeError(path: path, what: "\(error)")
                }
                continue
            }
            let content = try WholeFile.read(path, pool: pool)
            do {
                _ = try content.withUnsafeBufferPointer { try builder.add($0, file: path) }
            } catch {
                throw KnowledgeError(path: path, what: "\(error)")
            }
            hasTable = true
        }
        if hasTable { sources.append(builder.build()) }
        return sources
    }
}

extension MaxMindFile: PlaceSource {}
