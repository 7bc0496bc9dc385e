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

    /// Writes all findings; a file appears whole or not at all.
    func write(_ findings: [Finding]) throws(OutputError) {
        let output =
            try path.map { path throws(OutputError) in try SafeOutput(path: path) } ?? SafeOutput.standardOutput()
        do throws(OutputError) {
            try write(findings, to: output)
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }

    private func write(_ findings: [Finding], to output: SafeOutput) throws(OutputError) {
        var failure: OutputError?
        func put(_ bytes: [UInt8]) {
            guard failure == nil else { return }
            do throws(OutputError) { try output.write(bytes) } catch { failure = error }
        }
        if format == .text {
            var report = TextReport()
            report.usesColor = path == nil && Console.usesColor(color)
            report.width = path == nil && Console.outputIsTerminal ? min(120, Console.columns(of: STDOUT_FILENO)) : 100
            report.write(findings) { put(Array($0.utf8)) }
        } else if let wire = FindingFormat(rawValue: format.rawValue) {
            var options = OutputOptions()
            options.includesPositions = positions
            options.productVersion = HinomiVersion.current
            wire.write(findings, options: options) { put($0) }
        }
        if let failure { throw failure }
    }
}
