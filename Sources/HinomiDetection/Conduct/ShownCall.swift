// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What a finding shows of a call.
struct ShownCall: Codable, Sendable {
    var reference: RecordReference
    var address: IPAddress
    var service: String
    var api: String
    var region: String
    var agent: String
    /// Empty where the call succeeded.
    var error: String
    /// Empty where none is named.
    var bucket: String
    var isData: Bool
    /// The caller's account; unknown where the record does not say.
    var callerAccount: AccountID
    /// The caller is of the account whose log tells of the call.
    var isAffiliated: Bool

    init(_ call: ConductCall) {
        reference = call.reference
        address = call.record.address
        service = call.text(.service)
        api = call.text(.api)
        region = call.text(.region)
        agent = call.text(.agent)
        error = call.text(.error)
        bucket = call.text(.bucket)
        isData = call.record.isData
        callerAccount = call.record.callerAccount
        isAffiliated = callerAccount == .unknown || callerAccount == call.record.account
    }

    /// The call as an action.
    var action: Action {
        .apiCall(
            APICallAction(
                api: api, serviceName: service, remoteAddress: address, errorCode: error, userAgent: agent,
                callerAccount: callerAccount == .unknown ? nil : callerAccount, isAffiliated: isAffiliated,
                affectedResources: bucket.isEmpty ? [:] : ["AWS::S3::Bucket": bucket]))
    }
}
