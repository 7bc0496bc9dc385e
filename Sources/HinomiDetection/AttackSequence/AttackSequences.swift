// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Steps that are no more than noticeable one by one, and an attack together.
///
/// Reads CloudTrail, data events of S3 included where they are logged, and the findings of all other detectors of calls.
/// Joins what the same hands did: the keys of a user, the roles that it assumed one from another, users and keys that it
/// made, and instances that it launched. Of these it takes in findings, calls of high sensitivity, and lesser
/// calls once something says that the caller is not the owner: an address on a list or of Tor, a system made for attacking,
/// credentials that left what they were given to, a journey too fast, or behaviour that is unusual in who or where and what
/// together. Steps count that were done from the neighbourhood of such a sign, or with credentials made from there; what the
/// owner does meanwhile at the usual place does not.
///
/// Raises when these steps have at least three tactics within 24 hours and weigh 12: of each tactic the weightiest (a call 1,
/// one that is sensitive 2, a finding of Low 2, of Medium 4, of High 6), and 2 for each stage in the order of attacks. Where
/// nothing but behaviour or a journey is the sign, findings alone count, for credentials those of Medium or above. For data,
/// buckets must have been looked at, and then objects read or destroyed, or a bucket opened or its protection taken away.
/// Keeps at most 8 KiB for each of 2,048 callers an account, for a day.
struct AttackSequences: ListReader {
    static let raises: [FindingType] = SequenceKind.allCases.map(\.type)

    var intelligence: IntelligenceBundle
    var rule = SequenceRule()
    let lifetime: Int64 = 2 * 86_400

    func key(of input: SequenceInput) -> UInt64? { input.account.number }

    func fold(
        _ input: SequenceInput, key: UInt64, into state: inout AccountSequences?, raising signals: inout [Signal]
    ) {
        switch input {
        case .call(let call, let meaning):
            if state == nil || state?.watched.isEmpty == true, meaning.sensitivity < .high { return }
            if trusts(call.record.address, call.record.account, call.text(.region)) { return }
            if state == nil { state = AccountSequences() }
            state?.take(call, meaning, rule, account: call.record.account, raising: &signals)
        case .signals(let raised, let account):
            for signal in raised {
                guard let step = NewStep(signal), !trusts(step.address, account, step.region) else { continue }
                if state == nil { state = AccountSequences() }
                state?.take(step, rule, account: account, raising: &signals)
            }
        case .kinship(let kinship, let account):
            if trusts(kinship.address, account, kinship.region) { return }
            if state == nil { state = AccountSequences() }
            state?.take(kinship, rule, account: account, raising: &signals)
        case .pause(let account): state?.pause(rule, account: account, raising: &signals)
        }
    }

    func expire(_ state: AccountSequences, key: UInt64, raising signals: inout [Signal]) {
        var state = state
        state.close(rule, account: AccountID(number: key), raising: &signals)
    }

    private func trusts(_ address: IPAddress?, _ account: AccountID, _ region: @autoclosure () -> String) -> Bool {
        address.map { intelligence.trusts($0, account: account, region: region()) } ?? false
    }
}
