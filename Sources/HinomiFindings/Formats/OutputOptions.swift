// SPDX-License-Identifier: Apache-2.0

/// What the formats may say beside the findings themselves.
public struct OutputOptions: Hashable, Sendable {
    /// Whether records come with the file and line they were read from.
    ///
    /// Off by default: without them the output depends on the records alone, not on how they were spread over files.
    public var includesPositions = false
    /// The version of Hinomi to name where a format has a place for it; empty leaves it out.
    public var productVersion = ""

    /// The usual options.
    public init() {}
}
