// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiAWS
import HinomiFindings
import HinomiRecords

/// `hinomi aws-policy`: the least that must be allowed.
struct AWSPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aws-policy", abstract: "Print the least permissions for reading logs out of S3.",
        discussion: """
            Prints a policy in JSON, the trust policy of a role, or a template of CloudFormation that makes the role, and with \
            --make-queue a queue that is told of new objects.

            Example:
              hinomi aws-policy --bucket our-logs --prefix AWSLogs/ --principal arn:aws:iam::111122223333:role/hinomi \\
                  --external-id 4f1c --format cloudformation --make-queue
            """)

    /// What is printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json, trust, cloudformation
    }

    @Option(name: .long, help: ArgumentHelp("The bucket with logs.", valueName: "name"))
    var bucket: String

    @Option(name: .long, help: ArgumentHelp("What the names of logs begin with.", valueName: "text"))
    var prefix = ""

    @Option(name: .long, help: ArgumentHelp("The queue that tells of new objects.", valueName: "arn"))
    var queue: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A key of KMS that logs or messages are encrypted with. May be given several times.", valueName: "arn"))
    var kmsKey: [String] = []

    @Option(name: .long, help: ArgumentHelp("The bucket that findings are exported to.", valueName: "name"))
    var exportBucket: String?

    @Option(name: .long, help: ArgumentHelp("The key of KMS that exports are encrypted with.", valueName: "arn"))
    var exportKmsKey: String?

    @Option(name: .long, help: ArgumentHelp("Who may take the role on.", valueName: "arn"))
    var principal: String?

    @Option(name: .long, help: ArgumentHelp("What they must tell.", valueName: "id"))
    var externalId: String?

    @Flag(name: .long, help: "Make a queue in the template.")
    var makeQueue = false

    @Option(name: .long, help: ArgumentHelp("What to print: json, trust or cloudformation.", valueName: "format"))
    var format = Format.json

    func validate() throws {
        for name in [bucket] + [exportBucket].compactMap(\.self) where !S3Object.isBucket(name) {
            throw ValidationError("\(name) is no bucket's name.")
        }
        guard prefix.utf8.count <= 1_000, !prefix.contains(where: { "*?${}".contains($0) }), !prefix.hasPrefix("/")
        else {
            throw ValidationError("--prefix holds what stands for something else in policies, or begins with a slash.")
        }
        try check("--queue", queue, service: "sqs")
        for key in kmsKey { try check("--kms-key", key, service: "kms") }
        try check("--export-kms-key", exportKmsKey, service: "kms")
        try check("--principal", principal, service: "iam")
        if format != .json, principal == nil { throw ValidationError("--format \(format.rawValue) needs --principal.") }
        if principal == nil, externalId != nil { throw ValidationError("--external-id needs --principal.") }
        if makeQueue, format != .cloudformation || queue != nil {
            throw ValidationError("--make-queue is for --format cloudformation, without --queue.")
        }
    }

    private func check(_ name: String, _ arn: String?, service: String) throws {
        guard let arn else { return }
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[2] == service, !parts[5].isEmpty,
            !arn.contains(where: { "*?${}\" ".contains($0) })
        else { throw ValidationError("\(name) is as arn:aws:\(service):…") }
    }

    private var needs: AccessNeeds {
        let arns = [queue, exportKmsKey, principal].compactMap(\.self) + kmsKey
        let partition = arns.first?.split(separator: ":").dropFirst().first.map(String.init) ?? "aws"
        var needs = AccessNeeds(bucket: bucket, prefix: prefix, partition: partition)
        needs.queue = queue
        needs.keys = kmsKey
        needs.exportBucket = exportBucket
        needs.exportKey = exportKmsKey
        return needs
    }

    func run() throws {
        let trust = RoleTrust(principal: principal ?? "", externalID: externalId)
        let document =
            switch format {
            case .json: needs.permissions
            case .trust: trust.document
            case .cloudformation: AccessTemplate(needs, trust: trust, makesQueue: makeQueue).document
            }
        var json = JSONWriter(isIndented: true)
        json.value(document)
        try Console.print(String(decoding: json.bytes, as: UTF8.self) + "\n")
    }
}
