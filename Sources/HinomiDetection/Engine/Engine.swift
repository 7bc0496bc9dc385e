// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
public import HinomiIntelligence
public import HinomiRecords

/// The detection core for one partition: records in, findings out.
///
/// Records may come in any order within the lateness that the caller allows for; `advance` says up to what time all
/// have come. The findings depend only on the records, not on their order, their split, or when the caller advanced.
public struct Engine {
    private static let snapshotVersion: UInt8 = 13
    private static let profileVersion: UInt8 = 13

    private var flows: FlowFold
    private var queries: QueryFold
    private var calls: CallFold
    /// What was found so far.
    public private(set) var book = FindingBook()
    private var signals: [Signal] = []
    // Signals that count only if others did not do the same.
    private var waiting: [Signal] = []
    private static let maxWaiting = 10_000
    // Of those the ones for which there was no room.
    private var forgone = 0
    // The time that the whole run came to, once it is told.
    private var now = Int64.min
    private var intelligence: IntelligenceBundle

    /// An engine that knows `intelligence`, and where addresses are as far as `places` say; with these custom rules on, and
    /// detectors that go by these limits.
    ///
    /// Nothing that it holds is marked with places, rules or limits: they are asked when inputs are folded. Weak signals are gathered
    /// where `keepsSignals` says so, from calls that were read for them. Where `only` names detectors, there are of those of flow
    /// records and queries no others: it tells what one of them costs.
    public init(
        intelligence: IntelligenceBundle, places: [any PlaceSource] = [], rules: CustomRuleSet = .none,
        limits: DetectionLimits = DetectionLimits(), keepsSignals: Bool = false, only: Set<String>? = nil
    ) {
        self.intelligence = intelligence
        flows = FlowFold(
            lanes: DetectorSet.contacts(intelligence, limits).of(only), intelligence: intelligence)
        queries = QueryFold(
            lanes: DetectorSet.queries(intelligence, limits).of(only), intelligence: intelligence)
        calls = CallFold(
            lanes: DetectorSet.calls(intelligence, places, rules, limits), conduct: DetectorSet.conduct(places, limits),
            accounts: DetectorSet.accounts(places, limits), sequences: DetectorSet.sequences(intelligence, limits),
            intelligence: intelligence, keepsSignals: keepsSignals)
    }

    /// An engine that knows the same and goes its own way from here on: an engine shares its states with plain copies of it.
    public func copy() -> Engine {
        var copy = self
        copy.use(intelligence)
        return copy
    }

    /// Goes on with other lists of some accounts; those of all stay. What is folded from now on is judged by them, and so are
    /// records held back; what was found stays.
    public mutating func use(_ lists: AccountLists) { use(intelligence.with(lists)) }

    private mutating func use(_ intelligence: IntelligenceBundle) {
        flows = flows.copied(knowing: intelligence)
        queries = queries.copied(knowing: intelligence)
        calls = calls.copied(knowing: intelligence)
        self.intelligence = intelligence
    }

    /// Whether nothing was taken in yet, nor learned.
    public var isEmpty: Bool {
        flows.isEmpty && queries.isEmpty && calls.isEmpty && book.isEmpty && waiting.isEmpty
    }

    /// Whether something is held back that will be folded without anything more being taken in.
    public var isHolding: Bool { flows.isHolding || queries.buffer.count > 0 || calls.buffer.count > 0 }

    /// Takes in a flow record, whose interface was announced.
    public mutating func append(_ record: FlowRecord) { withUnsafePointer(to: record) { append($0) } }

    /// The same without a copy on the way.
    public mutating func append(_ record: UnsafePointer<FlowRecord>) { flows.append(record) }

    /// Takes in what a flow record said of its interface.
    public mutating func append(_ announcement: InterfaceAnnouncement) { flows.append(announcement) }

