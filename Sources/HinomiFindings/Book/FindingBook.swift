// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Findings as they grow: takes in signals and merges those that tell of the same thing.
///
/// Signals are of one finding when type, account, region, identity (and role, where the type can have either) are equal.
/// The result depends only on which signals were added, never on their order or on how they were spread over books that
/// were merged later. Memory is bounded for each finding, however many signals it has.
public struct FindingBook: Sendable, Hashable {
    private var entries: [String: FindingEntry] = [:]

    /// A book without findings.
    public init() {}

    /// How many findings there are.
    public var count: Int { entries.count }

    /// Whether there are no findings.
    public var isEmpty: Bool { entries.isEmpty }

    /// Takes in one signal.
    public mutating func add(_ signal: Signal) {
        let id = FindingIdentity.findingID(of: signal)
        let entry = FindingEntry(signal, id: id)
        entries[id]?.merge(entry) ?? (entries[id] = entry)
    }

    /// Takes in all signals of another book.
    public mutating func merge(_ other: FindingBook) {
        for (id, entry) in other.entries { entries[id]?.merge(entry) ?? (entries[id] = entry) }
    }

    /// Lets go of findings whose last signal tells of something before a time; those with the ids in `kept` stay.
    public mutating func forget(before time: Timestamp, except kept: Set<String>) {
        entries = entries.filter { id, entry in
            entry.last >= time || kept.contains(id) || (entry.otherwise.map(kept.contains) ?? false)
        }
    }

    /// The findings, most severe first, then those last seen latest, then by id.
    ///
    /// `complete` may add to a resource what is known of it at a time besides the signals. Ids do not depend on it, but for
    /// types that hold for certain resources only (`ResourceRule`).
    public func findings(
        in catalogue: Catalogue = .builtIn, named names: TypeNames = .current,
        completing complete: (Resource, Timestamp) -> Resource = { resource, _ in resource }
    ) -> [Finding] {
        Finding.linked(
            settled(completing: complete).map {
                Finding($0, named: names.name(of: $0.type), in: catalogue, completing: complete)
            }
            .sorted(by: Finding.isListedBefore))
    }
}

extension FindingBook {
    // The entries, each as it is for what is known of its resource.
    private func settled(completing complete: (Resource, Timestamp) -> Resource) -> [FindingEntry] {
        let open = entries.values.filter { $0.otherwise != nil }
        guard !open.isEmpty else { return Array(entries.values) }
        var settled = entries
        for entry in open {
            let now = entry.settled(for: complete(entry.resource.known, entry.last))
            guard now.id != entry.id else { continue }
            settled[entry.id] = nil
            settled[now.id]?.merge(now) ?? (settled[now.id] = now)
        }
        return Array(settled.values)
    }
}

extension FindingBook: Codable {
    private enum CodingKeys: CodingKey { case version, entries }
    private static var version: Int { 2 }

    /// Reads a snapshot; throws for one of a version it does not know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == FindingBook.version else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: container,
                debugDescription: "version \(version) of a finding book; this program reads \(FindingBook.version)")
        }
        for entry in try container.decode([FindingEntry].self, forKey: .entries) { entries[entry.id] = entry }
    }

    /// Writes a snapshot, findings in order of their ids.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(FindingBook.version, forKey: .version)
        try container.encode(entries.values.sorted { $0.id < $1.id }, forKey: .entries)
    }
}

extension Finding {
    /// Whether a list of findings shows `a` above `b`.
    public static func isListedBefore(_ a: Finding, _ b: Finding) -> Bool {
        if a.severity != b.severity { return a.severity > b.severity }
        if a.eventLastSeen != b.eventLastSeen { return a.eventLastSeen > b.eventLastSeen }
        return a.id < b.id
    }

    /// The finding that an entry tells of, as one of a type, in the catalogue's words.
    init(
        _ entry: FindingEntry, named type: FindingType, in catalogue: Catalogue,
        completing complete: (Resource, Timestamp) -> Resource
    ) {
        let row = catalogue.row(for: type)
        let resource = complete(entry.resource.known, entry.last)
        let terms = KnownTerms(entry, resource: resource)
        var caveats = entry.caveats
        if case .instance(let instance) = resource, instance.instanceID.isEmpty {
            caveats.append(
                "Which instance it is, is not known: neither the records nor an inventory name it.")
        }
        let title = row?.titleTemplate.filled(terms.value) ?? ""
        var description = row?.descriptionTemplate.filled(terms.value) ?? ""
        if case .apiCall(let call) = entry.action, !call.errorCode.isEmpty, description.hasSuffix(".") {
            description = description.dropLast() + "; the call failed with " + VisibleText.of(call.errorCode) + "."
        }
        self.init(
            id: entry.id, detectorID: FindingIdentity.detectorID(account: entry.account, region: entry.region),
            type: type, account: entry.account, region: entry.region, resource: resource, role: entry.role,
            severity: entry.severity, title: title.isEmpty ? type.name : title,
            description: description.isEmpty ? "Activity of the type \(type) was seen." : description,
            createdAt: entry.created, updatedAt: entry.updated, eventFirstSeen: entry.first,
            eventLastSeen: entry.last, count: entry.count, action: entry.action, reasons: entry.reasons,
            intelligence: entry.intelligence, info: entry.info, caveats: caveats, oddity: entry.oddity,
            behavior: entry.behavior,
            evidence: entry.evidence,
            remediation: row?.remediation(for: entry.role) ?? [])
    }
}
