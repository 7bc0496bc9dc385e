// SPDX-License-Identifier: Apache-2.0
public import HinomiRecords

/// What a log is, by the name AWS gave it.
public enum S3LogService: Hashable, Sendable {
    /// VPC flow logs.
    case vpcFlowLogs
    /// CloudTrail events.
    case cloudTrail
    /// CloudTrail's checksums of its own files.
    case cloudTrailDigest
    /// CloudTrail Insights.
    case cloudTrailInsight
    /// Route 53 Resolver query logs.
    case resolverQueryLogs
    /// Another service's logs, with the name of its folder.
    case other(String)

    init(folder: ArraySlice<UInt8>) {
        switch String(decoding: folder, as: UTF8.self) {
        case "vpcflowlogs": self = .vpcFlowLogs
        case "CloudTrail", "cloudtrail": self = .cloudTrail
        case "CloudTrail-Digest": self = .cloudTrailDigest
        case "CloudTrail-Insight": self = .cloudTrailInsight
        case "vpcdnsquerylogs": self = .resolverQueryLogs
        case let name: self = .other(name)
        }
    }
}

/// What the name of a delivered log says about its content.
public struct S3KeyFacts: Hashable, Sendable {
    /// The account the log belongs to; unknown where the name does not say.
    public var account = AccountID.unknown
    /// The organization, `o-…`, for organization trails.
    public var organization: String?
    /// The region; resolver query logs do not name one.
    public var region: String?
    /// What the log is.
    public var service: S3LogService
    /// The VPC, which resolver query logs name.
    public var vpc: String?
    /// The flow log, `fl-…`, for flow logs.
    public var flowLog: String?
    /// The day of the log in UTC, at midnight.
    public var date: Timestamp?
    /// The minute or second in the file's name.
    public var fileTime: Timestamp?
}

/// Reads the layouts in which AWS delivers logs to S3, also from a folder they were copied to.
public enum S3Key {
    /// The facts in a key or local path; nil if it is not a delivered log's.
    public static func parse(_ path: String) -> S3KeyFacts? { parse(Array(path.utf8)) }

    /// The same from bytes.
    public static func parse(_ path: [UInt8]) -> S3KeyFacts? {
        guard path.count <= 4096 else { return nil }
        let parts = path.split(separator: UInt8(ascii: "/"))
        guard let name = parts.last else { return nil }
        let fromFolders = folderFacts(parts.dropLast())
        let fromName = nameFacts(name)
        guard var facts = fromFolders ?? fromName else { return nil }
        if let fromName {
            if facts.account == .unknown { facts.account = fromName.account }
            if case .other = facts.service { facts.service = fromName.service }
            facts.region = facts.region ?? fromName.region
            facts.vpc = facts.vpc ?? fromName.vpc
            facts.flowLog = fromName.flowLog
            facts.fileTime = fromName.fileTime
            facts.date = facts.date ?? fromName.date
        }
        return facts
    }

    /// `AWSLogs/[o-…/]account/service/region/yyyy/mm/dd`, or the same with `name=value` folders.
    private static func folderFacts(_ folders: ArraySlice<ArraySlice<UInt8>>) -> S3KeyFacts? {
        guard let anchor = folders.lastIndex(where: { $0.elementsEqual("AWSLogs".utf8) }) else { return nil }
        var rest = folders[(anchor + 1)...]
        var organization: String?
        if let first = rest.first, first.starts(with: "o-".utf8), first.count >= 4 {
            organization = String(decoding: first, as: UTF8.self)
            rest.removeFirst()
        }
        guard let first = rest.first else { return nil }
        var facts: S3KeyFacts
        if first.starts(with: "aws-account-id=".utf8) {
            guard let found = partitionFacts(rest) else { return nil }
            facts = found
        } else {
            guard let account = account(first) else { return nil }
            rest.removeFirst()
            guard let service = rest.popFirst() else { return nil }
            facts = S3KeyFacts(account: account, service: S3LogService(folder: service))
            // A region, or a VPC, stands in front of the date; some layouts have neither.
            if let next = rest.first, number(next, digits: 4) == nil {
                rest.removeFirst()
                if next.starts(with: "vpc-".utf8) { facts.vpc = String(decoding: next, as: UTF8.self) }
                facts.region = region(next)
            }
            if rest.count >= 3 {
                let date = Array(rest.prefix(3))
                facts.date = day(date[0], date[1], date[2])
            }
        }
        facts.organization = organization
        return facts
    }

