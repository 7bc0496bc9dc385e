// SPDX-License-Identifier: Apache-2.0

import CBytes
public import HinomiRecords

/// A point on the globe in degrees.
public struct Coordinates: Hashable, Sendable {
    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The way over the ground to another point.
    public func kilometres(to other: Coordinates) -> Double {
        let degree = Double.pi / 180
        let (a, b) = (latitude * degree, other.latitude * degree)
        let up = hinomi_sin((b - a) / 2)
        let along = hinomi_sin((other.longitude - longitude) * degree / 2)
        let half = up * up + hinomi_cos(a) * hinomi_cos(b) * along * along
        return 2 * 6_371 * hinomi_asin(min(1, max(0, half).squareRoot()))
    }
}

extension Place {
    /// How far a place is from another at least; nil where that cannot be said.
    ///
    /// A point that tables give for a city is taken to be right within 100 km. A place of which the country alone is known
    /// may be anywhere in it.
    public func kilometresAtLeast(to other: Place) -> Double? {
        let (mine, theirs) = (circles, other.circles)
        var least: Double?
        for a in mine {
            for b in theirs {
                let between = max(0, a.centre.kilometres(to: b.centre) - a.kilometres - b.kilometres)
                least = min(least ?? between, between)
            }
        }
        return least
    }

    private var circles: [CountryCircles.Circle] {
        // A point without a city is the middle of something large.
        if !cityName.isEmpty, let latitude, let longitude, abs(latitude) <= 90, abs(longitude) <= 360 {
            return [.init(centre: Coordinates(latitude: latitude, longitude: longitude), kilometres: 100)]
        }
        return CountryCircles.of(countryCode)
    }
}
