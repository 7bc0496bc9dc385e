// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSources
import Synchronization

/// Brings objects into a spool, several at a time, and hands them out together.
final class ObjectFetcher: Sendable {
    /// What has become of an object.
    enum Outcome: Hashable, Sendable {
        /// It lies in the spool and waits to be handed out.
        case there
        /// It was handed out before.
        case known
        /// It will never be read; the words say why.
        case useless(String)
        /// It cannot be had now; the words say why.
        case unavailable(String)
    }

    let source: SpoolSource
    private let client: S3Client
    private let limits: FetchLimits
    private let sleep: @Sendable (Duration) async throws -> Void
    // Services whose logs are not read, as they were named.
    private let named = Mutex<Set<String>>([])

    init(_ source: SpoolSource, client: S3Client, limits: FetchLimits, network: Network) {
        self.source = source
        self.client = client
        self.limits = limits
        sleep = network.sleep
    }

    /// Whether an object holds logs of a kind that is read, by its name; other services are named once.
    func isWanted(_ object: LogObject) -> Bool {
        switch object.uselessness {
        case nil: return true
        case .folder: return false
        case .service(let service):
            let place = "s3://\(object.object.bucket)/…/\(service)"
            if named.withLock({ $0.count < 1_000 && $0.insert(place).inserted }) {
                say(place, "logs of this kind are not read", isDamage: false)
            }
            return false
        }
    }

    /// Says something that people should know.
    func say(_ path: String, _ what: String, isDamage: Bool) {
        source.say(SourceMessage(path: path, what: what, isDamage: isDamage))
    }

    /// Waits until little enough is waiting to be read; false where nobody waits any more.
    func waitForRoom() async -> Bool {
        while source.spool.waitingBytes > limits.bytes / 2 || source.waitingCount > limits.objects / 2 {
            do { try await sleep(.milliseconds(200)) } catch { return false }
        }
        return !Task.isCancelled
    }

    /// Fetches objects, of different names, and hands out together what came. `report` is told what has become of each before it
    /// is handed out.
    func fetch(_ objects: [LogObject], report: @escaping @Sendable (LogObject, Outcome) -> Void) async {
        var brought: [LogObject] = []
        await withTaskGroup(of: (LogObject, Outcome).self) { group in
            var rest = objects[...]
            for _ in 0..<max(1, limits.downloads) {
                guard let next = rest.popFirst() else { break }
                group.addTask { (next, await self.bring(next)) }
            }
            while let (object, outcome) = await group.next() {
                // Who is stopped leaves everything as it is: it is brought again.
                if Task.isCancelled { continue }
                report(object, outcome)
                if outcome == .there { brought.append(object) }
                if let next = rest.popFirst() { group.addTask { (next, await self.bring(next)) } }
            }
        }
        guard !Task.isCancelled else { return }
        source.add(brought.map { ($0.name, $0.label) })
    }

    private func bring(_ object: LogObject) async -> Outcome {
        let name = object.name
        guard case .unknown = source.status(of: name) else { return .known }
        if let size = object.size, size > limits.object { return tooLarge(object) }
        // It must not go while it waits, if it is there since an earlier run.
        source.spool.hold(name)
        if source.spool.file(name) != nil { return .there }
        var attempt = 1
        while true {
            do throws(AWSError) {
                try await client.get(
                    object.object, tag: object.tag.isEmpty ? nil : object.tag, atMost: limits.object,
                    into: source.spool, as: name)
                return .there
            } catch {
                if let outcome = final(error, object) { return outcome }
                guard attempt < limits.attempts, !Task.isCancelled else { return .unavailable("\(error)") }
                if attempt == 1 { say(object.object.uri, "it cannot be fetched yet: \(error)", isDamage: false) }
                do { try await sleep(.seconds(1 << attempt)) } catch { return .unavailable("it is stopped") }
                attempt += 1
            }
        }
    }

    // What will not change by trying again.
    private func final(_ error: AWSError, _ object: LogObject) -> Outcome? {
        if error.isMissing {
            say(object.object.uri, "it is gone before it was read", isDamage: true)
            return .useless("it is gone")
        }
        if error.refusal?.status == 412 {
            // Whoever replaced it told of that as well.
            say(object.object.uri, "it was replaced before it was read", isDamage: false)
            return .useless("it was replaced")
        }
        if case .network(.tooLarge) = error { return tooLarge(object) }
        if case .disk = error { return nil }
        if error.isTransient { return nil }
        return .unavailable("\(error)")
    }

    private func tooLarge(_ object: LogObject) -> Outcome {
        say(object.object.uri, "it is larger than \(limits.object) bytes and passed over", isDamage: true)
        return .useless("it is too large")
    }
}
