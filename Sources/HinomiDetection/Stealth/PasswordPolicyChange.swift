// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The account's password policy was weakened.
///
/// Reads CloudTrail. Raises when the policy is deleted, or replaced by one that asks for less than the one set before (as
/// far as it was seen; else than AWS's default of eight characters of three kinds). Only calls that succeeded count.
/// Keeps the last policy an account, for a year.
struct PasswordPolicyChange: Detector {
    static let raises: [FindingType] = ["Stealth:IAMUser/PasswordPolicyChange"]
    static let calls: [StaticString] = ["UpdateAccountPasswordPolicy", "DeleteAccountPasswordPolicy"]
    let lifetime: Int64 = 366 * 86_400

    struct State: DetectorState {
        var minimumLength = 8
        var kinds = 3
        var history = 0
        var maximumAge = 0
        init() {}
    }

    func key(of call: ObservedCall) -> UInt64? {
        guard call.view.succeeded, call.view.eventSource.isExactly("iam.amazonaws.com") else { return nil }
        return call.view.eventName.isExactly("UpdateAccountPasswordPolicy")
            || call.view.eventName.isExactly("DeleteAccountPasswordPolicy") ? call.record.account.number : nil
    }

    func fold(_ call: ObservedCall, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        let before = state ?? State()
        var after = State()
        var changes: [String] = []
        if call.view.eventName.isExactly("DeleteAccountPasswordPolicy") {
            changes = ["the policy was deleted"]
        } else {
            after = State(call.view.requestParameters)
            changes = after.weaknesses(against: before)
        }
        state = after
        guard !changes.isEmpty else { return }
        var signal = call.signal(PasswordPolicyChange.raises[0], identity: [], severity: .low)
        signal.terms["changes"] = changes.joined(separator: ", ")
        signal.reasons = [
            Reason(
                "minimum length of a password", observed: Double(after.minimumLength),
                limit: Double(before.minimumLength), unit: "characters"),
            Reason("kinds of characters asked for", observed: Double(after.kinds), limit: Double(before.kinds)),
        ]
        signals.append(signal)
    }
}

extension PasswordPolicyChange.State {
    /// The policy of a request; what a request leaves out is off.
    init(_ parameters: JSONSlice) {
        // Logs say what they like; more than a million is no policy of anybody.
        func number(_ name: StaticString) -> Int? {
            parameters.value(at: name).integer.map { Int(min(max(0, $0), 1_000_000)) }
        }
        minimumLength = number("minimumPasswordLength") ?? 6
        kinds = 0
        if parameters.value(at: "requireSymbols").bool == true { kinds += 1 }
        if parameters.value(at: "requireNumbers").bool == true { kinds += 1 }
        if parameters.value(at: "requireUppercaseCharacters").bool == true { kinds += 1 }
        if parameters.value(at: "requireLowercaseCharacters").bool == true { kinds += 1 }
        history = number("passwordReusePrevention") ?? 0
        maximumAge = number("maxPasswordAge") ?? 0
    }

    /// In which ways the policy asks for less than another one.
    func weaknesses(against before: Self) -> [String] {
        var found: [String] = []
        if minimumLength < before.minimumLength {
            found.append("minimum length \(minimumLength) instead of \(before.minimumLength)")
        }
        // Long passphrases need no kinds of characters to be strong.
        if kinds < before.kinds, minimumLength < 14 {
            found.append("\(kinds) kinds of characters instead of \(before.kinds)")
        }
        if history < before.history { found.append("\(history) old passwords refused instead of \(before.history)") }
        if before.maximumAge > 0, maximumAge == 0 || maximumAge > before.maximumAge {
            found.append(
                maximumAge == 0 ? "no expiry" : "expiry after \(maximumAge) days instead of \(before.maximumAge)")
        }
        return found
    }
}
