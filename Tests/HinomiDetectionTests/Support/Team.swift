// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

@testable import HinomiDetection

/// A team at work for some weeks: people with their own tasks, tools, hours and networks, in one account.
struct Team {
    static let names = ["ann", "ben", "cleo", "dan", "eva", "finn", "gil", "hana"]
    /// The office and where people live, in networks of the country.
    static let office = "192.0.2.10"
    private static let chores: [[(String, String)]] = [
        [
            ("ec2", "DescribeInstances"), ("ec2", "DescribeVolumes"), ("ec2", "StartInstances"),
            ("ec2", "StopInstances"), ("ec2", "CreateTags"), ("ec2", "DescribeSubnets"),
        ],
        [
            ("s3", "ListBuckets"), ("s3", "GetBucketLocation"), ("athena", "StartQueryExecution"),
            ("athena", "GetQueryResults"), ("glue", "GetTables"), ("glue", "GetPartitions"),
        ],
        [
            ("lambda", "ListFunctions20150331"), ("lambda", "UpdateFunctionCode20150331v2"),
            ("logs", "FilterLogEvents"), ("logs", "DescribeLogGroups"), ("cloudwatch", "GetMetricData"),
            ("cloudwatch", "DescribeAlarms"),
        ],
    ]
    static let agents = [
        "aws-cli/2.15.0 Python/3.11.6 Darwin/23.1.0", "console.ec2.amazonaws.com",
        "Boto3/1.34.0 md/Botocore#1.34.0 os/linux#6.1 lang/python#3.11",
    ]

    private var numbers: Numbers
    private(set) var events: [LogEvent] = []
    let days: Int

    /// So many days of ordinary work.
    init(days: Int, seed: UInt64 = 7) {
        self.days = days
        numbers = Numbers(seed)
        for day in 0..<days where day % 7 < 5 {
            for (i, name) in Team.names.enumerated() {
                for half in 0..<2 { work(day, half, i, name) }
            }
        }
    }

    private mutating func work(_ day: Int, _ half: Int, _ person: Int, _ name: String) {
        let chores = Team.chores[person % Team.chores.count]
        let start = Int64(day) * 86_400 + Int64(8 + half * 5) * 3_600 + Int64(numbers.below(3_600))
        let isAtHome = numbers.once(in: 4)
        for i in 0..<numbers.within(5...12) {
            // Most of the time the same, now and then what a colleague does.
            let foreign = numbers.once(in: 40)
            let list = foreign ? Team.chores[numbers.below(Team.chores.count)] : chores
            let chore = list[min(numbers.below(list.count), numbers.below(list.count))]
            call(
                name, chore.0, chore.1, from: isAtHome ? "192.0.2.\(50 + person)" : Team.office,
                with: Team.agents[person % 2 == 0 ? 0 : numbers.below(2)], at: start + Int64(i) * 40,
                error: numbers.once(in: 30) ? "AccessDenied" : nil)
        }
    }

    /// A call, so many seconds after the first midnight.
    mutating func call(
        _ name: String, _ service: String, _ api: String, from address: String, with agent: String, at seconds: Int64,
        error: String? = nil, parameters: String = "null", category: String = "Management"
    ) {
        var call = Host.Call(
            name: api, service: service, address: address, agent: agent, parameters: parameters, user: name)
        call.error = error
        call.category = category
        var event = Stream.hosts[0].event(call, id: UInt64(events.count), at: Team.begin + seconds)
        event.place = events.count
        events.append(event)
    }

    /// A Monday at midnight.
    static let begin: Int64 = 1_772_409_600

    /// What was found, in order of time.
    func findings(_ delivery: Delivery = Delivery()) throws -> [Finding] {
        let sorted = events.sorted { ($0.seconds, $0.place) < ($1.seconds, $1.place) }
        return try delivery.run(sorted).findings.filter { Team.types.contains($0.type) }
    }

    private static let types = Set(AnomalousBehavior.raises)
}
