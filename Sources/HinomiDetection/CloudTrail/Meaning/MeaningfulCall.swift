// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Calls that mean something by themselves, whoever makes them.
enum MeaningfulCall {
    /// What a call means; nil for those that mean nothing by themselves, and for what AWS's services do on their own account.
    static func meaning(of view: APICallView, by caller: CallerTraits) -> APIMeaning? {
        guard view.eventName.isString, view.eventSource.isString, !caller.contains(.isService) else { return nil }
        return APIMeanings.meaning(of: APIMeanings.key(service: view.eventSource, name: view.eventName))
    }
}
