// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Glibc
import HinomiSources
import Synchronization

/// Standard error as people see it: progress, summary, problems.
final class Console: Sendable {
    private let isQuiet: Bool

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        // Who reads our messages may go away before the results are written.
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Processors to work with.
    static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Whether standard output is a terminal.
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether standard output goes to the journal of the machine, where others may read it.
    static var outputIsJournal: Bool {
        var status = stat()
        guard let stream = ProcessInfo.processInfo.environment["JOURNAL_STREAM"], fstat(STDOUT_FILENO, &status) == 0
        else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// Whether standard error is a terminal and something may be drawn on it.
    var canDraw: Bool { !isQuiet && isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" }

    /// Columns of the terminal; 80 where that is not known.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether text on standard output should be coloured.
    static func usesColor(_ when: ColorArgument) -> Bool {
        switch when {
        case .always: true
        case .never: false
        case .auto:
            outputIsTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
                && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        }
    }

    private func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Writes text to standard output, whole.
    static func print(_ text: String) throws {
        let output = SafeOutput.standardOutput()
        do {
            try output.write(text)
            try output.finish()
        } catch {
            throw ExitCode.broken
        }
    }

    /// Writes a line, also when quiet: for what must not be missed.
    func say(_ line: String) { write(line + "\n") }

    /// Writes a line unless quiet.
    func note(_ line: String) { if !isQuiet { write(line + "\n") } }

    /// Writes text as it is. Nobody may be there to read it: that is no reason to stop.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
