// SPDX-License-Identifier: Apache-2.0

public import HinomiDetection
public import HinomiIntelligence
import HinomiRecords
import HinomiSources

/// What a scan knows besides the logs.
public struct Knowledge: Sendable {
    public var intelligence: IntelligenceBundle
    public var inventory: Inventory
    public var places: [any PlaceSource]
    /// What detectors go by when they decide.
    public var limits: DetectionLimits
    /// Parts of the files that could not be used.
    public var problems: [ScanProblem]

    /// What is known, put together.
    public init(
        intelligence: IntelligenceBundle, inventory: Inventory = Inventory(), places: [any PlaceSource] = [],
        limits: DetectionLimits = DetectionLimits(), problems: [ScanProblem] = []
    ) {
        self.intelligence = intelligence
        self.inventory = inventory
        self.places = places
        self.limits = limits
        self.problems = problems
    }
}

/// The files that the knowledge of a scan is read from.
public struct KnowledgeFiles: Sendable {
    public var threats: [String]
    public var trusted: [String]
    public var geo: [String]
    public var inventory: [String]
    public var limits: String?

    public init(
        threats: [String] = [], trusted: [String] = [], geo: [String] = [], inventory: [String] = [],
        limits: String? = nil
    ) {
        self.threats = threats
        self.trusted = trusted
        self.geo = geo
        self.inventory = inventory
        self.limits = limits
    }

    /// Reads all of it; throws for a file that cannot be read or is not what it should be.
    public func load() throws(KnowledgeError) -> Knowledge {
        let loaded = try IntelligenceFiles(threats: threats, trusted: trusted).load()
        let pool = ReaderPool()
        var inventories = Inventory()
        for path in inventory {
            let content = try WholeFile.read(path, pool: pool)
            do {
                try inventories.add(
                    try content.withUnsafeBufferPointer { try JSONValue.parse($0, maximumBytes: WholeFile.limit) })
            } catch {
                throw KnowledgeError(path: path, what: "\(error)")
            }
        }
        return Knowledge(
            intelligence: loaded.bundle, inventory: inventories, places: try GeoFiles.load(geo, pool: pool),
            limits: try LimitsFile.load(limits), problems: loaded.problems)
    }
}
