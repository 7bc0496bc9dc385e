// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Something that knows where addresses are.
public protocol PlaceSource: Sendable {
    /// The place of an address; nil when nothing is known of it.
    func place(of address: IPAddress) -> Place?
}
