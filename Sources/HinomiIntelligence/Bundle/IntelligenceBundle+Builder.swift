// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension IntelligenceBundle {
    /// Which kinds of entries of a list are taken.
    public struct EntryKinds: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let addresses = EntryKinds(rawValue: 1)
        public static let names = EntryKinds(rawValue: 2)
        public static let all: EntryKinds = [.addresses, .names]
    }

    /// Gathers lists and makes a bundle of them.
    public struct Builder {
        /// The longest list that is read.
        public static let byteLimit = 250_000_000
        /// The most entries that a list may have.
        public static let entryLimit = 10_000_000
        /// How many different names of threats are kept of one list; entries beyond have none.
        static let threatNameLimit = 65_536

        let store: EntryStore
        let suffixes: PublicSuffixes
        /// The lists so far; the flags tell threats from trusted lists.
        private(set) var lists = [ListStatistics]()
        private(set) var listIsThreat = [Bool]()
        let hasBuiltIns: Bool
        /// The limit in force, which tests lower.
        var listEntryLimit = Builder.entryLimit

        /// A builder that begins with what is built in: names and addresses that never alert, and canary names.
        public init(includingBuiltIns: Bool = true, suffixes: PublicSuffixes = .builtIn) {
            self.suffixes = suffixes
            store = EntryStore(suffixes: suffixes)
            hasBuiltIns = includingBuiltIns
            guard includingBuiltIns else { return }
            addNeverAlert()
            addCanaries()
        }

        /// Takes in a list of threats and tells what became of its lines.
        ///
        /// The format is recognised where none is given; `columns` are the headings of tab-separated text. Nothing of
        /// the list is taken in when an error is thrown.
        @discardableResult
        public mutating func add(
            list bytes: UnsafeBufferPointer<UInt8>, name: String, format: ListFormat? = nil, category: ThreatCategory,
            confidence: Confidence = .high, columns: [String] = [], kinds: EntryKinds = .all
        ) throws(IntelligenceError) -> ListStatistics {
            let store = store
            let isCustom = category == .custom
            var threats = ThreatNames(
                indicator: Indicator(list: name, category: category, confidence: confidence), store: store)
            return try read(bytes, name: name, format: format, columns: columns, isThreat: true) { entry in
                switch entry.value {
                case .network(let network):
                    guard kinds.contains(.addresses) else { return .ignored }
                    let number = threats.number(threat: entry.threat, port: entry.port, matchesSubdomains: false)
                    store.add(network: network, indicator: number)
                    return .taken
                case .name(let text):
                    guard kinds.contains(.names) else { return .ignored }
                    let registered = store.suffixes.registeredDomainStart(of: text)
                    // Feeds name whole shared hosts (S3's endpoints, dynamic DNS) for what one customer put there.
                    if registered == nil, !isCustom { return .neverAlert }
                    let number = threats.number(
                        threat: entry.threat, port: nil, matchesSubdomains: !entry.isExact && registered != nil)
                    let isTaken = store.add(name: text, registered: registered, indicator: number, isCustom: isCustom)
                    return isTaken ? .taken : .neverAlert
                }
            }
        }

        /// Takes in a list of what is never to be reported, whatever other lists say.
        @discardableResult
        public mutating func addTrusted(
            _ bytes: UnsafeBufferPointer<UInt8>, name: String, format: ListFormat? = nil, kinds: EntryKinds = .all
        ) throws(IntelligenceError) -> ListStatistics {
            let store = store
            return try read(bytes, name: name, format: format, columns: [], isThreat: false) { entry in
                switch entry.value {
                case .network(let network):
                    guard kinds.contains(.addresses) else { return .ignored }
                    store.add(network: network, indicator: EntryStore.trusted)
                    store.trusted.add(network)
                case .name(let text):
                    guard kinds.contains(.names) else { return .ignored }
                    store.add(trustedName: text)
                    store.trusted.add(name: text)
                }
                return .taken
            }
        }

        private mutating func read(
            _ bytes: UnsafeBufferPointer<UInt8>, name: String, format: ListFormat?, columns: [String], isThreat: Bool,
            _ body: @escaping (RawEntry) -> ListIntake.Verdict
        ) throws(IntelligenceError) -> ListStatistics {
            guard bytes.count <= Builder.byteLimit else {
                throw .listTooLong(list: name, bytes: bytes.count)
            }
            guard !lists.contains(where: { $0.name == name }) else { throw .duplicateList(name) }
            let format = format ?? ListFormat.recognise(bytes)
            var intake = ListIntake(
                name: name, format: format, entryLimit: listEntryLimit, isThreat: isThreat, suffixes: suffixes,
                body: body)
            let mark = store.mark
            format.read(bytes, columns: columns, into: &intake)
            if intake.isOverfull {
                store.forget(after: mark)
                throw .tooManyEntries(list: name)
            }
            lists.append(intake.statistics)
            listIsThreat.append(isThreat)
            return intake.statistics
        }

        private func addNeverAlert() {
            var name = [UInt8]()
            for group in NeverAlert.nameGroups {
                for member in group.members.utf8.split(whereSeparator: { $0 <= 0x20 }) {
                    let isTree = member.starts(with: "*.".utf8)
                    name = Array(isTree ? member.dropFirst(2) : member)
                    name.withUnsafeBufferPointer { store.add(neverName: $0, withNamesBelow: isTree) }
                    if !isTree {
                        name = Array("www.".utf8) + name
                        name.withUnsafeBufferPointer { store.add(neverName: $0, withNamesBelow: false) }
                    }
                }
            }
            for group in NeverAlert.addressGroups {
                for network in NeverAlert.networks(of: group) {
                    store.add(network: network, indicator: EntryStore.neverAlert)
                }
            }
        }

        private mutating func addCanaries() {
            for canary in CanaryNames.names {
                let number = store.number(
                    of: Indicator(
                        list: CanaryNames.list, category: canary.category, confidence: .high,
                        threatName: CanaryNames.threatName, matchesSubdomains: true))
                var name = canary.name
                name.withUTF8 {
                    let registered = suffixes.registeredDomainStart(of: $0)
                    _ = store.add(name: $0, registered: registered, indicator: number, isCustom: false)
                }
            }
            var statistics = ListStatistics(name: CanaryNames.list, format: .txt)
            statistics.entries = CanaryNames.names.count
            lists.append(statistics)
            listIsThreat.append(true)
        }
    }
}

