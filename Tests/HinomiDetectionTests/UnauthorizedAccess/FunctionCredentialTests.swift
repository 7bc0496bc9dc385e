// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Stories of functions, their credentials and who uses them.
@Suite struct FunctionCredentialTests {
    private static let type: FindingType = "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS"
    private static let inside = "Boto3/1.34.145 exec-env/AWS_Lambda_python3.12"
    private static let mac = "aws-cli/2.15 Python/3.11 Darwin/23.1.0 exe/x86_64"
    // By `MadeUpPlaces` the first is in AWS, the second is not, and of the third nobody knows.
    private static let (amazon, outside, unknown) = ("203.0.113.10", "198.51.100.66", "9.9.9.9")

    struct Story {
        var events: [LogEvent] = []
        var at = Stream.epoch
        private var number: UInt64 = 0

        mutating func call(_ call: Host.Call, after seconds: Int64 = 60) {
            at += seconds
            number += 1
            var event = Stream.hosts[0].event(call, id: number, at: at)
            event.place = Int(number)
            events.append(event)
        }

        /// A function calls; its role is always `web`.
        mutating func use(
            _ address: String, by function: String = "orders", agent: String = "python-requests/2.32",
            scope: Bool = true, after seconds: Int64 = 60
        ) {
            var call = Host.Call(name: "GetParameter", service: "ssm", address: address, agent: agent)
            call.session = function
            if scope { call.extra = ",\"inScopeOf\":{\"issuerType\":\"AWS::Lambda::Function\"}" }
            self.call(call, after: seconds)
        }

        mutating func issue(to function: String) {
            call(
                Host.Call(
                    name: "AssumeRole", service: "sts", address: "lambda.amazonaws.com",
                    parameters: "{\"roleArn\":\"arn:aws:iam::1:role/path/web\",\"roleSessionName\":\"\(function)\"}",
                    userType: "AWSService", extra: ",\"invokedBy\":\"lambda.amazonaws.com\""))
        }

        mutating func console(_ address: String) {
            call(Host.Call(name: "DescribeVpcs", address: address, agent: "console.ec2.amazonaws.com"))
        }

        func findings(_ places: [any PlaceSource] = [MadeUpPlaces()]) throws -> [Finding] {
            try Delivery().run(events, places: places).findings.filter { $0.type == type }
        }
    }

    @Test func `a function calls from all over AWS, and never from outside`() throws {
        var story = Story()
        for i in 1...30 { story.use("203.0.113.\(i)", agent: Self.inside) }
        #expect(try story.findings().isEmpty)
        for _ in 0..<4 { story.use(Self.outside) }
        let found = try story.findings()
        #expect(found.count == 1)
        #expect(found.first?.severity == .high)
        #expect(found.first?.count == 4)
        #expect(found.first?.title.contains("function orders") == true)
        #expect(found.first?.caveats.isEmpty == true)
    }

    @Test func `without tables an address alone is nothing`() throws {
        var story = Story()
        story.use(Self.amazon)
        story.use(Self.outside)
        #expect(try story.findings([]).isEmpty)
    }

    @Test func `without tables a person's computer tells, with a caution`() throws {
        var story = Story()
        story.use(Self.amazon)
        story.use(Self.outside, agent: Self.mac)
        let found = try story.findings([])
        #expect(found.map(\.severity) == [.medium])
        #expect(found.first?.caveats.isEmpty == false)

        var first = Story()
        first.use(Self.outside, agent: Self.mac)
        #expect(try first.findings([]).isEmpty)
        #expect(try first.findings().map(\.severity) == [.high])
    }

    @Test func `a person's address tells at once`() throws {
        var story = Story()
        story.use(Self.amazon)
        story.console(Self.outside)
        story.use(Self.outside)
        // A function that turns up there within the hour does not make it a way out.
        story.use(Self.outside, by: "billing")
        story.use(Self.outside, by: "stock")
        #expect(try story.findings().count == 3)
    }

    @Test func `a network that leads out through the company is the function's own`() throws {
        var story = Story()
        for _ in 0..<3 { story.use(Self.outside, agent: Self.inside) }
        story.use(Self.outside)
        #expect(try story.findings().isEmpty)
        // Whoever only says so once the function was seen in AWS is not believed.
        var late = Story()
        late.use(Self.amazon, agent: Self.inside)
        late.use(Self.outside, agent: Self.inside)
        #expect(try late.findings().count == 1)
    }

