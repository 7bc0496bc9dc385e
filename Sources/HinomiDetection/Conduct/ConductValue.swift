// SPDX-License-Identifier: Apache-2.0

/// One value of one feature.
struct ConductValue: Hashable, Codable, Sendable {
    var feature: ConductFeature
    var value: UInt32

    /// A number that names the value among those of all features.
    var textKey: UInt64 { UInt64(feature.rawValue) << 32 | UInt64(value) }
}
