// SPDX-License-Identifier: Apache-2.0

/// A parser of input from outside, to be fed with bytes that nobody chose.
///
/// `Fuzzing/` runs these under libFuzzer; the tests replay what it kept in `Fuzzing/Corpus`, a folder a target.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Flow log lines, in the default format or under a header, and what is made of them.
    case flows
    /// CloudTrail: documents, lines, envelopes, records in strings, and what is made of them.
    case calls
    /// Resolver queries in all their forms, and what is made of them.
    case queries
    /// JSON: the scanner of logs against the strict parser of documents.
    case json
    /// What a file is told by: its first bytes, and its S3 key.
    case content
    /// Lists of threats; the first byte picks the format.
    case lists
    /// Manifests of feeds, inventories, and geo tables in text.
    case documents
    /// Times, addresses, networks, accounts and names.
    case values
    /// Public suffixes; rules, then names behind a NUL.
    case suffixes
    /// gzip, zip and zstd, with both libraries that inflate, and records fetched again.
    case packed
    /// Geo databases in MaxMind's format.
    case maxmind
    /// Snapshots and profiles, as if they had a right check sum.
    case snapshots

    /// Feeds the parser. Says what is wrong with what it made of the bytes; nil where nothing is. A trap is a fault as well.
    public func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        switch self {
        case .flows: FlowEntry.complaint(about: input)
        case .calls: CallEntry.complaint(about: input)
        case .queries: QueryEntry.complaint(about: input)
        case .json: JSONEntry.complaint(about: input)
        case .content: ContentEntry.complaint(about: input)
        case .lists: ListEntry.complaint(about: input)
        case .documents: DocumentEntry.complaint(about: input)
        case .values: ValueEntry.complaint(about: input)
        case .suffixes: SuffixEntry.complaint(about: input)
        case .packed: PackedEntry.complaint(about: input)
        case .maxmind: MaxMindEntry.complaint(about: input)
        case .snapshots: SnapshotEntry.complaint(about: input)
        }
    }
}
