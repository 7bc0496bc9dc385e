// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
public import HinomiRecords

/// Calls that mean something by themselves, whoever makes them.
public enum MeaningfulCall {
    /// What a call means; nil for those that mean nothing by themselves, and for what AWS's services do on their own account.
    public static func meaning(of view: APICallView) -> APIMeaning? {
        guard view.eventName.isString, view.eventSource.isString, !view.identity.type.isExactly("AWSService") else {
            return nil
        }
        return APIMeanings.meaning(of: APIMeanings.key(service: view.eventSource, name: view.eventName))
    }
}
