// SPDX-License-Identifier: Apache-2.0

/// What the lists that act on an account say about an address or a name, as numbers of sets.
public struct ListMark: Hashable, Sendable, BitwiseCopyable {
    /// The set of the lists that act on all accounts; 0 is nothing.
    public var shared: UInt32
    /// The set of the lists that act on this account only; 0 is nothing.
    public var own: UInt32

    @inlinable
    public init(shared: UInt32, own: UInt32 = 0) {
        self.shared = shared
        self.own = own
    }

    /// Whether no list says anything.
    @inlinable public var isEmpty: Bool { shared | own == 0 }
}
