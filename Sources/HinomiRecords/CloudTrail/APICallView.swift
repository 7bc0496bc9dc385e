// SPDX-License-Identifier: Apache-2.0

/// One API call of a CloudTrail log, where it lies in the input.
///
/// The slices are valid during the call-back that hands the call over, and no longer. A field that the record lacks is an
/// absent slice, which `null` is not.
public struct APICallView {
    /// When the call was made.
    public var time = Timestamp(milliseconds: 0)
    /// Stable 63-bit hash of the event id, or of the raw record when it has none: equal ones are one record.
    public var recordID: UInt64 = 0
    /// Bytes before the record in its input.
    public var offset: UInt64 = 0
    /// Bytes of the record in its input.
    public var byteCount = 0
    /// The whole record.
    public var record = JSONSlice()
    /// Who called; `CallerIdentityReader` reads it.
    public var userIdentity = JSONSlice()
    /// The version of the record's form.
    public var eventVersion = JSONSlice()
    /// The id of the event.
    public var eventID = JSONSlice()
    /// The operation that was called.
    public var eventName = JSONSlice()
    /// The service: `iam.amazonaws.com`.
    public var eventSource = JSONSlice()
    /// AwsApiCall, AwsConsoleSignIn, AwsServiceEvent, …
    public var eventType = JSONSlice()
    /// Management, Data, NetworkActivity, Insight.
    public var eventCategory = JSONSlice()
    /// The region that the call went to.
    public var region = JSONSlice()
    /// Where the call came from: an address, or the name of a service.
    public var sourceIPAddress = JSONSlice()
    /// What the caller's software calls itself.
    public var userAgent = JSONSlice()
    /// Why the call failed; absent when it did not.
    public var errorCode = JSONSlice()
    /// Why the call failed, in words.
    public var errorMessage = JSONSlice()
    /// The service's id of the call.
    public var requestID = JSONSlice()
    /// The id that copies of the event in other accounts share.
    public var sharedEventID = JSONSlice()
    /// The account that the record was delivered to.
    public var recipientAccountID = JSONSlice()
    /// The VPC endpoint that the call went through.
    public var vpcEndpointID = JSONSlice()
    /// The account that owns the VPC endpoint.
    public var vpcEndpointAccountID = JSONSlice()
    /// Whether the credentials came from a console session.
    public var sessionCredentialFromConsole = JSONSlice()
    /// The version of the service's API.
    public var apiVersion = JSONSlice()
    /// What was asked for.
    public var requestParameters = JSONSlice()
    /// What a changing call answered.
    public var responseElements = JSONSlice()
    /// What the service adds.
    public var additionalEventData = JSONSlice()
    /// The resources that the call touched.
    public var resources = JSONSlice()
    /// What a service's own event says.
    public var serviceEventDetails = JSONSlice()
    /// How the connection was encrypted.
    public var tlsDetails = JSONSlice()
    var readOnlyValue = JSONSlice()
    var managementEventValue = JSONSlice()

    /// Whether the call only reads; nil where the record does not say.
    public var readOnly: Bool? { readOnlyValue.bool }

    /// Whether the call is a management event; nil where the record does not say.
    public var managementEvent: Bool? { managementEventValue.bool }

    /// Where the call came from, when that is an address that can be read.
    public var sourceAddress: IPAddress? { sourceIPAddress.address }

    /// Whether the call succeeded: there is no error code.
    public var succeeded: Bool { !errorCode.isPresent }

    /// The account that the record was delivered to, or else the caller's.
    public var account: AccountID {
        recipientAccountID.account ?? userIdentity["accountId"].account ?? .unknown
    }

    /// A call of nothing, to be filled in.
    public init() {}
}
