// SPDX-License-Identifier: Apache-2.0

import CBytes

/// How much is usual: mean and deviation of the logarithm of a volume, where older values fade.
public struct LogVolumeModel: Hashable, Codable, Sendable {
    private var mean = 0.0
    private var variance = 0.0
    /// Values taken in.
    public private(set) var count: UInt32 = 0
    /// The weight of a new value at least; 1/485 halves the old in 336 values, two weeks of hours.
    private static let leastWeight = 1.0 / 485
    /// Deviation at least: volumes of steady hosts differ by this much for no reason.
    private static let leastDeviation = 0.5

    public init() {}

    /// Takes in a value of 0 or more.
    public mutating func add(_ value: Double) {
        if count < .max { count += 1 }
        let weight = max(LogVolumeModel.leastWeight, 1 / Double(count))
        let difference = hinomi_log(1 + value) - mean
        mean += weight * difference
        variance = (1 - weight) * (variance + weight * difference * difference)
    }

    /// How many deviations a value lies above what is usual; below 0 when it is less.
    public func score(_ value: Double) -> Double {
        (hinomi_log(1 + value) - mean) / max(LogVolumeModel.leastDeviation, variance.squareRoot())
    }
}
