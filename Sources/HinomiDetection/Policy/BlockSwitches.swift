// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The four switches of S3 Block Public Access.
struct BlockSwitches: OptionSet, Codable, Hashable, Sendable {
    var rawValue: UInt8

    static let blockLists = BlockSwitches(rawValue: 1)
    static let ignoreLists = BlockSwitches(rawValue: 2)
    static let blockPolicy = BlockSwitches(rawValue: 4)
    static let restrictBuckets = BlockSwitches(rawValue: 8)
    static let all: BlockSwitches = [.blockLists, .ignoreLists, .blockPolicy, .restrictBuckets]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// What a request sets; nil where it says nothing. A switch that it leaves out is off.
    init?(_ parameters: JSONSlice) {
        let configuration = parameters["PublicAccessBlockConfiguration"]
        guard configuration.kind == .object else { return nil }
        self.init(rawValue: 0)
        if configuration["BlockPublicAcls"].bool == true { insert(.blockLists) }
        if configuration["IgnorePublicAcls"].bool == true { insert(.ignoreLists) }
        if configuration["BlockPublicPolicy"].bool == true { insert(.blockPolicy) }
        if configuration["RestrictPublicBuckets"].bool == true { insert(.restrictBuckets) }
    }

    /// Whether nothing is left that keeps public ACLs, or public policies, from being given and used.
    var leavesOpen: Bool {
        isDisjoint(with: [.blockLists, .ignoreLists]) || isDisjoint(with: [.blockPolicy, .restrictBuckets])
    }

    /// The switches as AWS names them.
    var names: [String] {
        let known: [(BlockSwitches, String)] = [
            (.blockLists, "BlockPublicAcls"), (.ignoreLists, "IgnorePublicAcls"), (.blockPolicy, "BlockPublicPolicy"),
            (.restrictBuckets, "RestrictPublicBuckets"),
        ]
        return known.filter { contains($0.0) }.map(\.1)
    }

    /// The switches as a finding shows them.
    var block: PublicAccess.Block {
        PublicAccess.Block(
            blockPublicACLs: contains(.blockLists), ignorePublicACLs: contains(.ignoreLists),
            blockPublicPolicy: contains(.blockPolicy), restrictPublicBuckets: contains(.restrictBuckets))
    }
}
