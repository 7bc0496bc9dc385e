// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// One test of a policy's condition: an operator, a key and the values it is held against.
struct PolicyCondition {
    /// The operator without what stands before and behind it, in lower case: `stringlike`.
    var test: String
    /// Whether it says ForAllValues, which is also true where the key is missing.
    var isForAll = false
    /// Whether it says ForAnyValue, which is false where the key is missing.
    var isForAny = false
    /// Whether it ends in IfExists, and is also true where the key is missing.
    var isIfExists = false
    /// The condition key in lower case: `aws:sourceip`.
    var key: String
    var values: [String]

    /// The tests of a condition, which must all be true.
    static func all(of condition: JSONSlice) -> [PolicyCondition] {
        var found: [PolicyCondition] = []
        condition.forEachMember { name, keys in
            var test = name.string?.lowercased() ?? ""
            var (isForAll, isForAny) = (false, false)
            for prefix in ["forallvalues:", "foranyvalue:"] where test.hasPrefix(prefix) {
                isForAll = prefix == "forallvalues:"
                isForAny = !isForAll
                test.removeFirst(prefix.count)
            }
            let isIfExists = test.hasSuffix("ifexists")
            if isIfExists { test.removeLast(8) }
            keys.forEachMember { key, value in
                found.append(
                    PolicyCondition(
                        test: test, isForAll: isForAll, isForAny: isForAny, isIfExists: isIfExists,
                        key: key.string?.lowercased() ?? "", values: value.texts(most: .max)))
                return true
            }
            return true
        }
        return found
    }

    /// Whom the test lets through of everybody; nil where it does not tell who calls or from where.
    var audience: Audience? {
        if isForAll || values.isEmpty { return nil }
        // Every request has an address; without other keys requests pass tests that ask for them only if they exist.
        if isIfExists, key != "aws:sourceip" { return nil }
        switch test {
        case "null": return values.allSatisfy { $0 == "false" } && tellsCaller ? .accounts : nil
        case "bool":
            return key == "aws:principalisawsservice" && values.allSatisfy { $0 == "true" } ? .named : nil
        case "ipaddress": return values.compactMap { audience(of: $0, isPattern: false) }.max()
        case "stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike":
            let isPattern = test == "stringlike" || test.hasPrefix("arn")
            let each = values.map { audience(of: $0, isPattern: isPattern) }
            return each.contains(nil) ? nil : each.compactMap { $0 }.max()
        default: return nil
        }
    }

    /// Whether, as a test of a denial, it leaves out none but requests of somebody or somewhere named.
    var deniesStrangers: Bool {
        // Strangers come without the key.
        if isForAny { return false }
        if test == "bool" {
            return ["aws:principalisawsservice", "aws:viaawsservice"].contains(key)
                && values.allSatisfy { $0 == "false" }
        }
        let opposites = [
            "notipaddress": "ipaddress", "stringnotequals": "stringequals", "stringnotlike": "stringlike",
            "stringnotequalsignorecase": "stringequalsignorecase", "arnnotequals": "arnequals", "arnnotlike": "arnlike",
        ]
        guard let opposite = opposites[test] else { return false }
        // A denial applies where the key is missing, whether or not it says so.
        return PolicyCondition(test: opposite, key: key, values: values).audience == .named
    }

    /// Whether, as a test of a denial, it looks at how the request was made and not at who made it.
    var isAboutManner: Bool {
        key == "aws:securetransport" || key.hasPrefix("s3:tls") || key.hasPrefix("s3:x-amz-")
            || key == "s3:signatureversion" || key == "s3:authtype"
    }

    private var tellsCaller: Bool { key.hasPrefix("aws:principal") || key.hasPrefix("aws:sourcevpc") }

    // Whom a value of the key lets through. After S3's rules for what is public: a fixed value of these keys is not.
    private func audience(of value: String, isPattern: Bool) -> Audience? {
        // What stands in place of a variable is not known.
        let isOpen = isPattern && value.contains { $0 == "*" || $0 == "?" } || value.contains("${")
        switch key {
        case "aws:sourceip": return PolicyCondition.audience(ofAddresses: value)
        case "aws:sourcevpc", "aws:sourcevpce": return isOpen ? .accounts : .named
        case "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths",
            "s3:dataaccesspointaccount", "aws:principalservicename",
            "s3:x-amz-server-side-encryption-aws-kms-key-id":
            return isOpen ? .everyone : .named
        case "aws:sourcearn", "s3:dataaccesspointarn":
            return isOpen && !PolicyCondition.namesAccount(value) ? .everyone : .named
        case "aws:principalarn": return isOpen && !PolicyCondition.namesAccount(value) ? .accounts : .named
        case "aws:principalaccount": return isOpen ? .accounts : .named
        case "aws:principalorgid", "aws:principalorgpaths":
            return isOpen && PolicyCondition.fixedBeginning(value) < 6 ? .accounts : .named
        case "aws:userid": return isOpen && PolicyCondition.fixedBeginning(value) < 12 ? .everyone : .named
        // Names and tags are given by whoever owns the account, so that anybody can have them.
        case "aws:username": return .accounts
        case "aws:principaltype": return value.lowercased() == "anonymous" ? .everyone : .accounts
        default: return key.hasPrefix("aws:principaltag/") ? .accounts : nil
        }
    }

    private static func audience(ofAddresses value: String) -> Audience {
        guard let block = CIDR(value) else { return .everyone }
        // What is wider than these counts as the whole internet, as S3 has it.
        return block.prefixLength < (block.first.isV4 ? 96 + 8 : 32) ? .everyone : .named
    }

    // Whether the part of an ARN that names the account is twelve digits.
    private static func namesAccount(_ arn: String) -> Bool {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count >= 5 && parts[4].utf8.count == 12 && parts[4].utf8.allSatisfy { $0 &- 48 <= 9 }
    }

    private static func fixedBeginning(_ value: String) -> Int {
        value.prefix { $0 != "*" && $0 != "?" && $0 != "$" }.utf8.count
    }
}

extension JSONSlice {
    /// The texts of a value that is one text or a list of them; numbers and truth values as they are written.
    func texts(most: Int) -> [String] {
        switch kind {
        case .string: return [string ?? ""]
        case .true, .false, .number: return [source]
        case .array:
            var found: [String] = []
            forEachElement { element in
                if element.kind != .array { found += element.texts(most: 1) }
                return found.count < most
            }
            return found
        default: return []
        }
    }
}
