// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// Lists a bucket, place by place, and fetches what is new.
final class BucketLister: Sendable {
    private let address: BucketAddress
    private let client: S3Client
    private let shelf: BucketShelf
    private let fetcher: ObjectFetcher
    private let limits: FetchLimits
    private let network: Network

    /// Objects that are found before they are fetched, about.
    private static let foundLimit = 100_000
    /// Seconds between attempts to fetch what could not be had.
    private static let owedEvery: Int64 = 600

    init(
        _ address: BucketAddress, client: S3Client, shelf: BucketShelf, fetcher: ObjectFetcher, limits: FetchLimits,
        network: Network
    ) {
        self.address = address
        self.client = client
        self.shelf = shelf
        self.fetcher = fetcher
        self.limits = limits
        self.network = network
    }

    private func say(_ path: String, _ what: String, _ isDamage: Bool) {
        fetcher.say(path, what, isDamage: isDamage)
    }

    private var now: Int64 { network.clock().seconds }

    /// Goes on until it is cancelled.
    func run() async {
        var plan = ListingPlan(shortest: limits.listing)
        for (prefix, listedAt) in shelf.places { plan.add(prefix, listedAt: listedAt, now: now) }
        var troubles = Troubles()
        take(up: address.prefix, &plan, &troubles)
        var owedAt = now
        while !Task.isCancelled {
            for prefix in plan.newPlaces(at: now) { take(up: prefix, &plan, &troubles) }
            if now >= owedAt {
                await fetchOwed(&troubles)
                owedAt = now + BucketLister.owedEvery
            }
            var found: [LogObject] = []
            // Folders tell of more folders, and of days; then comes one date at a time, over all places.
            for place in plan.due(at: now) where found.count < BucketLister.foundLimit && !Task.isCancelled {
                do throws(AWSError) {
                    found += try await list(place, &plan, &troubles)
                    troubles.over(say: say)
                } catch {
                    plan.failed(place.prefix, at: now)
                    if !Task.isCancelled {
                        troubles.tell("s3://\(address.bucket)/\(place.prefix)", error, say: say)
                    }
                }
            }
            await fetch(found, &troubles)
            let pause = min(max(plan.nextDue - now, 0), 60)
            if pause > 0 { do { try await network.sleep(.seconds(pause)) } catch { return } }
        }
    }

    private func take(up prefix: String, _ plan: inout ListingPlan, _ troubles: inout Troubles) {
        guard shelf.begin(prefix) else {
            troubles.tellOnce(
                address.text, "it has more than \(BucketCursors.placeLimit) folders: the rest is not watched",
                say: say)
            return
        }
        plan.add(prefix, listedAt: nil, now: now)
    }

    /// What is new in a place; its folders are taken up.
    private func list(
        _ place: ListedPlace, _ plan: inout ListingPlan, _ troubles: inout Troubles
    ) async throws(AWSError) -> [LogObject] {
        let start = plan.start(of: place.prefix, at: now)
        var outcome = ListingOutcome()
        outcome.isWhole = start == nil
        var found: [LogObject] = []
        var beganAt: Int64?
        var token: String?
        repeat {
            let page = try await client.list(
                address.bucket, prefix: place.prefix, isDeep: place.isDay, after: token == nil ? start : nil,
                from: token)
            beganAt = beganAt ?? page.time?.seconds ?? now
            if page.unusable > 0 {
                troubles.tellOnce(
                    "s3://\(address.bucket)/\(place.prefix)", "some objects have names that cannot be asked for",
                    say: say)
            }
            for entry in page.entries {
                outcome.see(entry.object.key, in: place.prefix)
                let object = LogObject(object: entry.object, tag: entry.tag, size: entry.size)
                guard fetcher.isWanted(object) else { continue }
                if shelf.find(object.name, in: place.prefix, modified: entry.modified.seconds) { found.append(object) }
            }
            for folder in page.folders where isWanted(folder) { take(up: folder, &plan, &troubles) }
            token = page.next
        } while token != nil && !Task.isCancelled
        guard token == nil else { return found }
        outcome.foundNew = !found.isEmpty
        plan.wasListed(place.prefix, at: now, outcome)
        if outcome.isWhole, let beganAt {
            shelf.wasListed(place.prefix, at: beganAt)
            // Logs are deleted after a time, and with them their days.
            if place.isDay, outcome.count == 0, let period = place.period,
                now > period.upperBound + ListedPlace.openFor
            {
                plan.remove(place.prefix)
                shelf.drop(place.prefix)
            }
        }
        return found
    }

    // What other services write there is not listed at all.
    private func isWanted(_ folder: String) -> Bool {
        guard let object = S3Object(bucket: address.bucket, key: folder + "x") else { return false }
        return fetcher.isWanted(LogObject(object: object, tag: "", size: nil))
    }

    private func fetch(_ objects: [LogObject], _ troubles: inout Troubles) async {
        var rest = objects.sorted { ($0.time, $0.object.key) < ($1.time, $1.object.key) }[...]
        while !rest.isEmpty, await fetcher.waitForRoom() {
            var portion: [LogObject] = []
            var bytes: UInt64 = 0
            while let next = rest.first, portion.count < limits.objects, bytes < limits.bytes {
                rest.removeFirst()
                bytes += UInt64(next.size ?? 0)
                portion.append(next)
            }
            let unavailable = UnavailableObjects()
            let (shelf, source) = (shelf, fetcher.source)
            await fetcher.fetch(portion) { object, outcome in
                switch outcome {
                case .there: break
                case .known: if case .done = source.status(of: object.name) { shelf.settle([object.name]) }
                case .useless: shelf.settle([object.name])
                case .unavailable(let why): unavailable.add(object, why)
                }
            }
            for (object, why) in unavailable.all { owe(object, why, &troubles) }
        }
    }

    private func owe(_ object: LogObject, _ why: String, _ troubles: inout Troubles) {
        let owed = BucketCursors.Owed(key: object.object.key, tag: object.tag, size: object.size ?? 0)
        if shelf.owe(object.name, owed) {
            troubles.tellOnce(
                object.object.uri, "it cannot be fetched and is tried again later, as others may be: \(why)", by: why,
                say: say)
        } else {
            fetcher.say(
                object.object.uri, "it cannot be fetched, as too many others, and is given up: \(why)", isDamage: true)
        }
    }

    private func fetchOwed(_ troubles: inout Troubles) async {
        let owed = shelf.owed
        guard !owed.isEmpty else { return }
        var objects: [LogObject] = []
        for (name, object) in owed {
            guard let place = S3Object(bucket: address.bucket, key: object.key) else { continue }
            shelf.findAgain(name)
            objects.append(LogObject(object: place, tag: object.tag, size: object.size))
        }
        await fetch(objects, &troubles)
    }
}
