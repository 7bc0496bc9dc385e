// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// One instance of a made-up network, and the lines that its interface, its resolver and its account log.
struct Host {
    var account: String
    var interface: String
    var instance: String
    var address: String
    /// Which of `formats` its flow log has.
    var format: Int

    /// The default format, a longer one that tells instance, flags and direction, and one with its own order.
    static let formats = [
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id instance-id tcp-flags flow-direction region",
        "interface-id instance-id start end srcaddr dstaddr srcport dstport protocol action log-status bytes packets account-id vpc-id",
    ]

    /// One record of a contact.
    struct Line {
        var source: String
        var sourcePort: Int
        var destination: String
        var destinationPort: Int
        var transport: Int
        var packets: Int
        var bytes: Int
        var start: Int64
        var end: Int64
        var action = "ACCEPT"
        var status = "OK"
        var flags = 0
        var isEgress = true
    }

    func event(_ line: Line, format: Int? = nil) -> LogEvent {
        let format = format ?? self.format
        let l = line
        let isData = l.status == "OK"
        func data(_ value: Any) -> String { isData ? "\(value)" : "-" }
        let text =
            switch format {
            case 0:
                "2 \(account) \(interface) \(data(l.source)) \(data(l.destination)) \(data(l.sourcePort)) \(data(l.destinationPort)) \(data(l.transport)) \(data(l.packets)) \(data(l.bytes)) \(l.start) \(l.end) \(data(l.action)) \(l.status)"
            case 1:
                "5 \(account) \(interface) \(data(l.source)) \(data(l.destination)) \(data(l.sourcePort)) \(data(l.destinationPort)) \(data(l.transport)) \(data(l.packets)) \(data(l.bytes)) \(l.start) \(l.end) \(data(l.action)) \(l.status) vpc-0a \(instance) \(data(l.flags)) \(data(l.isEgress ? "egress" : "ingress")) eu-central-1"
            default:
                "\(interface) \(instance) \(l.start) \(l.end) \(data(l.source)) \(data(l.destination)) \(data(l.sourcePort)) \(data(l.destinationPort)) \(data(l.transport)) \(data(l.action)) \(l.status) \(data(l.bytes)) \(data(l.packets)) \(account) vpc-0a"
            }
        return LogEvent(kind: .flow(format: format), seconds: l.start, text: text)
    }

    /// A window without traffic, or one whose records were lost.
    func window(_ status: String, at start: Int64, seconds: Int64 = 60) -> LogEvent {
        event(
            Line(
                source: "-", sourcePort: 0, destination: "-", destinationPort: 0, transport: 0, packets: 0, bytes: 0,
                start: start, end: start + seconds, status: status))
    }

    /// A contact with a remote end, told apart by who called.
    struct Contact {
        var remote: String
        var port: Int
        var ephemeral: Int
        var isOutbound = true
        var transport = 6
        var packetsOut: Int
        var bytesOut: Int
        var packetsIn: Int
        var bytesIn: Int
        var seconds: Int64 = 1
        var isRejected = false
    }

    /// The lines of a contact that begins at `start`, one a minute and direction.
    func events(_ contact: Contact, at start: Int64) -> [LogEvent] {
        let c = contact
        let localPort = c.isOutbound ? c.ephemeral : c.port
        let remotePort = c.isOutbound ? c.port : c.ephemeral
        let windows = Int(max(1, c.seconds / 60))
        var lines: [LogEvent] = []
        func share(_ total: Int, _ window: Int) -> Int {
            window == windows - 1 ? total - total / windows * (windows - 1) : total / windows
        }
        for window in 0..<windows {
            let from = start + Int64(window) * 60
            let to = window == windows - 1 ? start + c.seconds : from + 59
            let isFirst = window == 0
            let isTalk = c.packetsOut > 3 && c.packetsIn > 3
            if share(c.packetsOut, window) > 0 {
                lines.append(
                    event(
                        Line(
                            source: address, sourcePort: localPort, destination: c.remote, destinationPort: remotePort,
                            transport: c.transport, packets: share(c.packetsOut, window),
                            bytes: share(c.bytesOut, window),
                            start: from, end: to, action: c.isRejected && c.isOutbound ? "REJECT" : "ACCEPT",
                            flags: c.transport != 6 || !isFirst ? 0 : c.isOutbound ? 2 : isTalk ? 18 : 4)))
            }
            if share(c.packetsIn, window) > 0 {
                lines.append(
                    event(
                        Line(
                            source: c.remote, sourcePort: remotePort, destination: address, destinationPort: localPort,
                            transport: c.transport, packets: share(c.packetsIn, window),
                            bytes: share(c.bytesIn, window),
                            start: from, end: to, action: c.isRejected && !c.isOutbound ? "REJECT" : "ACCEPT",
                            flags: c.transport != 6 || !isFirst ? 0 : !c.isOutbound ? 2 : isTalk ? 18 : 4,
                            isEgress: false)))
            }
        }
        return lines
    }

