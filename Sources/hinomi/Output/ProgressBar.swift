// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiPipeline

/// One line on the terminal: how far, how fast, how long still.
final class ProgressBar: Sendable {
    private let console: Console
    private let width: Int

    /// Nil where nothing can be drawn.
    init?(_ console: Console) {
        guard console.canDraw else { return nil }
        self.console = console
        width = min(100, Console.columns(of: STDERR_FILENO))
    }

    func show(_ progress: ScanProgress) {
        // A scan of a moment needs no bar.
        guard progress.seconds > 0.4, progress.bytesTotal > 0 else { return }
        let share = min(1, Double(progress.bytesDone) / Double(progress.bytesTotal))
        let rate = Double(progress.records) / progress.seconds
        var tail = String(format: " %3d %%  %@ records/s", Int(share * 100), PlainFigures.short(rate))
        if share > 0.02 { tail += "  " + PlainFigures.span(progress.seconds * (1 - share) / share) + " left" }
        let room = max(10, width - tail.count - 2)
        let filled = Int(Double(room) * share)
        let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: room - filled)
        console.write("\r\u{1B}[K" + bar + tail)
    }

    func clear() { console.write("\r\u{1B}[K") }
}
