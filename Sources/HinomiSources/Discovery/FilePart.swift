// SPDX-License-Identifier: Apache-2.0

/// Some whole lines of a plain file that grows.
public struct FilePart: Hashable, Sendable {
    /// The first byte, and the one behind the last.
    public var start: UInt64
    public var end: UInt64
    /// Lines of the file before it.
    public var linesBefore: UInt64

    /// The bytes from `start` to `end`, which begin on the line behind `linesBefore` others.
    public init(start: UInt64, end: UInt64, linesBefore: UInt64) {
        self.start = start
        self.end = end
        self.linesBefore = linesBefore
    }
}
