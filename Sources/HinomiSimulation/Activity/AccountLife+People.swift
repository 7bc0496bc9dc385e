// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// The sessions of a person on a day.
    func work(_ person: Person, _ day: SimulatedDay, others: [Account], _ journal: inout Journal) {
        var random = Randomness(seed: seed, "work " + person.email, account.index, day.index)
        let hours = Double(person.works) / 3_600
        let isFirst = person.joins > 0 && day.index == person.joins
        // New people look at everything on their first day.
        let rate = person.archetype.sessions / hours * (isFirst ? 2 : 1)
        let times = random.arrivals(from: day.start, to: day.end, peak: rate) {
            rate * person.activity(at: $0, dayIndex: day.index)
        }
        guard !times.isEmpty else { return }
        var address = person.place(dayIndex: day.index, account: account, &random)
        var signedIn: (key: RoleSession, until: Int64)?
        for time in times {
            if random.chance(0.05) { address = person.place(dayIndex: day.index, account: account, &random) }
            let isConsole = random.chance(person.console)
            var at = time
            let caller: Caller
            if let user = person.user {
                caller =
                    isConsole
                    ? signIn(user, person, &at, address, day, &random, &journal)
                    : .user(
                        user, address: address, agent: "")
            } else {
                if signedIn.map({ $0.until < at }) ?? true {
                    signedIn = (federate(person, &at, address, day, &random, &journal), at + 8 * 3_600)
                }
                guard let session = signedIn?.key else { continue }
                var role = Caller.role(session, address: address, agent: "")
                role.isConsole = isConsole
                caller = role
            }
            let count = max(1, Int(random.lognormal(median: person.archetype.calls, spread: 0.7))) * (isFirst ? 2 : 1)
            if isConsole {
                browse(person, caller, from: at, calls: min(count * 3, 400), day, &random, &journal)
            } else {
                type(person, caller, from: at, calls: min(count, 200), day, &random, &journal)
            }
            if !isConsole, !others.isEmpty, random.chance(0.06) {
                visit(random.pick(others, or: account), person, caller, from: at + 60, day, &random, &journal)
            }
        }
    }

    // Commands, one after the other, or a script that makes many at once.
    private func type(
        _ person: Person, _ caller: Caller, from start: Int64, calls: Int, _ day: SimulatedDay,
        _ random: inout Randomness, _ journal: inout Journal
    ) {
        let isScript = random.chance(0.15)
        var at = Double(start)
        let first = random.zipf(person.apis.count)
        var api = person.apis[first]
        for _ in 0..<calls {
            // The same command is often given again.
            if !random.chance(isScript ? 0.8 : 0.3) { api = person.apis[random.zipf(person.apis.count)] }
            let agent = person.client.tool(api, day: day.index, script: isScript)
            make(
                api, at: Int64(at), by: caller.with(agent: agent), in: region(of: person, &random), failing: 0.04,
                &random, &journal)
            at += isScript ? random.lognormal(median: 0.8, spread: 0.5) : random.lognormal(median: 22, spread: 1.3)
        }
        if person.archetype.name == "data", let bucket = account.dataBuckets.first, random.chance(0.5) {
            for _ in 0..<random.within(1...12) {
                objectCall(
                    "GetObject", bucket, at: Int64(at),
                    by: caller.with(
                        agent: person.client.tool(API("s3", "GetObject"), day: day.index, script: isScript)), &random,
                    &journal)
                at += random.lognormal(median: 2, spread: 1)
            }
        }
    }

    // Pages of the console, each of which makes several calls at once.
    private func browse(
        _ person: Person, _ caller: Caller, from start: Int64, calls: Int, _ day: SimulatedDay,
        _ random: inout Randomness, _ journal: inout Journal
    ) {
        var at = Double(start)
        var left = calls
        let browser = caller.with(agent: person.client.browser(day: day.index))
        while left > 0 {
            let api = person.apis[random.zipf(person.apis.count)]
            let region = region(of: person, &random)
            for part in ConsolePages.calls(with: api, &random) {
                make(part, at: Int64(at), by: browser, in: region, failing: 0.04, &random, &journal)
                at += random.unit() * 0.7
                left -= 1
            }
            at += random.lognormal(median: 35, spread: 1.2)
        }
    }

    private func region(of person: Person, _ random: inout Randomness) -> String {
        random.chance(0.04) ? account.otherRegion : account.region
    }

    func objectCall(
        _ name: String, _ bucket: String, at time: Int64, by caller: Caller, _ random: inout Randomness,
        _ journal: inout Journal
    ) {
        var call = Call(API("s3", name), at: time, in: account.region)
        Arguments(account: account, instances: instances).fillBucket(&call, bucket: bucket, &random)
        journal.record(call, by: caller, in: account.index)
    }
}
