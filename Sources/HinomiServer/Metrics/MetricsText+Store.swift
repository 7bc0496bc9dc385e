// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiStore

extension MetricsText {
    /// Writes what is in the store, and what room there is.
    mutating func write(_ figures: StoreFigures, used: Int64, whole: Int64, room: Int64?) {
        begin("hinomi_findings", .gauge, "Findings that are not archived, by severity.")
        for severity in Severity.Label.allCases {
            sample(
                "hinomi_findings", ["severity": severity.rawValue.lowercased()],
                Double(figures.findings[severity] ?? 0))
        }
        figure("hinomi_findings_archived", .gauge, "Findings that are archived.", Double(figures.archivedFindings))
        figure(
            "hinomi_state_bytes", .gauge, "Bytes of what detectors and sources go on from.", Double(figures.stateBytes))
        figure(
            "hinomi_mails_waiting", .gauge, "Invitations that are to be sent by e-mail.", Double(figures.waitingMails))
        figure("hinomi_lists_waiting", .gauge, "Lists whose contents are to be fetched.", Double(figures.waitingLists))
        figure(
            "hinomi_exports_waiting", .gauge, "Findings that are to be written to a publishing destination.",
            Double(figures.waitingExports))
        figure("hinomi_store_bytes", .gauge, "Bytes of the database's file.", Double(whole))
        figure("hinomi_store_used_bytes", .gauge, "Bytes of the database that hold something.", Double(used))
        if let room {
            figure("hinomi_disk_free_bytes", .gauge, "Bytes left on the disk of the database.", Double(room))
        }
    }
}
