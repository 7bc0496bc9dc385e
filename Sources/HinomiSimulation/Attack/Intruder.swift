// SPDX-License-Identifier: Apache-2.0

/// Somebody who holds what is not theirs.
struct Intruder {
    var address: String
    private var client: String
    private var isCommandLine: Bool

    init(_ random: inout Randomness) {
        address = random.pick(NetworkPool.hostile, or: NetworkPool.sites).address(&random)
        isCommandLine = random.chance(0.5)
        client =
            isCommandLine
            ? "aws-cli/2.15.\(random.within(0...9)) Python/3.11.6 Linux/5.15.0-91-generic exe/x86_64.ubuntu.22 prompt/off command/"
            : "Boto3/1.26.\(random.within(0...99)) Python/3.10.12 Linux/5.15.0-91-generic Botocore/1.29.\(random.within(0...99))"
    }

    /// Works on a Kali machine, which says so.
    static func onKali(_ random: inout Randomness) -> Intruder {
        var intruder = Intruder(&random)
        intruder.isCommandLine = true
        intruder.client =
            "aws-cli/2.17.13 Python/3.11.9 Linux/6.8.11-kali-amd64 exe/x86_64.kali.2024 prompt/off command/"
        return intruder
    }

    func agent(_ api: API) -> String { isCommandLine ? client + "\(api.service).\(api.dashed)" : client }
}

/// Makes the calls of an intruder, one after the other.
struct Intrusion {
    let life: AccountLife
    var caller: Caller
    var intruder: Intruder
    var at: Double
    private(set) var last: Int64

    init(_ life: AccountLife, as caller: Caller, _ intruder: Intruder, at start: Int64) {
        self.life = life
        self.intruder = intruder
        self.caller = caller.from(intruder.address, agent: "")
        at = Double(start)
        last = start
    }

    /// Makes a call. What is asked for and answered may be given; else it is as for everybody.
    mutating func call(
        _ name: String, request: String? = nil, response: String? = nil, denied: Bool = false, bucket: String? = nil,
        region: String? = nil, _ random: inout Randomness, _ journal: inout Journal
    ) {
        let api = API(name)
        var call = Call(api, at: Int64(at), in: region ?? life.account.region)
        let who = caller.with(agent: intruder.agent(api))
        let arguments = Arguments(account: life.account, instances: life.instances)
        if let bucket {
            arguments.fillBucket(&call, bucket: bucket, &random)
        } else {
            arguments.fill(&call, by: who, &random)
        }
        if let request { call.request = request }
        if let response { call.response = response }
        if denied { call.error = .denied(api, caller: who) }
        journal.record(call, by: who, in: life.account.index)
        last = call.time
        at += random.lognormal(median: 6, spread: 0.9)
    }

    mutating func calls(_ names: String, _ random: inout Randomness, _ journal: inout Journal) {
        for name in names.split(whereSeparator: \.isWhitespace) { call(String(name), &random, &journal) }
    }
}
