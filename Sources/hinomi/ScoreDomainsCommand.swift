// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import HinomiIntelligence
import HinomiSources
import HinomiStatistics

/// `hinomi score-domains`: how generated names look to the detector.
struct ScoreDomainsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score-domains",
        abstract: "Say how much domain names look generated.",
        discussion: """
            Reads names, one a line, and writes each with its score behind a tab, in the same order; empty lines are left \
            out. What is scored is the registered name, as the detector of generated names does it: the public suffix and \
            the label before it, in lower case, without a final dot.

            The score is -log10 of the share of benign names that score as high: 2 is one in a hundred (the detector \
            begins to wonder), 3 one in a thousand (it counts in full), 4 one in ten thousand, 5 one in a hundred thousand. \
            Above 3 it is extrapolated. A single name proves nothing.

            Exit status: 0 when all was read, 2 for a wrong command line, 3 when the file could not be read, 4 when the \
            scores could not be written.
            """)

    @Argument(
        help: ArgumentHelp("A list of names, also compressed; - for standard input.", valueName: "file"))
    var file: String

    func run() throws {
        guard let scorer = NameScorer.builtIn else {
            Console(isQuiet: false).say("Error: this program's model of names is damaged; build or install it again.")
            throw ExitCode.broken
        }
        var lines = NameLines(scorer: scorer, output: SafeOutput.standardOutput())
        do {
            if file == "-" { try lines.readStandardInput() } else { try lines.read(path: file) }
            try lines.finish()
        } catch let error as SourceError {
            try? lines.finish()
            Console(isQuiet: false).say("Error: \(error)")
            throw ExitCode.damagedInput
        } catch {
            throw ExitCode.broken
        }
    }
}

/// Takes bytes in, and writes a line for each name in them.
private struct NameLines {
    let scorer: NameScorer
    let output: SafeOutput
    private var line: [UInt8] = []
    // More is no name, and a file without lines must not fill the memory.
    private static let longest = 64 << 10
    private static let step = 256 << 10

    init(scorer: NameScorer, output: SafeOutput) {
        self.scorer = scorer
        self.output = output
    }

    mutating func read(path: String) throws {
        let reader = try InputReader(path: path, pool: ReaderPool())
        try read { buffer in try reader.read(into: buffer, capacity: NameLines.step) }
    }

    mutating func readStandardInput() throws {
        try read { buffer in
            while true {
                let count = Glibc.read(STDIN_FILENO, buffer, NameLines.step)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else {
                    throw SourceError(.system(errno), path: "standard input", reason: String(cString: strerror(errno)))
                }
                return count
            }
        }
    }

    private mutating func read(_ more: (UnsafeMutableRawPointer) throws -> Int) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: NameLines.step, alignment: 16)
        defer { buffer.deallocate() }
        guard let base = buffer.baseAddress else { return }
        while case let count = try more(base), count > 0 {
            for byte in buffer[..<count] {
                if byte == 0x0A { try end() } else if line.count < NameLines.longest { line.append(byte) }
            }
        }
    }

    mutating func finish() throws {
        try end()
        try output.finish()
    }

    private mutating func end() throws {
        defer { line.removeAll(keepingCapacity: true) }
        while let last = line.last, last <= 0x20 { line.removeLast() }
        let given = line.drop { $0 <= 0x20 }
        guard !given.isEmpty else { return }
        var name = given.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        if name.last == 0x2E { name.removeLast() }
        let score = name.withUnsafeBufferPointer { name in
            let start = PublicSuffixes.builtIn.registeredDomainStart(of: name) ?? 0
            return scorer.score(registeredName: UnsafeBufferPointer(rebasing: name[start...]))
        }
        try output.write(Array(given) + Array("\t\(NameLines.text(score))\n".utf8))
    }

    private static func text(_ score: Float) -> String {
        let units = Int((Double(score) * 10_000).rounded())
        let digits = String(units.magnitude % 10_000)
        let fraction = String(repeating: "0", count: 4 - digits.count) + digits
        return (units < 0 ? "-" : "") + "\(units.magnitude / 10_000).\(fraction)"
    }
}
