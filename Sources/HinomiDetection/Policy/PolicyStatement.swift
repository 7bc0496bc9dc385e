// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// One statement of a resource policy, as far as it matters for who is let in.
struct PolicyStatement {
    /// Whether it allows; otherwise it denies.
    var allows: Bool
    /// Whether it speaks of everybody (`"*"`, `{"AWS": "*"}`, or everybody but some).
    var isForEveryone: Bool
    /// Patterns of actions in lower case; `*` where all but some are meant.
    var actions: [String]
    /// Patterns of resources; `*` where all but some are meant.
    var resources: [String]
    var conditions: [PolicyCondition]
    /// Whether actions or resources are all but those that it names.
    var hasGaps: Bool

    init(_ statement: JSONSlice) {
        allows = statement["Effect"].equals("Allow")
        let exceptions = statement["NotPrincipal"]
        isForEveryone =
            exceptions.isPresent
            ? !PolicyStatement.isEveryone(exceptions) : PolicyStatement.isEveryone(statement["Principal"])
        hasGaps = statement["NotAction"].isPresent || statement["NotResource"].isPresent
        // Each once: the same a thousand times would only cost.
        actions =
            statement["NotAction"].isPresent
            ? ["*"] : Set(statement["Action"].texts(most: .max).map { $0.lowercased() }).sorted()
        resources =
            statement["NotResource"].isPresent ? ["*"] : Set(statement["Resource"].texts(most: .max)).sorted()
        conditions = PolicyCondition.all(of: statement["Condition"])
    }

    private static func isEveryone(_ principal: JSONSlice) -> Bool {
        if principal.kind == .object {
            // Services, identity providers and canonical users are named one by one.
            return principal["AWS"].texts(most: .max).contains("*")
        }
        return principal.texts(most: .max).contains("*")
    }

    /// Whom the statement lets in when it allows: everybody it speaks of, less those its conditions keep out.
    var audience: Audience {
        guard allows, isForEveryone else { return .named }
        return conditions.compactMap(\.audience).min() ?? .everyone
    }

    /// What its actions do.
    var reads: Bool { actions.contains { PolicyStatement.covers($0, anyOf: ["s3:get", "s3:list"]) } }
    var writes: Bool {
        actions.contains {
            PolicyStatement.covers(
                $0, anyOf: ["s3:put", "s3:delete", "s3:abort", "s3:bypass", "s3:create", "s3:replicate", "s3:restore"])
        }
    }

    private static func covers(_ action: String, anyOf beginnings: [String]) -> Bool {
        let fixed = action.prefix { $0 != "*" && $0 != "?" }
        let isPattern = fixed.count < action.count
        return beginnings.contains { fixed.hasPrefix($0) || (isPattern && $0.hasPrefix(fixed)) }
    }

    /// Whether, as a denial, it keeps all strangers away from what another statement allows.
    func fences(_ allowed: PolicyStatement) -> Bool {
        // What a denial leaves out may be just what the other allows.
        guard !allows, isForEveryone, !hasGaps, conditions.allSatisfy(\.deniesStrangers) else { return false }
        return allowed.actions.allSatisfy { action in actions.contains { PolicyStatement.includes($0, action) } }
            && allowed.resources.allSatisfy { name in resources.contains { PolicyStatement.includes($0, name) } }
    }

    /// Whether, as a denial, it may keep strangers away in a way that is not understood here.
    var mayFence: Bool { !allows && isForEveryone && (hasGaps || !conditions.allSatisfy(\.isAboutManner)) }

    // Whether everything that `narrow` matches is matched by `wide`: equal, or a beginning with a star.
    private static func includes(_ wide: String, _ narrow: String) -> Bool {
        if wide == narrow || wide == "*" { return true }
        guard wide.hasSuffix("*") else { return false }
        let beginning = wide.dropLast()
        return !beginning.contains("*") && !beginning.contains("?") && narrow.hasPrefix(beginning)
    }
}

extension PublicGrant {
    /// Bytes of a policy that is read; S3 takes 20 kilobytes.
    private static let longestPolicy = 24 << 10

    /// What a bucket policy gives the public, after S3's rules for what is public; nil where a request has no policy that
    /// could be read.
    init?(policyOf parameters: JSONSlice) {
        for key in ["bucketPolicy", "policy", "Policy"] as [StaticString] {
            let value = parameters[key]
            let held = value.kind == .array ? value[0] : value
            if let grant = held.withDocument(limit: PublicGrant.longestPolicy, { PublicGrant(policy: $0) }) {
                self = grant
                return
            }
        }
        return nil
    }

    init(policy: JSONSlice) {
        self.init()
        let listed = policy["Statement"]
        var statements: [PolicyStatement] = []
        if listed.kind == .object {
            statements = [PolicyStatement(listed)]
        } else {
            listed.forEachElement { statement in
                statements.append(PolicyStatement(statement))
                return true
            }
        }
        for allowed in statements where allowed.audience > .named {
            if statements.contains(where: { $0.fences(allowed) }) { continue }
            add(allowed.audience, read: allowed.reads, write: allowed.writes)
        }
        isHedged = count > 0 && statements.contains(where: \.mayFence)
    }
}
