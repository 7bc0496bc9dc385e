// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// One user signed in to the console from two places too far apart for one traveller.
///
/// Reads CloudTrail, and needs geo tables. Raises when two sign-ins that succeeded within half a day are at least 500 km
/// apart, at a speed above 900 km/h; the distance is the least that the tables allow, from city to city or from border to
/// border. Sign-ins from clouds, VPNs and gateways are left out, as they do not tell where a person is, and so are pairs of
/// networks that the user was seen with twice in a month, and places where the user was seen on three days. Without numbers
/// of networks a VPN cannot be told, so that the finding is Low. Keeps the last five sign-ins of each user, for a month.
struct ConsoleLoginSuccess: Detector {
    static let raises: [FindingType] = ["UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B"]
    static let calls: [StaticString] = ["ConsoleLogin"]

    let places: [any PlaceSource]
    var limits = Limits()
    let lifetime: Int64 = 30 * 86_400

    struct Limits: LimitSet {
        var window: Int64 = 12 * 3_600
        // Airliners do not go faster.
        var kilometresAnHour = 900.0
        // Below that geo tables are too coarse.
        var kilometres = 500.0

        static let rows: [Limit<Limits>] = [
            Limit("window", \.window, 600...604_800, unit: "seconds", "time between two sign-ins, at most"),
            Limit("kilometres", \.kilometres, 1...20_000, unit: "km", "distance between their places, at least"),
            Limit(
                "kilometresAnHour", \.kilometresAnHour, 10...1_000_000, unit: "km/h",
                "speed from one to the other, at least"),
        ]
    }

    struct Key: StateKey {
        var account: UInt64
        /// Hash of the user's ARN.
        var user: UInt64

        func feed(_ hash: inout StableHash) {
            hash.combine(account)
            hash.combine(user)
        }
    }

    struct State: DetectorState {
        var logins: [Login] = []
        var habits: [Habit] = []
        init() {}

        mutating func forgetRun() {
            for i in logins.indices { logins[i].record = nil }
        }
    }

    /// A sign-in.
    struct Login: Codable, Sendable {
        var time: Timestamp
        var address: IPAddress
        var client: UInt64
        var record: RecordReference?
    }

    /// A place, or a pair of networks, that the user was seen with.
    struct Habit: Codable, Sendable {
        var what: UInt64
        var times: Int
        /// The day it was last counted.
        var day: Int64
    }

    func key(of call: ObservedCall) -> Key? {
        let view = call.view
        guard view.eventName.isExactly("ConsoleLogin"), view.responseElements["ConsoleLogin"].equals("Success"),
            view.succeeded, view.sourceAddress?.isPublic == true
        else { return nil }
        let user = call.identity.arn.isString ? call.identity.arn : call.identity.principalID
        guard user.count > 0 else { return nil }
        return Key(account: call.record.account.number, user: user.stableHash)
    }

    func fold(_ call: ObservedCall, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        guard !places.isEmpty, let address = call.view.sourceAddress, let place = places.place(of: address) else {
            return
        }
        let login = Login(
            time: call.record.time, address: address, client: call.view.userAgent.stableHash,
            record: RecordReference(
                time: call.record.time, recordID: call.record.recordID, origin: call.record.origin))
        var known = state ?? State()
        state = nil
        defer { state = known }
        let earlier = known.logins
        known.logins = earlier.suffix(4) + [login]
        let isUsual = known.count(place.hash, on: login.day, needs: 3)
        // Where people sit is not told by the address of a cloud or a VPN.
        if let asn = place.asn, NetworkKinds.isRelayOrHosting(asn) { return }

        var fastest: (login: Login, place: Place, kilometres: Double, speed: Double)?
        for other in earlier.reversed() where other.address != address {
            let seconds = max(0, login.time.seconds - other.time.seconds)
            guard seconds <= limits.window, let there = places.place(of: other.address) else { continue }
            if let asn = there.asn, NetworkKinds.isRelayOrHosting(asn) { continue }
            if other.client == login.client, there.asn != nil, there.asn == place.asn { continue }
            guard let way = there.kilometresAtLeast(to: place), way > limits.kilometres else { continue }
            let speed = way / max(1.0 / 60, Double(seconds) / 3_600)
            guard speed > limits.kilometresAnHour else { continue }
            let isHabit = known.count(Place.hash(of: there, and: place), on: login.day, needs: 2)
            if isHabit || (isUsual && known.knows(there.hash, needs: 3)) { continue }
            if speed > fastest?.speed ?? 0 { fastest = (other, there, way, speed) }
        }
        if let fastest {
            signals.append(signal(call, place, fastest.login, fastest.place, fastest.kilometres, fastest.speed))
        }
    }

    private func signal(
        _ call: ObservedCall, _ here: Place, _ other: Login, _ there: Place, _ kilometres: Double, _ speed: Double
    ) -> Signal {
        let knowsNetworks = here.asn != nil && there.asn != nil
        var signal = call.signal(
            ConsoleLoginSuccess.raises[0], identity: [call.identity.arn.string ?? call.caller],
            severity: knowsNetworks ? .medium : .low)
        signal.first = other.time
        if let record = other.record { signal.evidence.add(record) }
        signal.terms["location_1"] = there.words
        signal.terms["location_2"] = here.words
        let minutes = max(0, call.record.time.seconds - other.time.seconds) / 60
        signal.terms["window"] = minutes == 1 ? "1 minute" : "\(minutes) minutes"
        signal.reasons = [
            Reason(
                "kilometres at least between the places of two sign-ins", observed: kilometres.rounded(.down),
                limit: limits.kilometres, unit: "km"),
            Reason(
                "speed at least from one to the other", observed: speed.rounded(.down), limit: limits.kilometresAnHour,
                unit: "km/h"),
        ]
        if !knowsNetworks {
            signal.caveats.append("Geo tables without networks cannot tell a VPN, which would explain it.")
        }
        return signal
    }
}

extension ConsoleLoginSuccess.Login {
    var day: Int64 { time.seconds / 86_400 }
}

extension ConsoleLoginSuccess.State {
    /// Counts something at most once a day. Returns whether it had been seen on `needs` days before.
    mutating func count(_ what: UInt64, on day: Int64, needs: Int) -> Bool {
        guard let i = habits.firstIndex(where: { $0.what == what }) else {
            habits.append(.init(what: what, times: 1, day: day))
            if habits.count > 16 { habits.removeFirst() }
            return false
        }
        var habit = habits.remove(at: i)
        // A habit that nobody had for a month is none.
        if day - habit.day > 30 { habit.times = 0 }
        let isKnown = habit.times >= needs
        if habit.day != day || habit.times == 0 { habit.times = min(habit.times + 1, 100) }
        habit.day = max(habit.day, day)
        habits.append(habit)
        return isKnown
    }

    /// Whether something was seen on `needs` days.
    func knows(_ what: UInt64, needs: Int) -> Bool { habits.contains { $0.what == what && $0.times >= needs } }
}

extension Place {
    /// The country and network, as one number.
    fileprivate var hash: UInt64 {
        var hash = StableHash(seed: 11)
        hash.combine(countryCode)
        hash.combine(UInt64(asn ?? 0))
        return hash.value
    }

    /// Two places in no order, as one number.
    fileprivate static func hash(of a: Place, and b: Place) -> UInt64 {
        var hash = StableHash(seed: 12)
        hash.combine(min(a.hash, b.hash))
        hash.combine(max(a.hash, b.hash))
        return hash.value
    }

    fileprivate var words: String {
        let country = countryName.isEmpty ? countryCode : countryName
        return cityName.isEmpty ? country : cityName + ", " + country
    }
}
