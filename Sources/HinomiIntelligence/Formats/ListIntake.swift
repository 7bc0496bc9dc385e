// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// An entry as a list reader hands it on; its bytes are valid during the call.
struct RawEntry {
    enum Value {
        /// A block of addresses.
        case network(CIDR)
        /// A normalised name.
        case name(ListText)
    }

    var value: Value
    var port: UInt16?
    /// Whether the name is meant without the names below it.
    var isExact: Bool
    /// What the list calls the threat.
    var threat: ListText
}

/// What a field of a list may hold.
enum FieldKind {
    case any
    case address
    case name
    case url
}

/// Takes in the fields of a list: understands them, counts what is refused, and hands entries on.
struct ListIntake {
    /// What the owner did with an entry.
    enum Verdict {
        case taken
        case neverAlert
        /// The owner wants no entries of the kind.
        case ignored
    }

    var statistics: ListStatistics
    /// The most entries a list may have.
    let entryLimit: Int
    /// Whether the list is one of threats: these must be public and not too wide.
    let isThreat: Bool
    let suffixes: PublicSuffixes
    private let body: (RawEntry) -> Verdict
    private var scratch = [UInt8]()

    init(
        name: String, format: ListFormat, entryLimit: Int, isThreat: Bool, suffixes: PublicSuffixes,
        body: @escaping (RawEntry) -> Verdict
    ) {
        statistics = ListStatistics(name: name, format: format)
        self.entryLimit = entryLimit
        self.isThreat = isThreat
        self.suffixes = suffixes
        self.body = body
    }

    /// Whether the list has more entries than allowed; readers stop then.
    var isOverfull: Bool { statistics.entries > entryLimit }

    static var nothing: ListText { ListText(start: nil, count: 0) }

    /// Takes in one field.
    mutating func take(_ text: ListText, as kind: FieldKind = .any, threat: ListText = nothing, line: Int) {
        let text = text.trimmed
        do throws(EntryFault) {
            try read(text, as: kind, threat: threat.trimmed)
        } catch {
            switch error {
            case .refused(let reason): refuse(reason, text, line: line)
            case .ignored: ignore()
            }
        }
    }

    /// Takes in all blocks of a range of addresses given by its ends.
    mutating func takeRange(_ first: ListText, _ last: ListText, threat: ListText = nothing, line: Int) {
        guard let first = IPAddress(first.trimmed), let last = IPAddress(last.trimmed), first <= last,
            first.isV4 == last.isV4
        else { return refuse(.badRange, first.trimmed, line: line) }
        for block in AddressBlocks(first: first, last: last) {
            do throws(EntryFault) {
                try hand(block, port: nil, threat: threat)
            } catch {
                switch error {
                case .refused(let reason): return refuse(reason, ListIntake.nothing, line: line)
                case .ignored: return ignore()
                }
            }
        }
    }

    /// Counts a line that cannot be used.
    mutating func refuse(_ reason: Refusal, _ text: ListText, line: Int) {
        statistics.refused += 1
        if statistics.refusedSamples.count < ListStatistics.sampleLimit {
            statistics.refusedSamples.append(.init(line: line, reason: reason, text: text.string(limit: 80)))
        }
    }

    /// Counts a value that no table holds.
    mutating func ignore() { statistics.ignored += 1 }

    private mutating func read(_ text: ListText, as kind: FieldKind, threat: ListText) throws(EntryFault) {
        let shape = EntryShape(text, kind: kind)
        switch shape {
        case .network(let text, let port):
            guard let network = CIDR(text) else { throw .refused(.notAnEntry) }
            try hand(network, port: try port.map { (text) throws(EntryFault) in try EntryShape.port(text) }, threat: threat)
        case .range(let first, let last):
            guard let first = IPAddress(first), let last = IPAddress(last), first <= last, first.isV4 == last.isV4
            else { throw .refused(.badRange) }
            for block in AddressBlocks(first: first, last: last) { try hand(block, port: nil, threat: threat) }
        case .name(let text, let isWildcard, let isExact):
            do throws(ListedName.Fault) {
                try ListedName.normalise(text, into: &scratch)
            } catch {
                throw .refused(error == .oneLabel ? .oneLabel : .notAnEntry)
            }
            if isWildcard, scratch.withUnsafeBufferPointer({ suffixes.isPublicSuffix($0) }) {
                throw .refused(.wildcardOverSuffix)
            }
            let verdict = scratch.withUnsafeBufferPointer {
                body(RawEntry(value: .name($0), port: nil, isExact: isExact, threat: threat))
            }
            count(verdict)
        case .other:
            throw .ignored
        case .nothing:
            throw .refused(.notAnEntry)
        }
    }

    private mutating func hand(_ network: CIDR, port: UInt16?, threat: ListText) throws(EntryFault) {
        let isV4 = network.first.isV4 && network.prefixLength >= 96
        if isThreat {
            guard network.prefixLength >= (isV4 ? 104 : 16) else { throw .refused(.tooWide) }
            guard network.first.isPublic else { throw .ignored }
        } else {
            guard network.prefixLength >= (isV4 ? 97 : 1) else { throw .refused(.tooWide) }
        }
        count(body(RawEntry(value: .network(network), port: port, isExact: false, threat: threat)))
    }

    private mutating func count(_ verdict: Verdict) {
        if verdict == .ignored { return ignore() }
        statistics.entries += 1
        if verdict == .neverAlert { statistics.droppedByNeverAlert += 1 }
    }
}

/// Why a field gives no entry.
enum EntryFault: Error {
    case refused(Refusal)
    case ignored
}
