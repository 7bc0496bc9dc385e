// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Which of two signals is the later one: by last time, then first time, then a fingerprint of what they say.
///
/// The order is total but for signals that say the same, so that the latest of any set of signals is the same whatever
/// order they arrive in.
struct SignalOrder: Hashable, Comparable, Codable, Sendable {
    var last: Timestamp
    var first: Timestamp
    var fingerprintHigh: UInt64
    var fingerprintLow: UInt64

    init(_ signal: Signal) {
        var bytes = CanonicalBytes()
        bytes.add(signal.role.rawValue)
        bytes.add(signal.resource)
        bytes.add(signal.action)
        bytes.add(UInt64(signal.reasons.count))
        for reason in signal.reasons {
            bytes.add(reason.what)
            bytes.add(reason.observed)
            bytes.add(reason.limit != nil)
            bytes.add(reason.limit ?? 0)
            bytes.add(reason.unit)
        }
        bytes.add(signal.caveats)
        bytes.add(signal.terms)
        bytes.add(UInt64(signal.info.count))
        for (key, value) in signal.info.sorted(by: { $0.key < $1.key }) {
            bytes.add(key)
            bytes.add(value)
        }
        if let behavior = signal.behavior { bytes.add(behavior) }
        last = signal.last
        first = signal.first
        (fingerprintHigh, fingerprintLow) = bytes.fingerprint
        // Of what is told of an attack at one time the fuller account is the later one.
        if case .sequence(let sequence) = signal.action {
            first = signal.last
            fingerprintHigh = UInt64(min(signal.occurrences, 1 << 30)) << 32 | UInt64(sequence.steps.count)
        }
    }

    static func < (a: SignalOrder, b: SignalOrder) -> Bool {
        (a.last, a.first, a.fingerprintHigh, a.fingerprintLow) < (b.last, b.first, b.fingerprintHigh, b.fingerprintLow)
    }
}

extension CanonicalBytes {
    mutating func add(_ behavior: BehaviorProfile) {
        add(behavior.userAgent)
        add(behavior.userAgentCategory)
        add(behavior.isUnusualIdentity)
        for calls in behavior.anomalousCalls {
            add(calls.service)
            add(calls.calls)
        }
        for entry in behavior.usual + behavior.unusual {
            add(entry.scope.rawValue)
            add(entry.feature.rawValue)
            add(entry.usage.rawValue)
            add(entry.texts)
        }
    }

    mutating func add(_ entries: [String: String]) {
        add(UInt64(entries.count))
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            add(key)
            add(value)
        }
    }

    mutating func add(_ value: InfoValue) {
        switch value {
        case .text(let text):
            add("text")
            add(text)
        case .number(let number):
            add("number")
            add(number)
        case .truth(let truth):
            add("truth")
            add(truth)
        case .numbers(let numbers):
            add("numbers")
            add(UInt64(numbers.count))
            for number in numbers { add(number) }
        case .texts(let texts):
            add("texts")
            add(texts)
        }
    }

    mutating func add(_ resource: Resource) {
        add(resource.resourceType)
        switch resource {
        case .instance(let details):
            add(details.texts)
            add(details.privateAddress)
            add(details.publicAddress)
            add(details.securityGroups.flatMap { [$0.id, $0.name] })
            add(details.tags.flatMap { [$0.key, $0.value] })
        case .accessKey(let details), .sequence(let details): add(details.texts)
        case .bucket(let access):
            add(access.caller.texts)
            add(access.name)
            add(access.isDataCall)
            add(access.publicAccess)
        case .other(let other): add([other.name, other.arn, other.details.text])
        }
    }

    mutating func add(_ action: Action) {
        add(action.actionType)
        switch action {
        case .networkConnection(let connection):
            add(connection.direction.rawValue)
            add(UInt64(connection.protocolNumber))
            add(connection.isBlocked)
            add(connection.localAddress)
            add(UInt64(connection.localPort))
            add(connection.remoteAddress)
            add(UInt64(connection.remotePort))
            add(connection.localInterfaceID)
        case .portProbe(let probe):
            add(probe.isBlocked)
            add(UInt64(probe.details.count))
            for detail in probe.details {
                add(UInt64(detail.localPort))
                add(detail.localAddress)
                add(detail.remoteAddress)
            }
        case .dnsRequest(let request):
            add([request.domain, request.domainWithSuffix, request.transport])
            add(request.isBlocked)
        case .apiCall(let call):
            add([call.api, call.serviceName, call.callerDomain, call.errorCode, call.userAgent])
            add(call.remoteAddress)
            add(call.callerAccount != nil)
            add(call.callerAccount?.number ?? 0)
            add(call.isAffiliated)
            add(call.affectedResources)
        case .sequence(let sequence): add(sequence)
        case .other(let other):
            add([other.details.text, other.service.text])
            add(other.remoteAddress)
        }
    }
}

extension CanonicalBytes {
    mutating func add(_ sequence: AttackSequence) {
        for actor in sequence.actors { add([actor.id] + actor.caller.texts) }
        for address in sequence.endpoints { add(address) }
        add(UInt64(sequence.steps.count))
        for step in sequence.steps {
            add([step.uid, step.source.rawValue, step.type, step.tactic.prefix, step.technique, step.call, step.actor])
            add(UInt64(bitPattern: step.first.milliseconds))
            add(UInt64(bitPattern: step.last.milliseconds))
            add(UInt64(step.count))
            add(step.isRefused)
            add(step.severity?.value ?? 0)
            add(step.address)
            add(step.thing?.uid ?? "")
            for indicator in step.indicators { add([indicator.key.rawValue] + indicator.values) }
        }
    }

    mutating func add(_ access: PublicAccess?) {
        add(access != nil)
        guard let access else { return }
        add(access.effect.rawValue)
        for grant in [access.accessControlList, access.policy] {
            add(grant != nil)
            add(grant?.read ?? false)
            add(grant?.write ?? false)
        }
        for block in [access.bucketBlock, access.accountBlock] {
            add(block != nil)
            for isOn in block?.switches ?? [] { add(isOn) }
        }
    }
}

extension PublicAccess.Block {
    /// The four switches in fixed order.
    fileprivate var switches: [Bool] { [blockPublicACLs, ignorePublicACLs, blockPublicPolicy, restrictPublicBuckets] }
}
