// SPDX-License-Identifier: Apache-2.0

/// What one piece of a flow log holds.
public struct FlowBatch: Sendable {
    /// The records in the order of the log; SKIPDATA among them, NODATA not.
    public var records: [FlowRecord] = []
    /// What the records say of their interfaces, told with the first record of each and again when it changes.
    public var interfaces: [InterfaceAnnouncement] = []
    /// Lines that are no records.
    public var refused: [ParseRefusal] = []
    /// Records of windows without traffic.
    public var noDataCount = 0

    public init() {}

    /// Empties the batch and keeps its memory.
    public mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        interfaces.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        noDataCount = 0
    }
}

/// Facts of an interface and the time of the record that told them.
public struct InterfaceAnnouncement: Hashable, Codable, Sendable {
    /// Start of the record, seconds since the epoch.
    public var seconds: Int64
    public var facts: InterfaceFacts

    public init(seconds: Int64, facts: InterfaceFacts) {
        self.seconds = seconds
        self.facts = facts
    }
}
