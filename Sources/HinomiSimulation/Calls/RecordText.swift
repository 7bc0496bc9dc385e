// SPDX-License-Identifier: Apache-2.0

/// Writes a call as CloudTrail records it.
enum RecordText {
    static func record(_ call: Call, by caller: Caller, account: String, id: String, _ ids: inout Randomness) -> String
    {
        let api = call.api
        let host = api.service + ".amazonaws.com"
        var text = "{\"eventVersion\":\"1.10\",\"userIdentity\":"
        text += caller.identity
        text +=
            ",\"eventTime\":\"\(TimeText.iso(call.time))\",\"eventSource\":\"\(host)\",\"eventName\":\"\(api.name)\""
        text += ",\"awsRegion\":\"\(call.region)\",\"sourceIPAddress\":\"\(caller.address)\",\"userAgent\":"
        // S3 puts what clients say of themselves in brackets.
        text += JSONText.quoted(api.service == "s3" && !caller.isService ? "[\(caller.agent)]" : caller.agent)
        if let error = call.error {
            // Sign-ins that fail have a message and no code.
            if !error.code.isEmpty { text += ",\"errorCode\":\"\(error.code)\"" }
            text += ",\"errorMessage\":\(JSONText.quoted(error.message))"
        }
        let hasAnswer = call.error?.code.isEmpty ?? true
        text += ",\"requestParameters\":\(call.request),\"responseElements\":\(hasAnswer ? call.response : "null")"
        if let additional = call.additional ?? (api.service == "s3" ? signature(&ids, data: api.isData) : nil) {
            text += ",\"additionalEventData\":\(additional)"
        }
        if call.type != "AwsConsoleSignIn" { text += ",\"requestID\":\"\(requestID(api, &ids))\"" }
        text += ",\"eventID\":\"\(id)\",\"readOnly\":\(api.isRead)"
        if !call.resources.isEmpty { text += ",\"resources\":\(JSONText.array(call.resources))" }
        text += ",\"eventType\":\"\(call.type)\",\"managementEvent\":\(!api.isData)"
        text += ",\"recipientAccountId\":\"\(account)\""
        if let shared = call.shared { text += ",\"sharedEventID\":\"\(shared)\"" }
        text += ",\"eventCategory\":\"\(api.isData ? "Data" : "Management")\""
        if !caller.isService, call.type == "AwsApiCall" || call.type == "AwsConsoleSignIn" {
            if !caller.isConsole || call.type == "AwsConsoleSignIn" { text += tls(call, host) }
            if caller.isConsole, call.type == "AwsApiCall" { text += ",\"sessionCredentialFromConsole\":\"true\"" }
        }
        return text + "}"
    }

    private static func tls(_ call: Call, _ host: String) -> String {
        let asked =
            switch call.api.service {
            case "signin": "\(call.region).signin.aws.amazon.com"
            case _ where call.api.isGlobal: host
            default: "\(call.api.service).\(call.region).amazonaws.com"
            }
        return ",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\","
            + "\"clientProvidedHostHeader\":\"\(asked)\"}"
    }

    private static func signature(_ ids: inout Randomness, data: Bool) -> String {
        "{\"SignatureVersion\":\"SigV4\",\"CipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"bytesTransferredIn\":0,"
            + "\"AuthenticationMethod\":\"AuthHeader\",\"x-amz-id-2\":\"\(ids.letters(76))\",\"bytesTransferredOut\":"
            + "\(data ? ids.within(300...900_000) : ids.within(200...1_200))}"
    }

    // S3 has ids of its own form.
    private static func requestID(_ api: API, _ ids: inout Randomness) -> String {
        api.service == "s3" ? ids.capitals(16) : ids.uuid()
    }
}
