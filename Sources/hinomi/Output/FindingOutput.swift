// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiSources

/// Writes findings to standard output or a file.
struct FindingOutput {
    var format: OutputFormat
    var path: String?
    var positions: Bool
    var color: ColorArgument

    /// Writes all findings, and weak signals behind them where there are some to be written; a file appears whole or not at
    /// all.
    func write(_ findings: [Finding], weakSignals: WeakSignals? = nil) throws(OutputError) {
        let output =
            try path.map { path throws(OutputError) in try SafeOutput(path: path) } ?? SafeOutput.standardOutput()
        do throws(OutputError) {
            try write(findings, weakSignals, to: output)
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }

    private func write(
        _ findings: [Finding], _ weakSignals: WeakSignals?, to output: SafeOutput
    ) throws(OutputError) {
        var failure: OutputError?
        func put(_ bytes: [UInt8]) {
            guard failure == nil else { return }
            do throws(OutputError) { try output.write(bytes) } catch { failure = error }
        }
        if format == .text {
            var report = TextReport()
            report.usesColor = path == nil && Console.usesColor(color)
            report.width = FindingOutput.width(path)
            report.write(findings) { put(Array($0.utf8)) }
            if let weakSignals {
                put([UInt8(ascii: "\n")])
                WeakSignalOutput.report(path, color).write(weakSignals) { put(Array($0.utf8)) }
            }
        } else if let wire = FindingFormat(rawValue: format.rawValue) {
            var options = OutputOptions()
            options.includesPositions = positions
            options.productVersion = HinomiVersion.current
            if let weakSignals, wire == .json {
                JSONFormat.write(findings, options: options, weakSignals: weakSignals) { put($0) }
            } else {
                wire.write(findings, options: options) { put($0) }
                if let weakSignals, wire == .ndjson { WeakSignalFormat.writeLines(weakSignals) { put($0) } }
            }
        }
        if let failure { throw failure }
    }

    /// Columns for text that goes to a file, or to the terminal where there is no path.
    static func width(_ path: String?) -> Int {
        path == nil && Console.outputIsTerminal ? min(120, Console.columns(of: STDOUT_FILENO)) : 100
    }
}
