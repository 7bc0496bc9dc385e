// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A call as the profiles take it in, where it lies: it is valid during the fold only.
struct ConductCall {
    // The record is large, and goes through many hands.
    private let place: UnsafePointer<ConductRecord>
    let texts: UnsafeBufferPointer<UInt8>

    init(at place: UnsafePointer<ConductRecord>, texts: UnsafeBufferPointer<UInt8>) {
        self.place = place
        self.texts = texts
    }

    var record: ConductRecord {
        @inline(__always) _read { yield place.pointee }
    }

    func text(_ field: ConductText) -> String { field.text(in: texts) }

    var reference: RecordReference {
        RecordReference(time: record.time, recordID: record.recordID, origin: record.origin)
    }

    /// The number of the session that the call belongs to: one principal with one set of credentials.
    var session: UInt64 {
        var hash = StableHash(seed: record.principal)
        hash.combine(record.credentials)
        return hash.value
    }

    /// What was done, from where, with what: calls alike in all of it are looked at once a session.
    var combination: UInt32 {
        var hash = StableHash(seed: record.api)
        hash.combine(record.address.isV4 ? record.address.low >> 8 : record.address.high)
        hash.combine(UInt64(record.agent) << 32 | UInt64(record.region))
        hash.combine((UInt64(record.error) << 32 | UInt64(record.bucket)) ^ UInt64(record.launched))
        return UInt32(truncatingIfNeeded: hash.value)
    }

    /// The credentials the call was made with.
    var caller: AccessKeyDetails {
        var key = AccessKeyDetails()
        key.accessKeyID = text(.accessKeyID)
        key.principalID = text(.principalID)
        key.userType = text(.type)
        key.userName = text(.userName)
        if key.userName.isEmpty { key.userName = text(.issuerUserName) }
        if key.userName.isEmpty, key.userType == "Root" { key.userName = "Root" }
        return key
    }

    /// The id of the instance that the caller is; empty for other callers.
    var instanceID: String {
        InstanceSession.id(in: ConductText.principalID.bytes(in: texts)).map { String(decoding: $0, as: UTF8.self) }
            ?? ""
    }

    /// A signal that rests on this call.
    func signal(_ type: FindingType, identity: [String], severity: Severity) -> Signal {
        var evidence = Evidence()
        evidence.add(reference)
        let shown = ShownCall(self)
        return Signal(
            type: type, account: record.account, region: shown.region.isEmpty ? "unknown" : shown.region,
            resource: .accessKey(caller), role: .target, identity: identity, severity: severity, first: record.time,
            last: record.time, action: shown.action, evidence: evidence,
            terms: ["user_agent": String(shown.agent.prefix(200))])
    }

    /// The hour of working days or of weekends, from 0 to 47.
    var hour: UInt32 {
        // Whole weeks are added, so that times before the epoch count as well, which began on a Thursday.
        let seconds = record.time.seconds % 604_800 + 604_800
        let hours = seconds / 3_600
        let weekday = (hours / 24 + 3) % 7
        return UInt32(hours % 24 + (weekday >= 5 ? 24 : 0)) + 1
    }

    /// The service, without the domain of all services.
    var service: String {
        let service = text(.service)
        return service.hasSuffix(".amazonaws.com") ? String(service.dropLast(14)) : service
    }
}

/// The network that an address lies in: a number of an AS where the tables know it, else a range wide enough for one.
struct ConductNetwork {
    let network: UInt32
    /// 0 where no table knows it.
    let country: UInt32
    private let address: IPAddress
    private let place: Place?

    init(_ address: IPAddress, _ place: Place?) {
        self.address = address
        self.place = place
        let code = place?.countryCode ?? ""
        country = code.isEmpty ? 0 : UInt32(truncatingIfNeeded: StableHash.of(code)) | 1
        var wide = StableHash(seed: 32)
        if let asn = place?.asn {
            wide.combine(UInt64(asn))
        } else {
            wide.combine(address.isV4 ? UInt64(address.v4 >> 16) | 1 << 40 : address.high >> 32 | 1 << 41)
        }
        network = UInt32(truncatingIfNeeded: wide.value) | 1
    }

    var countryCode: String { place?.countryCode ?? "" }

    /// The network as findings show it.
    var words: String {
        if let asn = place?.asn { return "asnNumber: \(asn) asnOrg: \(place?.asnOrganization ?? "")" }
        guard address.isV4 else { return IPAddress(high: (address.high >> 32) << 32, low: 0).description + "/32" }
        return "\(address.v4 >> 24).\(address.v4 >> 16 & 255).0.0/16"
    }
}
