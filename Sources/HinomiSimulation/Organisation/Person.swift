// SPDX-License-Identifier: Apache-2.0

/// Somebody who works here, with habits.
struct Person: Sendable {
    var name: String
    var account: Int
    var archetype: Archetype
    var city: City
    /// What this person does, the usual first: a part of the job in an order of its own.
    var apis: [API]
    /// Long-term keys for those who have a user of their own; nil for those who sign in with Identity Center.
    var user: IAMUser?
    var roleID: String
    var homeNetwork: Network
    var homeAddress: String
    var officeAddress: String
    /// Share of days at home.
    var remote: Double
    /// Share of sessions through the company's VPN.
    var vpn: Double
    /// Seconds after midnight at which work begins, and for how long.
    var begins: Int64
    var works: Int64
    /// Share of weekends with a bit of work.
    var weekends: Double
    var console: Double
    var client: ClientSoftware
    /// Days abroad, counted from the start; empty for those who stay.
    var travel: Range<Int>
    var hotelAddress: String
    /// Days on holiday.
    var leave: Range<Int>
    /// The first day of work.
    var joins: Int

    var email: String { "\(name)@example.com" }

    init(number: Int, account: Account, days: Int, seed: UInt64) {
        var random = Randomness(seed: seed, "person", account.index, number)
        name = PersonNames.name(number: number, &random)
        self.account = account.index
        let wheel = Archetype.all.flatMap { Array(repeating: $0, count: $0.share) }
        // The first ten people of an account fill all jobs; later ones fall as they fall.
        archetype = number < 10 ? wheel[(number * 3) % wheel.count] : random.pick(wheel, or: wheel[0])
        city = random.pick(NetworkPool.cities, or: NetworkPool.cities[0])
        // Others' work is part of nobody's day, except for a few things that somebody helps out with.
        let kept = random.within(archetype.apis.count * 5 / 10...archetype.apis.count * 8 / 10)
        var own = archetype.apis
        for i in own.indices.dropLast() where random.chance(0.5) {
            own.swapAt(i, min(own.count - 1, i + random.within(1...6)))
        }
        let helped = random.pick(Archetype.all, or: archetype).apis.prefix(12)
        apis = Array(own.prefix(kept)) + random.shuffled(Array(helped)).prefix(random.within(0...3))
        user = random.chance(0.35) ? IAMUser(name: name, account: account.id, &random) : nil
        roleID = "AROA" + random.capitals(17)
        homeNetwork = random.pick(city.homes, or: city.office)
        homeAddress = homeNetwork.address(&random)
        // One line for the whole office.
        var office = Randomness(seed: seed, "office " + city.name)
        officeAddress = city.office.address(&office)
        remote = random.unit()
        vpn = random.chance(0.3) ? 0.7 : 0.03
        begins = Int64(random.within(15...21)) * 1_800
        works = Int64(random.within(14...19)) * 1_800
        weekends = random.chance(0.2) ? 0.3 : 0.02
        console = min(1, max(0, archetype.console + 0.2 * random.normal()))
        client = ClientSoftware(&random)
        let away = random.below(max(1, days))
        travel = random.chance(0.12) ? away..<(away + random.within(2...6)) : 0..<0
        hotelAddress = random.pick(NetworkPool.abroad, or: city.office).address(&random)
        let off = random.below(max(1, days))
        leave = random.chance(0.25) ? off..<(off + random.within(3...12)) : 0..<0
        joins = number > 2 && days > 6 && random.chance(0.06) ? random.within(2...(days - 2)) : 0
    }

    /// How busy the person is at a second, from 0 to 1.
    func activity(at second: Int64, dayIndex: Int) -> Double {
        let local = second + city.ahead
        let day = CivilDay(second: local)
        guard dayIndex >= joins, !leave.contains(dayIndex), !day.isHoliday else { return 0 }
        let clock = ((local % 86_400) + 86_400) % 86_400
        let weight = day.isWeekend ? weekends : 1
        guard clock >= begins, clock < begins + works else {
            // Somebody looks into something in the evening now and then.
            return clock > 8 * 3_600 && clock < 23 * 3_600 ? 0.02 * weight : 0.0002
        }
        let lunch = abs(clock - 45_000) < 1_800 ? 0.35 : 1.0
        return weight * lunch
    }

    /// Where the person calls from on a day.
    func place(dayIndex: Int, account: Account, _ random: inout Randomness) -> String {
        if random.chance(vpn) { return account.vpnAddress }
        if travel.contains(dayIndex) { return hotelAddress }
        let atHome = random.chance(remote)
        if random.chance(0.03) { return city.mobile.address(&random) }
        return atHome ? homeAddress : officeAddress
    }
}
