// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import HinomiAWS
import HinomiOutbound
import HinomiRecords
import HinomiSources

/// Logs out of buckets and queues of AWS.
struct AWSOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The role to read buckets and queues as; else the credentials themselves.", valueName: "arn")
    )
    var roleArn: String?

    @Option(name: .long, help: ArgumentHelp("What the role's owner wants to be told.", valueName: "id"))
    var externalId: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Seconds between lists of a bucket's folders in which logs arrive, from 1 to 3600.", valueName: "seconds"))
    var listEvery = 60

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Seconds for which a queue's messages are hidden while they are worked on, from 2 to 3600. After a crash they come "
                + "again when these are over.",
            valueName: "seconds"))
    var hideMessages = 120

    func validate() throws {
        if externalId != nil, roleArn == nil { throw ValidationError("--external-id needs --role-arn.") }
        if let roleArn, !AWSOptions.isRole(roleArn) {
            throw ValidationError("--role-arn is as arn:aws:iam::111122223333:role/NAME.")
        }
        if !(1...3_600).contains(listEvery) { throw ValidationError("--list-every is a number from 1 to 3600.") }
        if !(2...3_600).contains(hideMessages) { throw ValidationError("--hide-messages is a number from 2 to 3600.") }
    }

    static func isRole(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[3].isEmpty && parts[4].count == 12
            && parts[5].hasPrefix("role/") && text.utf8.count <= 2_048
    }
}

/// A place that is watched, as it is written on the command line.
enum LogPlace {
    case folder(String)
    case bucket(BucketAddress)
    case queue(String)
    case standardInput

    /// Understands `s3://bucket/folder`, the URL of a queue, `-`, or a folder's path.
    init(_ text: String) throws {
        if text == "-" {
            self = .standardInput
        } else if text.hasPrefix("s3:") {
            guard let address = BucketAddress(text) else {
                throw ValidationError("\(text) is no bucket and folder, as s3://BUCKET/FOLDER")
            }
            self = .bucket(address)
        } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
            self = .queue(text)
        } else {
            self = .folder(text)
        }
    }
}

extension AWSOptions {
    /// The sources of places; what comes over the network lies in folders under `state`. `access` is asked for only if it is needed.
    func sources(
        of places: [LogPlace], state: String, keeping kept: UInt64, access: () throws -> AWSAccess
    ) throws -> [any LogSource] {
        var sources: [any LogSource] = []
        let folders = places.compactMap { if case .folder(let path) = $0 { path } else { nil } }
        if !folders.isEmpty { sources.append(FolderSource(folders)) }
        func reading() throws -> AWSAccess {
            let own = try access()
            return roleArn.map { own.taking(Role(arn: $0, externalID: externalId)) } ?? own
        }
        var limits = FetchLimits()
        limits.listing = Int64(listEvery)
        limits.hiding = Int64(hideMessages)
        var names: Set<String> = []
        for place in places {
            switch place {
            case .folder: continue
            case .standardInput:
                guard names.insert("-").inserted else { continue }
                let spool = try Spool(folder: state + "/stdin", keeping: kept)
                sources.append(PipeSource("standard input", descriptor: STDIN_FILENO, spool: spool))
            case .bucket(let address):
                guard names.insert(address.text).inserted else { continue }
                let access = try reading()
                sources.append(
                    BucketSource(
                        address, access: access, spool: try spool(of: address.text, state, kept), limits: limits))
            case .queue(let text):
                guard names.insert(text).inserted else { continue }
                let access = try reading()
                let queue: QueueAddress
                do throws(OutboundError) {
                    queue = try QueueAddress(text, endpoints: access.endpoints)
                } catch {
                    throw ValidationError("\(text) cannot be watched: \(error)")
                }
                sources.append(
                    QueueSource(queue, access: access, spool: try spool(of: text, state, kept), limits: limits))
            }
        }
        return sources
    }

    // A folder for each, whose name follows from the place's.
    private func spool(of place: String, _ state: String, _ kept: UInt64) throws -> Spool {
        try Spool(folder: state + "/fetched-" + String(StableHash.of(place), radix: 16), keeping: kept)
    }
}
