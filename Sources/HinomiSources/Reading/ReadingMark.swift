// SPDX-License-Identifier: Apache-2.0

/// A place in the content of a compressed file from which reading can go on, without all that lies before it.
public struct ReadingMark: Sendable {
    let place: GzipLayer.Place
    /// Lines that end before it.
    public let linesBefore: UInt64

    /// Bytes of content before it.
    public var offset: UInt64 { place.offset }

    /// About how many bytes it takes.
    var size: Int { place.body.state.count + 128 }
}