    private static func partitionFacts(_ folders: ArraySlice<ArraySlice<UInt8>>) -> S3KeyFacts? {
        var values: [String: ArraySlice<UInt8>] = [:]
        for folder in folders {
            guard let equals = folder.firstIndex(of: UInt8(ascii: "=")) else { continue }
            values[String(decoding: folder[..<equals], as: UTF8.self)] = folder[(equals + 1)...]
        }
        guard let accountText = values["aws-account-id"], let account = account(accountText),
            let service = values["aws-service"]
        else { return nil }
        var facts = S3KeyFacts(account: account, service: S3LogService(folder: service))
        facts.region = values["aws-region"].flatMap(region)
        if let year = values["year"], let month = values["month"], let dayOfMonth = values["day"] {
            facts.date = day(year, month, dayOfMonth)
        }
        return facts
    }

    /// `account_service_region_…_time_random.ext`, or `vpc-…_vpcdnsquerylogs_account_time_random.log.gz`.
    private static func nameFacts(_ name: ArraySlice<UInt8>) -> S3KeyFacts? {
        let parts = name.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard parts.count >= 4 else { return nil }
        let service = S3LogService(folder: parts[1])
        if case .other = service { return nil }
        var facts: S3KeyFacts
        if service == .resolverQueryLogs {
            guard let account = account(parts[2]), parts[0].starts(with: "vpc-".utf8) else { return nil }
            facts = S3KeyFacts(account: account, service: service)
            facts.vpc = String(decoding: parts[0], as: UTF8.self)
        } else {
            guard let account = account(parts[0]) else { return nil }
            facts = S3KeyFacts(account: account, service: service)
            facts.region = region(parts[2])
            if parts[3].starts(with: "fl-".utf8) { facts.flowLog = String(decoding: parts[3], as: UTF8.self) }
        }
        for part in parts[3...] {
            guard let time = time(part) else { continue }
            facts.fileTime = time
            facts.date = Timestamp(milliseconds: time.milliseconds - time.milliseconds % 86_400_000)
            break
        }
        return facts
    }

    private static func account(_ text: ArraySlice<UInt8>) -> AccountID? {
        guard text.count == 12 else { return nil }
        return text.withUnsafeBufferPointer { AccountID($0) }
    }

    /// Anything that looks like `us-east-1`, `us-gov-west-1` or `ap-southeast-4`.
    private static func region(_ text: ArraySlice<UInt8>) -> String? {
        guard text.count >= 5, text.count <= 32, let first = text.first, let last = text.last,
            first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z"), last &- 48 <= 9,
            text.count(where: { $0 == UInt8(ascii: "-") }) >= 2,
            text.allSatisfy({ $0 == UInt8(ascii: "-") || $0 &- 48 <= 9 || $0 &- 97 <= 25 })
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    private static func number(_ text: ArraySlice<UInt8>, digits: Int) -> Int? {
        guard text.count == digits else { return nil }
        var value = 0
        for byte in text {
            guard byte &- 48 <= 9 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    private static func day(_ year: ArraySlice<UInt8>, _ month: ArraySlice<UInt8>, _ day: ArraySlice<UInt8>)
        -> Timestamp?
    {
        guard number(year, digits: 4) != nil, number(month, digits: 2) != nil, number(day, digits: 2) != nil else {
            return nil
        }
        let text = [year, month, day].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        return Timestamp(iso8601: text + "T00:00:00Z")
    }

    /// `yyyymmddThhmmZ`, with seconds in digests, up to the extension.
    private static func time(_ text: ArraySlice<UInt8>) -> Timestamp? {
        let text = text.prefix { $0 != UInt8(ascii: ".") }
        guard text.count == 14 || text.count == 16, text.last == UInt8(ascii: "Z") else { return nil }
        let start = text.startIndex
        guard text[start + 8] == UInt8(ascii: "T"), number(text[start..<start + 8], digits: 8) != nil,
            number(text[start + 9..<text.endIndex - 1], digits: text.count - 10) != nil
        else { return nil }
        func part(_ from: Int, _ count: Int) -> String {
            String(decoding: text[start + from..<start + from + count], as: UTF8.self)
        }
        let seconds = text.count == 16 ? part(13, 2) : "00"
        return Timestamp(
            iso8601: "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(seconds)Z")
    }
}
