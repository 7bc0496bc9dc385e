// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A bucket was opened to the public, or the switches that keep it closed were turned off.
///
/// Reads CloudTrail. Policies and ACLs are read after S3's own rules for what is public: a policy counts where it speaks of
/// everybody and no condition narrows that to fixed accounts, organizations, networks or resources, and no denial fences it
/// in. Tells everybody on the internet and everybody with an AWS account apart. Raises when a bucket becomes public in one
/// of the ways, not when a policy that already was public is set again; and not while the bucket is known to restrict
/// public access all the same. Block Public Access is weaker when a switch goes off that was on, as far as that was seen;
/// else when a pair of switches is off (for an account: all four). Only calls that succeeded count. Keeps the switches and
/// the last grants of each bucket, for a year.
struct PublicBucket: Detector {
    static let raises: [FindingType] = [
        "Policy:S3/AccountBlockPublicAccessDisabled", "Policy:S3/BucketBlockPublicAccessDisabled",
        "Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted",
    ]
    static let calls: [StaticString] = [
        "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "CreateBucket", "DeleteBucket",
        "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock", "PutAccountPublicAccessBlock",
        "DeleteAccountPublicAccessBlock",
    ]
    private static let names = CallNames(calls)
    /// Since 28 April 2023 new buckets have all switches on.
    private static let switchesComeOn: Int64 = 1_682_640_000
    let lifetime: Int64 = 366 * 86_400

    /// A bucket of an account; an empty name stands for the account itself.
    struct Key: StateKey {
        var account: UInt64
        var bucket: String

        func feed(_ hash: inout StableHash) {
            hash.combine(account)
            hash.combine(bucket)
        }
    }

    struct State: DetectorState {
        /// Nil where they are not known.
        var block: BlockSwitches?
        var policy = PublicGrant()
        var list = PublicGrant()
        init() {}
    }

    func key(of call: ObservedCall) -> Key? {
        let name = call.view.eventName
        guard PublicBucket.names.contains(name), call.view.succeeded,
            call.isS3 || call.view.eventSource.isExactly("s3-control.amazonaws.com")
        else { return nil }
        let isAccount =
            name.isExactly("PutAccountPublicAccessBlock") || name.isExactly("DeleteAccountPublicAccessBlock")
        if isAccount { return Key(account: call.record.account.number, bucket: "") }
        let bucket = call.bucketName
        return bucket.isEmpty ? nil : Key(account: call.record.account.number, bucket: bucket)
    }

    func fold(_ call: ObservedCall, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let view = call.view
        if view.eventName.isExactly("DeleteBucket") {
            state = nil
            return
        }
        var known = state ?? State()
        // Nothing is kept of a bucket of which nothing is known.
        defer { state = known.block == nil && known.policy.count == 0 && known.list.count == 0 ? nil : known }
        if view.eventName.isExactly("CreateBucket") {
            // Where it is repeated for a bucket of one's own, nothing changes.
            if state == nil { known.block = call.record.time.seconds >= PublicBucket.switchesComeOn ? .all : [] }
            open(PublicGrant(accessControlOf: view.requestParameters), \.list, call, key, &known, &signals)
        } else if view.eventName.isExactly("PutBucketAcl") {
            open(PublicGrant(accessControlOf: view.requestParameters), \.list, call, key, &known, &signals)
        } else if view.eventName.isExactly("PutBucketPolicy") {
            open(PublicGrant(policyOf: view.requestParameters), \.policy, call, key, &known, &signals)
        } else if view.eventName.isExactly("DeleteBucketPolicy") {
            known.policy = PublicGrant()
        } else if view.eventName.hasPrefix("Delete") {
            set([], call, key, &known, &signals)
        } else if let switches = BlockSwitches(view.requestParameters) {
            set(switches, call, key, &known, &signals)
        }
    }

    private func set(
        _ switches: BlockSwitches, _ call: ObservedCall, _ key: Key, _ known: inout State, _ signals: inout [Signal]
    ) {
        let before = known.block
        known.block = switches
        if let before {
            // What was kept closed until now is open from here on.
            let off = before.subtracting(switches)
            if off.contains(.restrictBuckets), known.policy.audience > .named {
                signals.append(signal(known.policy, isPolicy: true, call, key, known))
            }
            if off.contains(.ignoreLists), known.list.audience > .named {
                signals.append(signal(known.list, isPolicy: false, call, key, known))
            }
        }
        let isAccount = key.bucket.isEmpty
        let isWeaker =
            before.map { !$0.subtracting(switches).isEmpty } ?? (isAccount ? switches.isEmpty : switches.leavesOpen)
        guard isWeaker else { return }
        let access = PublicAccess(
            effect: .unknown, bucketBlock: isAccount ? nil : switches.block,
            accountBlock: isAccount ? switches.block : nil)
        var signal = call.bucketSignal(
            PublicBucket.raises[isAccount ? 0 : 1], bucket: key.bucket, identity: isAccount ? [] : [key.bucket],
            severity: .low, publicAccess: access)
        let off = (before ?? .all).subtracting(switches)
        signal.terms["switches"] = off == .all ? "all four switches" : off.names.joined(separator: ", ")
        signal.reasons = [
            Reason(
                "switches of Block Public Access that are on", observed: Double(switches.names.count),
                limit: before.map { Double($0.names.count) })
        ]
        if before == nil { signal.caveats.append("What was set before is not in these logs.") }
        signals.append(signal)
    }

    private func open(
        _ grant: PublicGrant?, _ way: WritableKeyPath<State, PublicGrant>, _ call: ObservedCall, _ key: Key,
        _ known: inout State, _ signals: inout [Signal]
    ) {
        guard let grant else { return }
        let before = known[keyPath: way]
        known[keyPath: way] = grant
        let isPolicy = way == \.policy
        // S3 refuses what is public while the switch is on: that it was taken shows that the switch is off by now.
        if grant.audience > .named, known.block?.contains(isPolicy ? .blockPolicy : .blockLists) == true {
            known.block = nil
        }
        // The switch under which what is public does not count as such.
        let keepsClosed: BlockSwitches = isPolicy ? .restrictBuckets : .ignoreLists
        guard grant.audience > before.audience, known.block.map({ !$0.contains(keepsClosed) }) ?? true else { return }
        signals.append(signal(grant, isPolicy: isPolicy, call, key, known))
    }

    private func signal(
        _ grant: PublicGrant, isPolicy: Bool, _ call: ObservedCall, _ key: Key, _ known: State
    ) -> Signal {
        let given = PublicAccess.Grant(read: grant.read, write: grant.write)
        let access = PublicAccess(
            effect: known.block == nil || grant.isHedged ? .unknown : .isPublic,
            accessControlList: isPolicy ? nil : given, policy: isPolicy ? given : nil, bucketBlock: known.block?.block)
        var signal = call.bucketSignal(
            PublicBucket.raises[grant.audience == .everyone ? 2 : 3], bucket: key.bucket, identity: [key.bucket],
            severity: .high, publicAccess: access)
        signal.terms["access"] = grant.words
        signal.reasons = [
            Reason(
                isPolicy ? "statements of the policy that let the public in" : "grants of the ACL to the public",
                observed: Double(grant.count))
        ]
        if known.block == nil {
            signal.caveats.append(
                "Whether Block Public Access keeps the bucket closed all the same is not in these logs.")
        }
        if grant.isHedged {
            signal.caveats.append("The policy also denies access under conditions that are not weighed here.")
        }
        return signal
    }
}