    /// Takes in a resolver query, whose client was told.
    public mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        queries.append(record, name: name)
    }

    /// Takes in what queries said of a client.
    public mutating func learn(_ facts: ClientFacts, key: UInt64) { queries.learn(facts, key: key) }

    /// Takes in an API call, the bytes of its record, and those of its texts.
    public mutating func append(
        _ call: CallIntake, raw: UnsafeBufferPointer<UInt8>, texts: UnsafeBufferPointer<UInt8>
    ) {
        calls.append(call, raw: raw, texts: texts)
    }

    /// Folds everything older than the given times (seconds since the epoch): no earlier records will come.
    public mutating func advance(flows flowTime: Int64, queries queryTime: Int64, calls callTime: Int64) {
        flows.advance(to: flowTime, raising: &signals)
        queries.advance(to: queryTime, raising: &signals)
        calls.advance(to: callTime, raising: &signals)
        settle()
    }

    /// Folds everything: no more records will come. `finish` comes next.
    public mutating func drain() {
        flows.drain(raising: &signals)
        queries.drain(raising: &signals)
        calls.drain(raising: &signals)
        settle()
    }

    /// The addresses that interfaces of this partition were seen to own.
    public var owners: AddressOwners {
        var owners = flows.owners
        owners.recent.merge(queries.sweeps)
        return owners
    }

    /// Folds what waited to learn whose addresses are whose, over all partitions.
    public mutating func finish(knowing owners: AddressOwners) {
        now = owners.recent.time
        flows.settle(knowing: owners, raising: &signals)
        settle()
    }

    /// What is usual in the accounts of this partition. Ask after `finish` and before `close`.
    public var habits: AccountHabits { flows.habits(at: now) }

    /// What must be known of others before all signals can be judged.
    public var openQuestions: Questions {
        waiting.reduce(into: Questions()) { questions, signal in
            for thing in signal.proviso?.things ?? [] { questions.insert(thing) }
        }
    }

    /// What this partition knows of who did the things in question. Asked after `finish`.
    public func testimony(on questions: Questions) -> Testimony {
        var testimony = Testimony()
        guard !questions.isEmpty else { return testimony }
        for lane in flows.lanes { lane.testify(questions, now, &testimony) }
        for lane in queries.lanes { lane.testify(questions, now, &testimony) }
        return testimony
    }

    /// Judges the signals that waited by what all partitions know, lets every state say what it still has to say, and
    /// drops it. Comes after `finish`.
    public mutating func close(knowing testimony: Testimony) {
        learningAccounts = calls.conduct.reduce(0) { $0 + $1.learning() }
        for signal in waiting { if let signal = testimony.judged(signal) { book.add(signal) } }
        waiting = []
        flows.close(raising: &signals)
        queries.close(raising: &signals)
        calls.close(raising: &signals)
        settle()
        waiting = []
    }

    /// What the detectors have learned, in canonical bytes: the states without the records and findings.
    ///
    /// It outlives the lists that it was learned with, and may be used with others.
    public func profile() throws -> [UInt8] {
        var writer = StateWriter()
        try writer.encode(Engine.profileVersion)
        try flows.writeProfile(to: &writer)
        try queries.writeProfile(to: &writer)
        try calls.writeProfile(to: &writer)
        return writer.sealed
    }

    /// Goes on from what an earlier run learned; throws when it is damaged or of an unknown version.
    public mutating func learn(profile: [UInt8]) throws {
        var reader = try Engine.reader(of: profile, version: Engine.profileVersion)
        try flows.readProfile(from: &reader)
        try queries.readProfile(from: &reader)
        try calls.readProfile(from: &reader)
        guard reader.isAtEnd else { throw SnapshotError.damaged }
    }

    // The version is told first, since later ones may look different altogether.
    private static func reader(of snapshot: [UInt8], version known: UInt8) throws -> StateReader {
        guard let version = snapshot.first else { throw SnapshotError.cutOff }
        guard version == known else { throw SnapshotError.unknownVersion(version) }
        var reader = try StateReader(sealed: snapshot)
        _ = try reader.decode(UInt8.self)
        return reader
    }

    private mutating func settle() {
        for signal in signals where !isTrusted(signal) {
            if signal.proviso == nil {
                book.add(signal)
            } else if waiting.count < Engine.maxWaiting {
                waiting.append(signal)
            } else {
                forgone += 1
            }
        }
        signals.removeAll(keepingCapacity: true)
    }

    /// The weak signals so far, in the order of a timeline; empty where they are not gathered.
    public var weakSignals: WeakSignals { calls.weakSignals }

    /// What the interfaces said of themselves.
    public var interfaces: [InterfaceFacts] { flows.facts.values.map(\.value).sorted { $0.key < $1.key } }

    /// What the clients said of themselves.
    public var clients: [ClientFacts] { queries.clients.sorted { $0.key < $1.key }.map(\.value.facts.value) }

    /// Accounts of whose calls too little was known at the end to tell what is unusual.
    public private(set) var learningAccounts = 0
    /// Records that were met before and count once.
    public var duplicateCount: Int { flows.duplicateCount + queries.duplicateCount + calls.duplicateCount }
    /// Records that came later than the caller had promised.
    public var lateCount: Int { flows.lateCount + queries.lateCount + calls.lateCount }
    /// Connections whose answers are not in the log.
    public var oneSidedCount: Int { flows.oneSidedCount }
    /// States kept now.
    public var stateCount: Int { flows.stateCount + queries.stateCount + calls.stateCount }
    /// Of the memory for those of flow records and queries, what finding them by their keys takes, in bytes.
    public var placeBytes: Int { flows.placeBytes + queries.placeBytes }
    /// States dropped, or signals, because there were too many.
    public var evictedCount: Int { flows.evictedCount + queries.evictedCount + calls.evictedCount + forgone }

    /// Everything the engine remembers, in canonical bytes.
    public func snapshot() throws -> [UInt8] {
        var writer = StateWriter()
        try writer.encode(Engine.snapshotVersion)
        // What is held back was marked with these.
        try writer.encode(intelligence.contentHash)
        try flows.write(to: &writer)
        try queries.write(to: &writer)
        try calls.write(to: &writer)
        try writer.encode(waiting)
        try writer.encode(forgone)
        try writer.encode(book)
        return writer.sealed
    }

    /// Lets go of what was found, and of signals that wait, when nothing was added to it since a time; findings with the ids in
    /// `kept` stay.
    public mutating func forget(before time: Timestamp, except kept: Set<String>) {
        book.forget(before: time, except: kept)
        waiting.removeAll { $0.last < time }
    }

    /// An engine that goes on from a snapshot; throws when it is damaged, of an unknown version, or made with other lists:
    /// the records that it holds are marked with what those said. With `relisting` they are marked anew instead; calls that
    /// were held back and that only the new lists make interesting are then not among them.
    public init(
        intelligence: IntelligenceBundle, places: [any PlaceSource] = [], rules: CustomRuleSet = .none,
        limits: DetectionLimits = DetectionLimits(), keepsSignals: Bool = false, only: Set<String>? = nil,
        snapshot: [UInt8], relisting: Bool = false
    ) throws {
        self.init(
            intelligence: intelligence, places: places, rules: rules, limits: limits, keepsSignals: keepsSignals,
            only: only)
        var reader = try Engine.reader(of: snapshot, version: Engine.snapshotVersion)
        let written = try reader.decode(UInt64.self)
        guard written == intelligence.contentHash || relisting else {
            throw SnapshotError.otherLists(written: written, known: intelligence.contentHash)
        }
        try flows.read(from: &reader)
        try queries.read(from: &reader)
        try calls.read(from: &reader)
        waiting = try reader.decode([Signal].self)
        forgone = try reader.decode(Int.self)
        book = try reader.decode(FindingBook.self)
        guard reader.isAtEnd else { throw SnapshotError.damaged }
        guard written != intelligence.contentHash else { return }
        queries.relist(intelligence)
        calls.relist(intelligence)
    }

    // Whether the other side, or the name, is one that the account trusts.
    private func isTrusted(_ signal: Signal) -> Bool {
        guard intelligence.trustsAnything else { return false }
        func trusts(_ address: IPAddress) -> Bool {
            intelligence.trusts(address, account: signal.account, region: signal.region)
        }
        return switch signal.action {
        case .networkConnection(let connection): trusts(connection.remoteAddress)
        case .portProbe(let probe): probe.details.allSatisfy { trusts($0.remoteAddress) }
        case .dnsRequest(let request):
            intelligence.trusts(name: request.domain, account: signal.account, region: signal.region)
        case .apiCall(let call): call.remoteAddress.map(trusts) ?? false
        // What comes from trusted addresses is no step of it.
        case .sequence: false
        case .other(let other): other.remoteAddress.map(trusts) ?? false
        }
    }
}
