// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources
import Synchronization

/// Receives messages, fetches what they tell of, keeps messages hidden while they wait, and deletes them in the end.
final class QueueReception: Sendable {
    private let queue: SQSClient
    private let book: QueueBook
    private let fetcher: ObjectFetcher
    private let limits: FetchLimits
    private let network: Network
    // Messages that were named because they are none of ours; they come again.
    private let strangers = Mutex<Set<String>>([])

    private static let strangerLimit = 10_000
    /// Seconds to wait after the queue could not be asked; they double up to a minute.
    private static let firstPause = 2
    private static let lastPause = 60
    /// Seconds for which messages are gathered that come less than ten at a time.
    private static let gathering: Int64 = 5

    init(queue: SQSClient, book: QueueBook, fetcher: ObjectFetcher, limits: FetchLimits, network: Network) {
        self.queue = queue
        self.book = book
        self.fetcher = fetcher
        self.limits = limits
        self.network = network
    }

    /// Goes on until it is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.receive() }
            group.addTask { await self.keep() }
        }
    }

    private func receive() async {
        var pause = QueueReception.firstPause
        var told: String?
        while await fetcher.waitForRoom() {
            do throws(AWSError) {
                await take(try await backlog())
                if told != nil {
                    fetcher.say(queue.queue.text, "the queue answers again", isDamage: false)
                    told = nil
                }
                pause = QueueReception.firstPause
            } catch {
                guard !Task.isCancelled else { return }
                if told != "\(error)" {
                    fetcher.say(queue.queue.text, "the queue cannot be asked: \(error)", isDamage: true)
                    told = "\(error)"
                }
                do { try await network.sleep(.seconds(pause)) } catch { return }
                pause = min(pause * 2, QueueReception.lastPause)
            }
        }
    }

    /// The messages that are there, as far as the limits: a queue tells in no order, and what is handed out together is read in order of
    /// time.
    private func backlog() async throws(AWSError) -> [LogObject] {
        var objects: [LogObject] = []
        var bytes = 0
        var began = network.clock()
        while objects.count < limits.objects, bytes < Int(limits.bytes), !Task.isCancelled {
            let now = network.clock()
            let messages: [QueueMessage]
            do throws(AWSError) {
                messages = try await queue.receive(hiddenFor: Int(limits.hiding), glancing: !objects.isEmpty)
            } catch {
                // What was received is not forgotten because of what was not.
                guard objects.isEmpty else { break }
                throw error
            }
            let fresh = messages.flatMap { take($0, at: now) }
            objects += fresh
            bytes += fresh.reduce(0) { $0 + ($1.size ?? 0) }
            if objects.isEmpty { began = network.clock() }
            if messages.isEmpty { break }
            // While logs trickle in, the first of them need not wait for the last.
            if messages.count < SQSClient.batch, now > began.advanced(seconds: QueueReception.gathering) { break }
        }
        return objects
    }

    // What a message tells of that is not on its way yet.
    private func take(_ message: QueueMessage, at now: Timestamp) -> [LogObject] {
        switch ObjectNotice(message.body) {
        case .other:
            name(message)
            return []
        case .test: return hold(message, [], at: now)
        case .created(let objects): return hold(message, objects.filter { fetcher.isWanted($0) }, at: now)
        }
    }

    private func hold(_ message: QueueMessage, _ objects: [LogObject], at now: Timestamp) -> [LogObject] {
        let byName = Dictionary(objects.map { ($0.name, $0) }) { first, _ in first }
        let names = Set(byName.keys)
        let until = now.advanced(seconds: limits.hiding)
        let fresh = book.withLedger { $0.hold(message, waitingFor: names, hiddenUntil: until) }
        return fresh.sorted().compactMap { name in
            switch fetcher.source.status(of: name) {
            case .unknown: return byName[name]
            case .taken: return nil
            case .done:
                book.settle([name])
                return nil
            }
        }
    }

    private func name(_ message: QueueMessage) {
        let isNew = strangers.withLock { strangers in
            if strangers.count >= QueueReception.strangerLimit { strangers = [] }
            return strangers.insert(message.id).inserted
        }
        guard isNew else { return }
        fetcher.say(
            "\(queue.queue.text) message \(message.id.prefix(64))",
            "it tells of no objects, and is left to the queue", isDamage: true)
    }

    private func take(_ objects: [LogObject]) async {
        guard !objects.isEmpty else { return }
        let book = book
        let fetcher = fetcher
        await fetcher.fetch(objects.sorted { ($0.time, $0.object.key) < ($1.time, $1.object.key) }) { object, outcome in
            switch outcome {
            case .there: break
            case .known: if case .done = fetcher.source.status(of: object.name) { book.settle([object.name]) }
            case .useless: book.settle([object.name])
            case .unavailable(let why):
                fetcher.say(object.object.uri, "it cannot be fetched, its message comes again: \(why)", isDamage: true)
                book.withLedger { $0.release(object.name) }
            }
        }
    }

    private func keep() async {
        while !Task.isCancelled {
            do { try await network.sleep(.milliseconds(500)) } catch { break }
            await delete()
            await prolong()
        }
    }

    /// Deletes the messages of which everything is kept.
    func delete() async {
        while !Task.isCancelled {
            let receipts = book.withLedger { $0.takeFinished(atMost: SQSClient.batch) }
            guard !receipts.isEmpty else { return }
            do {
                // What the queue does not delete comes again, is known then, and deleted.
                _ = try await queue.delete(receipts)
            } catch {
                // Above all a request that the end interrupts: there is one more attempt after it.
                book.withLedger { $0.giveBack(receipts) }
                return
            }
        }
    }

    private func prolong() async {
        let now = network.clock()
        while !Task.isCancelled {
            let receipts = book.withLedger {
                $0.prolong(
                    before: now.advanced(seconds: limits.hiding / 2), to: now.advanced(seconds: limits.hiding),
                    atMost: SQSClient.batch)
            }
            guard !receipts.isEmpty else { return }
            _ = try? await queue.hide(receipts, for: Int(limits.hiding))
        }
    }
}
