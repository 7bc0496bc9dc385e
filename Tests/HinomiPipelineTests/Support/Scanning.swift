// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline

/// Scans files with the lists of a folder.
func scan(
    _ paths: [String], lists: IntelligenceBundle, threads: Int = 1, profiles: String? = nil, citesLines: Bool = true,
    places: [any PlaceSource] = [], rules: CustomRuleSet = .none, typeNames: TypeNames = .current
) throws -> ScanResult {
    var options = ScanOptions(paths: paths, threads: threads)
    options.profiles = profiles
    options.citesLines = citesLines
    options.rules = rules
    options.typeNames = typeNames
    return try Scanner(options: options, intelligence: lists, places: places).run()
}

/// Lists from folders with a manifest, and trusted lists.
func lists(_ folders: [URL], trusted: [URL] = []) throws -> IntelligenceBundle {
    try KnowledgeFiles(
        threats: folders.filter(Folders.exists).map(\.path), trusted: trusted.filter(Folders.exists).map(\.path)
    ).load().intelligence
}

/// Places from a geo table, where there is one.
func places(_ table: URL) throws -> [any PlaceSource] {
    try Folders.exists(table) ? KnowledgeFiles(geo: [table.path]).load().places : []
}

extension ScanResult {
    /// The findings as they go over the wire.
    var wire: String {
        var bytes: [UInt8] = []
        NDJSONFormat.write(findings) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
