// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
public import HinomiDetection
public import HinomiFindings
public import HinomiIntelligence
import HinomiSources
import Synchronization

/// What a scan found.
public struct ScanResult: Sendable {
    /// The findings, most severe first, with their raw records.
    public var findings: [Finding]
    /// Calls that attackers make as well, in the order of a timeline; empty unless they were asked for.
    public var weakSignals: WeakSignals
    public var statistics: ScanStatistics
    /// Files and records that could not be used, by path.
    public var problems: [ScanProblem]

    /// Whether something that should be in the findings may be missing.
    public var isDamaged: Bool { problems.contains(where: \.isDamage) }
}

/// How far a scan has come.
public struct ScanProgress: Sendable {
    public var bytesDone: UInt64
    public var bytesTotal: UInt64
    public var records: Int
    public var seconds: Double
}

/// Finds threats in logs on disk.
public struct Scanner: Sendable {
    public var options: ScanOptions
    public var intelligence: IntelligenceBundle
    /// What is known of instances besides the logs.
    public var inventory: Inventory
    /// Where addresses are, the first source that knows wins.
    public var places: [any PlaceSource]
    /// What detectors go by when they decide.
    public var limits: DetectionLimits

    public init(
        options: ScanOptions, intelligence: IntelligenceBundle, inventory: Inventory = Inventory(),
        places: [any PlaceSource] = [], limits: DetectionLimits = DetectionLimits()
    ) {
        self.options = options
        self.intelligence = intelligence
        self.inventory = inventory
        self.places = places
        self.limits = limits
    }

    /// Reads everything and returns what was found. `onProgress` is called several times a second from another thread.
    ///
    /// Throws when the profiles cannot be read; nothing was done then.
    public func run(onProgress: (@Sendable (ScanProgress) -> Void)? = nil) throws(KnowledgeError) -> ScanResult {
        let begin = DispatchTime.now().uptimeNanoseconds
        @Sendable func elapsed() -> Double { Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9 }

        let discovery = FileDiscovery.discover(paths: options.paths)
        // Readers of many overlapping files are open at once: small windows keep them affordable.
        let pool = ReaderPool(windowSize: discovery.files.count > 64 ? 64 << 10 : 256 << 10)
        let profiles = try options.profiles.flatMap { path throws(KnowledgeError) in
            try Profiles(path: path, pool: pool)
        }
        let survey = ScanSurvey.run(
            discovery.files.map { LogInput(id: "", file: $0) }, options: options, pool: pool)
        let schedule = ScanSchedule(survey.inputs, threads: options.threads)
        let total = survey.inputs.reduce(0) { $0 + $1.file.size }

        let reporter = onProgress.map { report in
            ProgressReporter {
                let (bytes, records) = schedule.progress
                report(ScanProgress(bytesDone: bytes, bytesTotal: total, records: records, seconds: elapsed()))
            }
        }
        let lessons = InstanceLessons()
        let workers = PerThread(options.threads) { thread in
            ScanWorker(
                thread: thread, options: options, intelligence: intelligence, pool: pool, lessons: lessons,
                engines: EngineGroup(thread: thread, of: options.threads, profiles: profiles) {
                    Engine(
                        intelligence: intelligence, places: places, rules: options.rules, limits: limits,
                        keepsSignals: options.keepsSignals)
                })
        }
        workers.forEach { $0.run(schedule) }
        let engines = PerThread(options.threads) { thread in workers.update(thread) { $0.takeEngines() } }
        var merged = Settlement.settle(engines, keepingProfiles: options.profiles != nil)
        merged = workers.reduce(into: merged) { $1.contribute(to: &$0) }
        reporter?.stop()

        var problems = discovery.skipped.map {
            ScanProblem(path: $0.path, what: $0.reason.description, isDamage: $0.reason.isProblem)
        }
        problems += survey.problems + merged.problems
        var findings = Settlement.findings(
            of: merged, learned: lessons.outcome, inventory: inventory, limits: limits, named: options.typeNames)
        for i in findings.indices { findings[i].places = PlaceLookup.places(of: findings[i], in: places) }
        if let path = options.profiles {
            do throws(OutputError) {
                try Profiles(merged.profiles).write(to: path)
            } catch {
                problems.append(ScanProblem(path: path, what: error.reason, isDamage: true))
            }
        }
        let numbers = Dictionary(
            survey.inputs.enumerated().map { ($1.index, $0) }, uniquingKeysWith: { first, _ in first })
        let cited = survey.inputs.map { CitedInput(file: $0.file, name: $0.name, kind: $0.kind) }
        let collector = EvidenceCollector(
            input: { numbers[$0].map { cited[$0] } }, kept: merged.kept, pool: pool, threads: options.threads)
        problems += collector.collect(into: &findings)
        var weakSignals = merged.weakSignals
        weakSignals.sort()
        problems += collector.place(&weakSignals)
        problems.sort { ($0.path, $0.what) < ($1.path, $1.what) }

        var statistics = merged.statistics
        statistics.skipped = discovery.skipped.count + survey.problems.count
        statistics.seconds = elapsed()
        return ScanResult(
            findings: findings, weakSignals: weakSignals, statistics: statistics, problems: problems)
    }
}

/// Calls a body several times a second until it is stopped.
private final class ProgressReporter: Sendable {
    private let isStopped = Mutex(false)
    private let finished = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            while !isStopped.withLock({ $0 }) {
                body()
                Thread.sleep(forTimeInterval: 0.1)
            }
            body()
            finished.signal()
        }
        thread.start()
    }

    func stop() {
        isStopped.withLock { $0 = true }
        finished.wait()
    }
}
