// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// One step as it is kept, a hundred bytes: texts lie with the entity, by their places.
struct SequenceStep: Codable, Sendable {
    /// What was done to data in buckets.
    enum Stage: UInt8, Codable, Sendable {
        /// Somebody looked at what there is.
        case look
        /// Data was read or sent away.
        case take
        /// Data was destroyed, or opened to others.
        case harm
    }

    var service: UInt8
    var api: UInt8
    /// The type of the finding; 0 for calls.
    var type: UInt8
    /// The bucket; 0 for none.
    var bucket: UInt8
    var region: UInt8
    /// The place of the actor.
    var actor: UInt8
    var tactic: Tactic
    var technique: AttackTechnique?
    /// How much it counts for its tactic.
    var weight: UInt8
    var sign: SequenceSign?
    var stage: Stage?
    /// Severity of the finding in tenths; 0 for calls.
    var severity: UInt8
    var isData: Bool
    var isSensitive: Bool
    /// Whether every call failed.
    var isRefused: Bool
    var address: IPAddress?
    var first: Timestamp
    var last: Timestamp
    var count: UInt32
    /// The id of the finding; zeros for calls.
    var finding: FindingNumber
    /// The first record; nil where it was another run's.
    var reference: RecordReference?
    /// The record of the last occurrence: the finding on a call and the call itself are one.
    var latest: UInt64
    /// By which further calls that are the same are known at a glance; 0 for none yet.
    var glance: UInt64
    /// Of which sequences it was told already, a bit each.
    var told: UInt8 = 0

    /// How much would be lost with it.
    var worth: (Int, Int, Timestamp) { (sign == nil ? 0 : 1, Int(weight), last) }
}

/// The id of a finding as two numbers.
struct FindingNumber: Codable, Hashable, Sendable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    init() {}

    /// The number of an id in hexadecimal.
    init(_ id: String) {
        high = UInt64(id.prefix(16), radix: 16) ?? 0
        low = UInt64(id.dropFirst(16), radix: 16) ?? 0
    }

    /// The id: 32 digits.
    var text: String { FindingNumber.digits(high) + FindingNumber.digits(low) }

    /// A number in sixteen hexadecimal digits.
    static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

/// A step as it comes, with its texts.
struct NewStep {
    var caller: AccessKeyDetails
    var mark: CallerMark
    var service: String
    var api: String
    var type = ""
    var bucket: String
    var region: String
    var tactic: Tactic
    var meaning: APIMeaning?
    var weight: UInt8
    var sign: SequenceSign?
    var severity = 0.0
    var isData: Bool
    var isRefused: Bool
    var address: IPAddress?
    var time: Timestamp
    var reference: RecordReference?
    /// What further calls like it have in common; 0 where that is not known.
    var glance: UInt64 = 0
    /// The finding that it is, asked for only when the step is new.
    var signal: Signal?

    /// A call that is no finding by itself.
    init(_ call: ConductCall, _ meaning: APIMeaning, _ mark: CallerMark) {
        caller = call.caller
        self.mark = mark
        service = call.service
        api = APIMeanings.baseName(call.text(.api))
        bucket = call.text(.bucket)
        region = call.text(.region)
        tactic = meaning.tactic
        self.meaning = meaning
        isRefused = !call.record.succeeded
        weight = meaning.sensitivity == .high && !isRefused ? 2 : 1
        isData = call.record.isData
        address = call.record.address
        time = call.record.time
        reference = call.reference
        glance = NewStep.glance(call, mark)
    }

    /// What calls that are one step have in common, told without making texts of them.
    static func glance(_ call: ConductCall, _ mark: CallerMark) -> UInt64 {
        let record = call.record
        var hash = StableHash(seed: record.api)
        hash.combine(mark.credential)
        hash.combine(mark.principal)
        hash.combine(record.address)
        hash.combine(UInt64(record.bucket) << 1 | (record.succeeded ? 1 : 0))
        return hash.value | 1
    }

    /// A finding of another detector; nil where it is no part of any attack.
    init?(_ signal: Signal) {
        guard signal.proviso == nil, case .apiCall(let action) = signal.action, let caller = signal.resource.caller,
            let meaning = SignalMeaning(signal, action)
        else { return nil }
        self.caller = caller
        mark = CallerMark(caller)
        service =
            action.serviceName.hasSuffix(".amazonaws.com")
            ? String(action.serviceName.dropLast(14)) : action.serviceName
        api = APIMeanings.baseName(action.api)
        type = signal.type.name
        bucket = ""
        isData = false
        if case .bucket(let access) = signal.resource {
            bucket = access.name
            isData = access.isDataCall
        }
        region = signal.region
        tactic = meaning.tactic
        self.meaning = meaning.call
        sign = meaning.sign
        if sign == .theft {
            // What tells is that they are used there, whatever for.
            service = ""
            api = ""
            self.meaning = nil
        }
        isRefused = !action.errorCode.isEmpty
        severity = signal.severity.value
        weight = signal.severity >= .high ? 6 : signal.severity >= .medium ? 4 : 2
        address = action.remoteAddress
        time = signal.first
        reference = signal.evidence.references.first
        self.signal = signal
    }

    /// What it is in the theft or destruction of data.
    var stage: SequenceStep.Stage? {
        guard service == "s3" || service == "s3express" else { return nil }
        switch meaning?.effect {
        case nil: return nil
        case .read: return tactic == .exfiltration ? .take : tactic == .discovery ? .look : nil
        case .permission, .delete: return .harm
        case .write: return tactic == .impact ? .harm : tactic == .exfiltration ? .take : nil
        }
    }
}
