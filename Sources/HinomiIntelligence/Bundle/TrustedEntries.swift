// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Addresses and names that nothing is to be reported of.
public struct TrustedEntries: Sendable {
    private var blocks: Set<CIDR> = []
    private var lengths: Set<Int> = []
    private var names: Set<String> = []

    /// Whether nothing is trusted.
    public var isEmpty: Bool { blocks.isEmpty && names.isEmpty }

    mutating func add(_ network: CIDR) {
        blocks.insert(network)
        lengths.insert(network.prefixLength)
    }

    mutating func add(name: UnsafeBufferPointer<UInt8>) { names.insert(String(decoding: name, as: UTF8.self)) }

    /// Whether an address lies in a trusted block.
    public func contains(_ address: IPAddress) -> Bool {
        lengths.contains { blocks.contains(CIDR(address, prefixLength: $0)) }
    }

    /// Whether a name or one above it is trusted.
    public func contains(name: String) -> Bool {
        guard !names.isEmpty else { return false }
        var rest = Substring(name)
        while true {
            if names.contains(String(rest)) { return true }
            guard let dot = rest.firstIndex(of: ".") else { return false }
            rest = rest[rest.index(after: dot)...]
        }
    }
}
