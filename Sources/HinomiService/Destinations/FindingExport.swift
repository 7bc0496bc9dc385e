// SPDX-License-Identifier: Apache-2.0

package import HinomiAWS
package import HinomiRecords
import HinomiSources
package import HinomiStore
package import Logging

/// Writes findings to the buckets that users named, from what waits in the store.
///
/// What an object holds is in the store before it is written, and is forgotten after: a server that stops in between writes the
/// same object again.
package struct FindingExport: Sendable {
    /// Puts an object into S3.
    package typealias Put = @Sendable (S3Object, [UInt8], S3ObjectSettings) async throws(AWSError) -> Void

    private let store: Store
    private let logger: Logger
    private let clock: @Sendable () -> Timestamp
    private let sharedBuckets: Set<String>
    private let put: Put

    // Seconds between looks, and after a failure; the second doubles up to the third.
    private static let interval = Duration.seconds(1)
    private static let firstRetry: Int64 = 30
    private static let lastRetry: Int64 = 3_600

    /// An export of the findings in a store.
    ///
    /// It writes with the operator's rights. So the operator's account may name any bucket, others only `sharedBuckets`.
    package init(
        store: Store, sharedBuckets: Set<String>, logger: Logger, clock: @escaping @Sendable () -> Timestamp,
        put: @escaping Put
    ) {
        self.store = store
        self.sharedBuckets = sharedBuckets
        self.logger = logger
        self.clock = clock
        self.put = put
    }

    /// Works until it is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                for id in try await store.read({ try $0.pendingDestinations() }) { await verify(id) }
                while !Task.isCancelled, try await writeNext() {}
            } catch {
                if !(error is CancellationError) {
                    logger.error("Findings could not be exported.", metadata: ["reason": "\(error)"])
                }
            }
            try? await Task.sleep(for: FindingExport.interval)
        }
    }

    /// Finds out whether destinations can be written to, but takes no longer than `patience` for it.
    ///
    /// Programs look at a destination right after they made it and want to see that it is written to.
    package func settle(_ ids: [String], patience: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for id in ids { await verify(id) } }
            group.addTask { try? await Task.sleep(for: patience) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Finds out whether a destination can be written to: it gets the folder that its objects will be in.
    package func verify(_ id: String) async {
        do {
            let found = try await store.read { transaction -> (DestinationRecord, DetectorRecord)? in
                guard let destination = try transaction.destination(id), destination.status == .pending,
                    let detector = try transaction.detector(destination.detector)
                else { return nil }
                return (destination, detector)
            }
            guard let (destination, detector) = found else { return }
            let problem = await write([], to: destination) { $0.folder(of: detector.account, in: detector.region) }
            guard !Task.isCancelled else { return }
            try await note(problem, of: destination)
        } catch {
            logger.error("A destination could not be looked at.", metadata: ["reason": "\(error)"])
        }
    }

    /// Writes what is due next. Returns whether there was something.
    package func writeNext() async throws -> Bool {
        let now = clock()
        guard try await store.read({ try $0.hasDueExports(now: now) }) else { return false }
        let name = Identifiers.make()
        guard let batch = try await store.write({ try $0.takeExport(now: now, object: name) }) else { return false }
        let lines = batch.documents.reduce(into: [UInt8]()) { lines, document in
            lines += document
            lines.append(UInt8(ascii: "\n"))
        }
        guard let content = GzipBytes.pack(lines) else { return false }
        let day = now.iso8601.prefix(10).replacing("-", with: "/")
        let problem = await write(content, to: batch.destination) {
            "\($0.folder(of: batch.account, in: batch.region))\(day)/\(batch.object).jsonl.gz"
        }
        guard !Task.isCancelled else { return false }
        try await note(problem, of: batch.destination, finishing: problem == nil ? batch.object : nil)
        return true
    }

    // Returns why it could not be written; nil where it could.
    private func write(
        _ content: [UInt8], to destination: DestinationRecord, named name: (ExportPlace) -> String
    ) async -> String? {
        guard let arn = destination.arn, let place = ExportPlace(arn: arn), let object = place.object(name(place))
        else {
            return "it is not the ARN of a bucket"
        }
        do {
            let isOperators = try await store.read { transaction in
                let account = try transaction.detector(destination.detector)?.account
                return try account != nil && transaction.operatorAccount() == account
            }
            guard isOperators || sharedBuckets.contains(place.bucket) else {
                return "the operator of this server does not let your account write to the bucket \(place.bucket)"
            }
        } catch {
            return "\(error)"
        }
        var settings = S3ObjectSettings()
        settings.contentType = content.isEmpty ? nil : "application/gzip"
        settings.kmsKey = destination.kmsKey
        settings.givesOwnerControl = true
        do throws(AWSError) {
            try await put(object, content, settings)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func note(_ problem: String?, of tried: DestinationRecord, finishing object: String? = nil) async throws {
        let now = clock()
        let news = try await store.write { transaction -> Logger.Level? in
            if let object { try transaction.finishExport(object, to: tried) }
            guard var destination = try transaction.destination(tried.id), destination.arn == tried.arn,
                destination.kmsKey == tried.kmsKey
            else { return nil }
            let before = destination
            destination.problem = problem
            destination.status = problem == nil ? .publishing : .failing
            destination.failingSince = problem == nil ? nil : before.failingSince ?? now
            let failing = now.seconds - (destination.failingSince?.seconds ?? now.seconds)
            let pause = min(max(failing, FindingExport.firstRetry), FindingExport.lastRetry)
            try transaction.save(destination, retryAt: problem == nil ? now : now.advanced(seconds: pause))
            if before.status == destination.status { return nil }
            return problem == nil ? .info : .warning
        }
        guard let news else { return }
        logger.log(
            level: news, problem == nil ? "Findings are exported." : "Findings cannot be exported.",
            metadata: ["destination": "\(tried.id)", "place": "\(tried.arn ?? "")", "reason": "\(problem ?? "none")"])
    }
}
