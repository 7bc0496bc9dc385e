// SPDX-License-Identifier: Apache-2.0

/// An account with everybody and everything that makes calls in it, from day to day.
struct AccountLife: Sendable {
    let seed: UInt64
    let account: Account
    var people: [Person]
    var roles: [AppRole]
    var instances: [Instance]
    /// The user of the build system, with a key that never changes.
    let buildUser: IAMUser
    /// Functions with roles of their own.
    let workers: [AppRole]
    let pipelineRole: AppRole
    let auditRole: AppRole
    let vendorRole: AppRole
    let scalingRole: AppRole
    let vendorAccount: String

    /// Principals other than people and functions: instances, pipeline, build user, auditor, vendor.
    static let fixedPrincipals = 5

    init(account: Account, principals: Int, days: Int, start: Int64, seed: UInt64) {
        self.seed = seed
        self.account = account
        var random = Randomness(seed: seed, "life", account.index)
        let rest = max(1, principals - AccountLife.fixedPrincipals)
        let peopleCount = max(1, rest * 3 / 4)
        people = (0..<peopleCount).map { Person(number: $0, account: account, days: days, seed: seed) }
        roles = [AppRole("web-instance", &random), AppRole("worker-instance", &random)]
        buildUser = IAMUser(name: "ci-deploy", account: account.id, &random)
        workers = (0..<max(0, rest - peopleCount)).map {
            AppRole("\(account.functions[$0 % account.functions.count])-role-\($0)", &random)
        }
        pipelineRole = AppRole("github-terraform", &random)
        auditRole = AppRole("prowler-audit", &random)
        vendorRole = AppRole("MonitoringIntegration", &random)
        scalingRole = AppRole(
            "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", &random)
        vendorAccount = "\(random.within(100_000_000_000...999_999_999_999))"
        instances = []
        // What stood there before the log begins.
        for _ in 0..<3 {
            instances.append(
                Instance(.web, account: account, role: roles[0], at: start - 86_400 * 30, &random))
        }
        for _ in 0..<2 {
            instances.append(Instance(.worker, account: account, role: roles[1], at: start - 86_400 * 40, &random))
        }
        instances.append(
            Instance(.bastion, account: account, role: roles[1], at: start - 86_400 * 90, public: true, &random))
    }

    /// Records a day.
    mutating func live(_ day: SimulatedDay, others: [Account], into journal: inout Journal) {
        scale(day, &journal)
        for person in people { work(person, day, others: others, &journal) }
        runInstances(day, &journal)
        runFunctions(day, &journal)
        deploy(day, &journal)
        build(day, &journal)
        audit(day, &journal)
        watch(day, &journal)
        serve(day, &journal)
        mishap(day, &journal)
        traffic(day, &journal)
        instances.removeAll { ($0.terminated ?? .max) < day.start }
    }

    /// A call with what it asks for and answers, recorded.
    @discardableResult
    func make(
        _ api: API, at time: Int64, by caller: Caller, in region: String? = nil, failing share: Double = 0,
        _ random: inout Randomness, _ journal: inout Journal
    ) -> String {
        var call = Call(api, at: time, in: region ?? account.region)
        Arguments(account: account, instances: instances).fill(&call, by: caller, &random)
        if let missing = CallError.missing(api), random.chance(0.45) {
            call.error = missing
        } else if random.chance(share) {
            call.error = random.chance(0.4) ? .denied(api, caller: caller) : .mistake(api, &random)
        }
        return journal.record(call, by: caller, in: account.index)
    }
}

/// A day of the simulation.
struct SimulatedDay: Sendable {
    /// Counted from the first.
    var index: Int
    /// Its first second.
    var start: Int64
    var end: Int64 { start + 86_400 }
    var calendar: CivilDay { CivilDay(second: start) }
    /// Whether people work at all.
    var isWorkday: Bool { !calendar.isWeekend && !calendar.isHoliday }
}
