// SPDX-License-Identifier: Apache-2.0

/// Something with log records in it that a source hands out to be read.
public struct LogInput: Sendable {
    /// What it is known by within its source, the same after a restart.
    public var id: String
    /// The file on disk that holds it.
    public var file: DiscoveredFile
    /// The name that people know it by, where that is not the file's: an object's key, when the file is a copy of it.
    public var givenName: String?
    /// The key that tells region and account where records do not; the file's path unless something else is given.
    public var key: [UInt8]
    /// Records that begin before this, in bytes of content, were read already and are passed over.
    public var skipBefore: UInt64

    /// An input for a file that is read from its beginning.
    public init(
        id: String, file: DiscoveredFile, givenName: String? = nil, key: [UInt8]? = nil, skipBefore: UInt64 = 0
    ) {
        self.id = id
        self.file = file
        self.givenName = givenName
        self.key = key ?? file.path.bytes
        self.skipBefore = skipBefore
    }

    /// The name for people.
    public var name: String { givenName ?? file.displayName }
}

/// How far an input was read.
public struct InputProgress: Hashable, Sendable {
    /// What has become of it.
    public enum State: Hashable, Sendable {
        /// It is read no further yet.
        case reading
        /// It was read to its end.
        case read
        /// It ends before its format says so, or is damaged; the words say how.
        case torn(String)
        /// There is nothing in it that could be read; the words say why.
        case refused(String)
    }

    public var id: String
    /// Records that begin before this, in bytes of content, were taken in.
    public var delivered: UInt64
    public var state: State

    public init(id: String, delivered: UInt64, state: State) {
        self.id = id
        self.delivered = delivered
        self.state = state
    }
}