    @Test(arguments: [(1, 1), (2, 0)]) func `two other functions that live there explain an address`(
        others: Int, count: Int
    ) throws {
        var story = Story()
        for i in 0..<others { story.use(Self.outside, by: "other\(i)", agent: Self.inside) }
        story.use(Self.amazon)
        story.use(Self.outside)
        #expect(try story.findings().count == count)
    }

    @Test(arguments: [(3_600, 0), (2 * 86_400, 1)]) func `a function that was put into a network may call from there`(
        seconds: Int64, count: Int
    ) throws {
        var story = Story()
        story.use(Self.amazon)
        let change = "{\"functionName\":\"orders\",\"vpcConfig\":{\"subnetIds\":[\"subnet-1\"]}}"
        story.call(
            Host.Call(name: "UpdateFunctionConfiguration20150331v2", service: "lambda", parameters: change))
        story.use(Self.outside, after: seconds)
        #expect(try story.findings().count == count)
    }

    @Test(arguments: [(1, 1), (2, 0)]) func `new routes that two functions take are a way out`(
        functions: Int, count: Int
    ) throws {
        var story = Story()
        for i in 0..<functions { story.use(Self.amazon, by: "f\(i)") }
        story.call(Host.Call(name: "ReplaceRoute", parameters: "{\"routeTableId\":\"rtb-1\"}"))
        for i in 0..<functions { story.use(Self.outside, by: "f\(i)") }
        #expect(try story.findings().count == count)
    }

    @Test func `an address that goes on to be used for a week is the function's`() throws {
        var story = Story()
        story.use(Self.amazon)
        for _ in 0..<20 { story.use(Self.outside, after: 43_200) }
        let found = try story.findings()
        #expect(found.count == 1)
        // Twice a day: the first until the week is over, the fifteenth, are told of; those behind it are not.
        #expect(found.first.map { (13...15).contains($0.count) } == true)
    }

    @Test(arguments: ["lambda-orders", "web-orders", "orders"]) func `older records are known by the role's name`(
        function: String
    ) throws {
        // The role is `web`: only a function named for Lambda is looked at without `inScopeOf`.
        var story = Story()
        story.issue(to: function)
        story.use(Self.amazon, by: function, scope: false)
        story.use(Self.outside, by: function, scope: false)
        #expect(try story.findings().count == (function == "lambda-orders" ? 1 : 0))

        var unknown = Story()
        unknown.use(Self.amazon, by: function, scope: false)
        unknown.use(Self.outside, by: function, scope: false)
        #expect(try unknown.findings().isEmpty)
    }

    @Test func `Lambda's own calls tell who is a function, not where it is`() throws {
        var story = Story()
        story.use(Self.amazon, by: "lambda-x", agent: "awslambda-worker/1.0 rusoto/0.48.0", scope: false)
        story.use(Self.outside, by: "lambda-x", agent: Self.inside, scope: false)
        #expect(try story.findings().isEmpty)
        // Its name for a cloak does not help.
        var cloaked = Story()
        cloaked.use(Self.amazon)
        cloaked.use(Self.outside, agent: "awslambda-worker/1.0 rusoto/0.48.0")
        #expect(try cloaked.findings().count == 1)
    }

    @Test func `no instance, no person in a role, no service`() throws {
        var story = Story()
        story.use(Self.amazon)
        var instance = Host.Call(name: "GetParameter", service: "ssm", address: Self.outside)
        instance.session = "orders"
        instance.extra = ",\"inScopeOf\":{\"issuerType\":\"AWS::EC2::Instance\"}"
        story.call(instance)
        var person = Host.Call(name: "GetParameter", service: "ssm", address: Self.outside)
        person.session = "orders"
        story.call(person)
        var service = Host.Call(name: "Decrypt", service: "kms", address: Self.outside)
        service.session = "orders"
        service.extra = ",\"inScopeOf\":{\"issuerType\":\"AWS::Lambda::Function\"},\"invokedBy\":\"ssm.amazonaws.com\""
        story.call(service)
        #expect(try story.findings().isEmpty)
    }
}
