// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Findings of things that did not happen, to try out whatever receives findings: one of each type, with placeholders.
///
/// They are whole findings, so that every format can write them, and are known by `additionalInfo.sample` and by their
/// titles. A sample's id depends on type, account and region: generating it again gives the same finding.
public struct SampleFindings: Sendable {
    /// What titles of samples begin with.
    public static let titlePrefix = "[SAMPLE] "

    private let account: AccountID
    private let region: String
    private let detectorID: String
    private let time: Timestamp
    private let catalogue: Catalogue

    /// Samples that an account's detector in a region found at a time; the detector is the usual one where none is named.
    public init(
        account: AccountID, region: String, detectorID: String? = nil, at time: Timestamp,
        catalogue: Catalogue = .builtIn
    ) {
        self.account = account
        self.region = region
        self.detectorID = detectorID ?? FindingIdentity.detectorID(account: account, region: region)
        self.time = time.withinCalendar
        self.catalogue = catalogue
    }

    /// The types there are samples of: all of the catalogue that are not retired, in order of their names.
    public var types: [FindingType] { catalogue.rows.filter { !$0.retired }.map(\.type) }

    /// A sample of every type.
    public func all() -> [Finding] { catalogue.rows.filter { !$0.retired }.map(finding) }

    /// A sample of each of these types, once each and in their order; throws for the first one that there is no sample of.
    public func findings(of types: [FindingType]) throws(SampleTypeError) -> [Finding] {
        var rows: [CatalogueRow] = []
        for type in types.withoutRepeats {
            guard let row = catalogue.row(for: type) else { throw SampleTypeError(type: type, reason: .unknown) }
            guard !row.retired else { throw SampleTypeError(type: type, reason: .retired(row.replacedBy)) }
            rows.append(row)
        }
        return rows.map(finding)
    }

    private func finding(_ row: CatalogueRow) -> Finding {
        let place = SamplePlace(account: account, region: region, time: time)
        let resource = place.resource(of: row)
        let action = place.action(of: row)
        var signal = Signal(
            type: row.type, account: account, region: region, resource: resource, role: row.defaultRole ?? .target,
            identity: ["sample"], severity: row.defaultSeverity, first: time, last: time, action: action,
            intelligence: row.isOfLists ? SamplePlace.lists : [], info: place.info(of: row),
            terms: place.terms(of: row),
            caveats: ["This is a sample: nothing of the kind happened, and no records are behind it."])
        if row.type.name.contains("/AnomalousBehavior"), row.actionType == "AWS_API_CALL" {
            signal.behavior = place.behavior
        }
        let entry = FindingEntry(signal, id: FindingIdentity.findingID(of: signal, in: catalogue))
        var finding = Finding(entry, named: entry.type, in: catalogue) { resource, _ in resource }
        finding.detectorID = detectorID
        finding.title = SampleFindings.titlePrefix + finding.title
        finding.places = [SamplePlace.remote: SamplePlace.location]
        return finding
    }
}

/// A type that there is no sample of.
public struct SampleTypeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why there is none.
    public enum Reason: Hashable, Sendable {
        case unknown
        /// The type is not raised any more; in words, what took its place, which may be nothing.
        case retired(String)
    }

    public let type: FindingType
    public let reason: Reason

    /// One sentence for people.
    public var description: String {
        let name = "“" + VisibleText.of(type.name, limit: 256) + "”"
        switch reason {
        case .unknown: return name + " is no finding type"
        case .retired(let other):
            return name + " is retired" + (other.isEmpty ? "" : "; in its place came " + other)
        }
    }
}

extension CatalogueRow {
    /// Whether findings of the type rest on lists of bad addresses or names.
    fileprivate var isOfLists: Bool {
        descriptionTemplate.placeholders.contains("threat_list")
            || ["MaliciousIP", "TorIP", "TorClient", "TorRelay", "PortProbe"].contains(where: type.name.contains)
    }
}
