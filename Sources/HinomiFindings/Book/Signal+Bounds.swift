// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The most that a finding keeps of each kind of detail.
enum Bounds {
    static let text = 1024
    static let terms = 64
    static let info = 32
    static let list = 50
    static let reasons = 16
    static let caveats = 16
    static let probes = 10
    static let lists = 20
    static let threatNames = 10
    static let resources = 20
    static let tags = 50
}

extension Signal {
    /// The signal with every text and list cut to its bound, and without numbers that are none.
    ///
    /// Taking the bounds twice changes nothing, so it does not matter on which machine they were taken.
    var bounded: Signal {
        var signal = self
        signal.first = first.withinCalendar
        signal.last = max(last.withinCalendar, signal.first)
        signal.occurrences = max(1, occurrences)
        signal.action = action.bounded
        signal.resource = resource.bounded
        signal.region = region.bounded(64)
        signal.reasons = reasons.filter(\.observed.isFinite).prefix(Bounds.reasons).map(\.bounded)
        signal.caveats = caveats.prefix(Bounds.caveats).map { $0.bounded(Bounds.text) }
        signal.terms = Dictionary(boundedKeysOf: terms, Bounds.terms) { $0.bounded(Bounds.text) }
        signal.info = Dictionary(boundedKeysOf: info, Bounds.info, \.bounded)
        signal.intelligence = intelligence.map {
            ThreatIntelligenceDetail(
                listName: $0.listName.bounded(Bounds.text),
                threatNames: $0.threatNames.map { $0.bounded(Bounds.text) })
        }
        signal.behavior = behavior?.bounded
        if !severity.value.isFinite { signal.severity = .low }
        return signal
    }
}

extension Dictionary where Key == String {
    /// The entries with the smallest keys, at most `limit`; entries without a value left are dropped.
    init<Old>(boundedKeysOf other: [String: Old], _ limit: Int, _ change: (Old) -> Value?) {
        self.init()
        for (key, value) in other.sorted(by: { $0.key < $1.key }).prefix(limit) {
            if let value = change(value) { self[key.bounded(128)] = value }
        }
    }
}

extension String {
    /// The text itself, or as much of its beginning as fits in `limit` bytes with an ellipsis behind it.
    func bounded(_ limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: max(0, limit - 3))
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end]) + "…"
    }
}

extension Timestamp {
    /// The time itself, or the nearest one within the years 1 to 9999, which ISO 8601 can write.
    var withinCalendar: Timestamp {
        Timestamp(milliseconds: min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999))
    }
}

extension Reason {
    fileprivate var bounded: Reason {
        let limit = limit.flatMap { $0.isFinite ? $0 : nil }
        return Reason(what.bounded(Bounds.text), observed: observed, limit: limit, unit: unit.bounded(64))
    }
}

extension InfoValue {
    fileprivate var bounded: InfoValue? {
        switch self {
        case .text(let text): .text(text.bounded(Bounds.text))
        case .number(let number): number.isFinite ? self : nil
        case .truth: self
        case .numbers(let numbers): .numbers(Array(numbers.filter(\.isFinite).prefix(Bounds.list)))
        case .texts(let texts): .texts(texts.prefix(Bounds.list).map { $0.bounded(Bounds.text) })
        }
    }
}

extension Action {
    fileprivate var bounded: Action {
        switch self {
        case .networkConnection(var connection):
            connection.localInterfaceID = connection.localInterfaceID.bounded(128)
            return .networkConnection(connection)
        case .portProbe(var probe):
            probe.details = Array(probe.details.suffix(Bounds.list))
            return .portProbe(probe)
        case .dnsRequest(var request):
            request.domain = request.domain.bounded(Bounds.text)
            request.domainWithSuffix = request.domainWithSuffix.bounded(Bounds.text)
            request.transport = request.transport.bounded(16)
            return .dnsRequest(request)
        case .apiCall(var call):
            call.api = call.api.bounded(256)
            call.serviceName = call.serviceName.bounded(256)
            call.callerDomain = call.callerDomain.bounded(Bounds.text)
            call.errorCode = call.errorCode.bounded(256)
            call.userAgent = call.userAgent.bounded(Bounds.text)
            call.affectedResources = Dictionary(boundedKeysOf: call.affectedResources, Bounds.resources) {
                $0.bounded(2048)
            }
            return .apiCall(call)
        case .sequence(let sequence): return .sequence(sequence.bounded)
        case .other(var other):
            other.actionType = other.actionType.bounded(64)
            other.details = other.details.bounded
            other.service = other.service.bounded
            return .other(other)
        }
    }
}

extension Resource {
    fileprivate var bounded: Resource {
        switch self {
        case .instance(var details):
            details.texts = details.texts.map { $0.bounded(512) }
            details.securityGroups = details.securityGroups.prefix(Bounds.tags).map {
                .init(id: $0.id.bounded(256), name: $0.name.bounded(256))
            }
            details.tags = details.tags.prefix(Bounds.tags).map {
                .init(key: $0.key.bounded(256), value: $0.value.bounded(512))
            }
            return .instance(details)
        case .accessKey(var details):
            details.texts = details.texts.map { $0.bounded(512) }
            return .accessKey(details)
        case .sequence(var details):
            details.texts = details.texts.map { $0.bounded(512) }
            return .sequence(details)
        case .bucket(var access):
            access.caller.texts = access.caller.texts.map { $0.bounded(512) }
            access.name = access.name.bounded(256)
            return .bucket(access)
        case .other(var other):
            other.name = other.name.bounded(256)
            other.arn = other.arn.bounded(512)
            other.details = other.details.bounded
            return .other(other)
        }
    }
}
