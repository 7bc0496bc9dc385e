// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiSources

/// Writes weak signals to a file of their own.
struct WeakSignalOutput {
    /// How they are written.
    enum Form: String { case text, json, ndjson, csv }

    var form: Form
    var path: String
    var color: ColorArgument

    /// Writes them all; the file appears whole or not at all.
    func write(_ signals: WeakSignals) throws(OutputError) {
        let output = try SafeOutput(path: path)
        var failure: OutputError?
        func put(_ bytes: [UInt8]) {
            guard failure == nil else { return }
            do throws(OutputError) { try output.write(bytes) } catch { failure = error }
        }
        switch form {
        case .text: WeakSignalOutput.report(path, color).write(signals) { put(Array($0.utf8)) }
        case .json: WeakSignalFormat.writeDocument(signals) { put($0) }
        case .csv: WeakSignalFormat.writeTable(signals) { put($0) }
        case .ndjson: WeakSignalFormat.writeLines(signals) { put($0) }
        }
        do throws(OutputError) {
            if let failure { throw failure }
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }

    /// A report for a file, or for the terminal where there is no path.
    static func report(_ path: String?, _ color: ColorArgument) -> WeakSignalReport {
        var report = WeakSignalReport()
        report.usesColor = path == nil && Console.usesColor(color)
        report.width = FindingOutput.width(path)
        return report
    }
}
