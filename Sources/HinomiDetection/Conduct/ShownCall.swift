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
    }

    /// The call as an action.
    var action: Action {
        .apiCall(
            APICallAction(
                api: api, serviceName: service, remoteAddress: address, errorCode: error, userAgent: agent,
                affectedResources: bucket.isEmpty ? [:] : ["AWS::S3::Bucket": bucket]))
    }
}
