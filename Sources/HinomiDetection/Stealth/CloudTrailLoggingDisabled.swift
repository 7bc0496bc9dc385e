// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A trail was stopped, deleted, or changed so that it sees less.
///
/// Reads CloudTrail. Raises for StopLogging and DeleteTrail, and for UpdateTrail that leaves out global services or the
/// other regions. Only calls that succeeded count.
struct CloudTrailLoggingDisabled: CallRule {
    static let raises: [FindingType] = ["Stealth:IAMUser/CloudTrailLoggingDisabled"]

    func signals(for call: ObservedCall) -> [Signal] {
        let view = call.view
        guard view.succeeded, view.eventSource.isExactly("cloudtrail.amazonaws.com") else { return [] }
        let isWeaker =
            view.requestParameters.value(at: "includeGlobalServiceEvents").bool == false
            || view.requestParameters.value(at: "isMultiRegionTrail").bool == false
        guard
            view.eventName.isExactly("StopLogging") || view.eventName.isExactly("DeleteTrail")
                || (view.eventName.isExactly("UpdateTrail") && isWeaker)
        else { return [] }
        let trail = view.requestParameters.value(at: "name").string ?? "unknown trail"
        // A name and an ARN may mean the same trail.
        let name = trail.split(separator: "/").last.map(String.init) ?? trail
        var signal = call.signal(
            CloudTrailLoggingDisabled.raises[0], identity: [name], severity: .low,
            affecting: ["AWS::CloudTrail::Trail": trail])
        signal.terms["trail"] = name
        return [signal]
    }
}
