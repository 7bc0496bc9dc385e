// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A team whose ways are learned for ten days, and the thieves of its keys.
extension Stream {
    mutating func addTeam() {
        let host = Host(
            account: "555566667777", interface: "eni-0c01", instance: "i-0c01", address: "10.2.0.11", format: 0)
        // Numbers of its own, so that the rest of the stream does not depend on it.
        var numbers = self.numbers
        func moment(margin: Int = 0) -> Int64 { Stream.epoch + Int64(numbers.below(7_200 - margin)) }
        let laptop = "aws-cli/2.22.9 Python/3.12.6 Darwin/23.1.0"
        let chores = [("ec2", "DescribeInstances"), ("logs", "FilterLogEvents"), ("glue", "GetTables")]
        func call(_ user: String, _ service: String, _ api: String, _ address: String, _ agent: String, at: Int64) {
            var call = Host.Call(name: api, service: service, address: address, agent: agent, user: user)
            if service == "s3" {
                call.parameters = "{\"bucketName\":\"payroll\"}"
                call.category = "Data"
            } else if api == "RunInstances" {
                call.parameters = "{\"instanceType\":\"p4d.24xlarge\"}"
            } else if api == "ConsoleLogin" {
                call.answer = "{\"ConsoleLogin\":\"Success\"}"
            }
            callNumber += 1
            events.append(host.event(call, id: numbers.next() >> 8, at: at))
        }
        for day in 0..<10 {
            for (i, user) in Team.names.enumerated() {
                for session in 0..<(day < 7 ? 2 : 5) {
                    let at =
                        Stream.epoch - Int64(11 - day) * 86_400 + Int64(session) * 7_500 + Int64(numbers.below(900))
                    if user == "hana" {
                        call(user, "signin", "ConsoleLogin", "192.0.2.10", "Mozilla/5.0 (Macintosh)", at: at)
                    } else {
                        let chore = chores[(i + (numbers.once(in: 9) ? 1 : 0)) % 3]
                        call(user, chore.0, chore.1, "192.0.2.\(10 + numbers.below(3))", laptop, at: at)
                    }
                }
            }
        }
        let tool = "Boto3/1.28.0 Python/3.12 Linux/5.15 Botocore/1.31"
        var at = moment(margin: 1_800)
        let stolen = [
            ("sts", "GetCallerIdentity"), ("iam", "ListUsers"), ("secretsmanager", "GetSecretValue"),
            ("ssm", "StartSession"), ("iam", "CreateUser"), ("iam", "AttachUserPolicy"), ("config", "DeleteConfigRule"),
            ("rds", "StartExportTask"), ("kms", "ScheduleKeyDeletion"), ("ec2", "RunInstances"), ("s3", "ListObjects"),
            ("s3", "GetObject"), ("s3", "DeleteObject"), ("s3", "PutObjectAcl"), ("s3", "PutObject"),
        ]
        for (service, api) in stolen {
            call("ann", service, api, "198.51.100.66", tool, at: at)
            at += Int64(numbers.within(2...60))
        }
        for _ in 0..<3 { call("ben", "logs", "FilterLogEvents", "203.0.113.66", tool, at: moment()) }
        call("hana", "signin", "ConsoleLogin", "198.51.100.77", "Mozilla/5.0 (X11; Linux x86_64)", at: moment())
    }
}