    func query(
        _ name: String, type: String = "A", code: String = "NOERROR", answers: [String] = [], at seconds: Int64,
        knowsInstance: Bool = true
    )
        -> LogEvent
    {
        let ids = knowsInstance ? ",\"srcids\":{\"instance\":\"\(instance)\"}" : ""
        let answers = answers.map { "{\"Rdata\":\"\($0)\",\"Type\":\"A\",\"Class\":\"IN\"}" }.joined(separator: ",")
        let text =
            "{\"version\":\"1.100000\",\"account_id\":\"\(account)\",\"region\":\"eu-central-1\",\"vpc_id\":\"vpc-0a\",\"query_timestamp\":\"\(Timestamp(seconds: seconds).iso8601)\",\"query_name\":\"\(name).\",\"query_type\":\"\(type)\",\"query_class\":\"IN\",\"rcode\":\"\(code)\",\"answers\":[\(answers)],\"srcaddr\":\"\(address)\",\"srcport\":\"40000\",\"transport\":\"UDP\"\(ids)}"
        return LogEvent(kind: .query, seconds: seconds, text: text)
    }

    /// An API call as CloudTrail has it.
    struct Call {
        var name: String
        var service = "ec2"
        var address = "192.0.2.77"
        var agent = "aws-cli/2.15.0"
        var parameters = "null"
        var userType = "IAMUser"
        var user = "ann"
        var error: String?
        var category = "Management"
        var extra = ""
        /// The instance whose role made the call, in place of a user.
        var session: String?
        var answer = "null"
        /// Members of the record besides.
        var more = ""
    }

    func event(_ call: Call, id: UInt64, at seconds: Int64) -> LogEvent {
        let error = call.error.map { ",\"errorCode\":\"\($0)\",\"errorMessage\":\"no\"" } ?? ""
        let identity =
            call.session.map {
                "\"type\":\"AssumedRole\",\"principalId\":\"AROAROLE:\($0)\",\"arn\":\"arn:aws:sts::\(account):assumed-role/web/\($0)\",\"accountId\":\"\(account)\",\"accessKeyId\":\"ASIA\($0)\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"userName\":\"web\"}}"
            }
            ?? (call.userType == "Root"
                ? "\"type\":\"Root\",\"principalId\":\"\(account)\",\"arn\":\"arn:aws:iam::\(account):root\",\"accountId\":\"\(account)\""
                : "\"type\":\"\(call.userType)\",\"principalId\":\"AIDA\(call.user)\",\"arn\":\"arn:aws:iam::\(account):user/\(call.user)\",\"accountId\":\"\(account)\",\"accessKeyId\":\"AKIA\(call.user)\",\"userName\":\"\(call.user)\"")
        let text =
            "{\"eventVersion\":\"1.08\",\"userIdentity\":{\(identity)\(call.extra)},\"eventTime\":\"\(Timestamp(seconds: seconds).iso8601)\",\"eventSource\":\"\(call.service).amazonaws.com\",\"eventName\":\"\(call.name)\",\"awsRegion\":\"eu-central-1\",\"sourceIPAddress\":\"\(call.address)\",\"userAgent\":\"\(call.agent)\"\(error),\"requestParameters\":\(call.parameters),\"responseElements\":\(call.answer),\"requestID\":\"r\(id)\",\"eventID\":\"e\(id)\",\"readOnly\":false,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"\(account)\",\"eventCategory\":\"\(call.category)\"\(call.more)}"
        return LogEvent(kind: .call, seconds: seconds, text: text)
    }
}