/// Numbers the indicators of one list, which differ in little but the name of the threat.
private struct ThreatNames {
    let indicator: Indicator
    let store: EntryStore
    private var texts = [String: UInt64]()
    private var numbers = [UInt64: UInt32]()
    private var lastBytes = [UInt8]()
    private var lastText: UInt64 = 0

    init(indicator: Indicator, store: EntryStore) {
        self.indicator = indicator
        self.store = store
    }

    mutating func number(threat: ListText, port: UInt16?, matchesSubdomains: Bool) -> UInt32 {
        // Lists are mostly sorted or of few families: the name is often that of the entry before.
        if !threat.elementsEqual(lastBytes) {
            lastBytes = Array(threat.prefix(128))
            let text = String(decoding: lastBytes, as: UTF8.self)
            if let known = texts[text] {
                lastText = known
            } else if texts.count < IntelligenceBundle.Builder.threatNameLimit {
                lastText = UInt64(texts.count + 1)
                texts[text] = lastText
            } else {
                lastText = 0
            }
        }
        let portPart = port.map { UInt64($0) + 1 } ?? 0
        let key = lastText << 24 | portPart << 1 | (matchesSubdomains ? 1 : 0)
        if let known = numbers[key] { return known }
        var indicator = indicator
        indicator.threatName = lastText == 0 ? "" : String(decoding: lastBytes, as: UTF8.self)
        indicator.port = port
        indicator.matchesSubdomains = matchesSubdomains
        let number = store.number(of: indicator)
        numbers[key] = number
        return number
    }
}
