// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// An action of a kind that no detector here tells of, or none at all: what programs did on a host, what a scan found.
public struct OtherAction: Hashable, Codable, Sendable {
    /// The value of `service.action.actionType`; empty where the finding has no action.
    public var actionType: String
    /// The members of `service.action` beside its type.
    public var details: WireObject
    /// Members of `service` that findings of this kind have besides, such as `runtimeDetails`.
    public var service: WireObject
    /// Where it came from; nil where there is no such place.
    public var remoteAddress: IPAddress?

    public init(
        actionType: String, details: WireObject = [:], service: WireObject = [:], remoteAddress: IPAddress? = nil
    ) {
        self.actionType = actionType
        self.details = details
        self.service = service
        self.remoteAddress = remoteAddress
    }
}
