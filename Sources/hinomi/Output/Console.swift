// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Standard error as people see it: progress, summary, problems.
final class Console: Sendable {
    private let isQuiet: Bool

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    /// Processors to work with.
    static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Whether standard output is a terminal.
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

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

    /// Writes a line, also when quiet: for what must not be missed.
    func say(_ line: String) { write(line + "\n") }

    /// Writes a line unless quiet.
    func note(_ line: String) { if !isQuiet { write(line + "\n") } }

    /// Writes text as it is.
    func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
