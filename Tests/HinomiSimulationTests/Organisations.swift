// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiSources

@testable import HinomiSimulation

/// A simulated organisation in a folder of its own, which goes with it.
final class SimulatedFolder {
    let path: String
    let outcome: Simulation.Outcome

    init(
        seed: UInt64 = 11, days: Int = 5, accounts: Int = 1, principals: Int = 20, attacks: [AttackKind]? = []
    ) throws {
        path = NSTemporaryDirectory() + "hinomi-simulation-" + UUID().uuidString
        var simulation = Simulation(
            SimulationSettings(
                seed: seed, days: days, accounts: accounts, principals: principals,
                // A Thursday, so that five days hold work and a weekend.
                start: Timestamp(iso8601: "2026-10-01T00:00:00Z")!, attacks: attacks))
        outcome = try simulation.write(to: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Names of all files, sorted.
    var files: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path + "/" + $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)) }

    /// An object of JSON.
    func labels() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: bytes("expected.json")) as? [String: Any] ?? [:]
    }

    /// All records of CloudTrail, with the file each stands in.
    func records() throws -> [(file: String, record: [String: Any])] {
        try files.filter { $0.contains("/CloudTrail/") }.flatMap { name in
            let document = try JSONSerialization.jsonObject(with: inflated(path + "/" + name)) as? [String: Any]
            return (document?["Records"] as? [[String: Any]] ?? []).map { (name, $0) }
        }
    }
}

/// The content of a packed file.
func inflated(_ path: String) throws -> Data {
    let reader = try InputReader(path: path, pool: ReaderPool())
    var all = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = try buffer.withUnsafeMutableBytes({
        try reader.read(into: $0.baseAddress!, capacity: 1 << 20)
    }), count > 0 {
        all.append(contentsOf: buffer[..<count])
    }
    return all
}
