// SPDX-License-Identifier: Apache-2.0

/// A call to an API, without its caller.
struct Call: Sendable {
    var api: API
    /// Seconds since 1970.
    var time: Int64
    var region: String
    /// JSON.
    var request = "null"
    var response = "null"
    /// JSON objects.
    var resources: [String] = []
    var additional: String?
    var error: CallError?
    var type = "AwsApiCall"
    /// The same for the records of one call in two accounts.
    var shared: String?

    init(_ api: API, at time: Int64, in region: String) {
        self.api = api
        self.time = time
        // Global services are recorded in one region.
        self.region = api.isGlobal ? "us-east-1" : region
    }
}

/// Why a call failed.
struct CallError: Sendable, Hashable {
    var code: String
    var message: String

    /// The caller may not do that; each service says it in its own words.
    static func denied(_ api: API, caller: Caller) -> CallError {
        switch api.service {
        case "ec2":
            CallError(
                code: "Client.UnauthorizedOperation", message: "You are not authorized to perform this operation.")
        case "s3": CallError(code: "AccessDenied", message: "Access Denied")
        default:
            CallError(
                code: ["lambda", "logs", "secretsmanager", "ssm", "kms"].contains(api.service)
                    ? "AccessDeniedException" : "AccessDenied",
                message: "User: \(caller.arn) is not authorized to perform: \(api.service):\(api.name) because no "
                    + "identity-based policy allows the \(api.service):\(api.name) action")
        }
    }

    /// What S3 answers where a bucket has no such setting, which is often; nil for calls that always have an answer.
    static func missing(_ api: API) -> CallError? {
        guard api.service == "s3", let (code, message) = missingSettings[api.name] else { return nil }
        return CallError(code: code, message: message)
    }

    private static let missingSettings: [String: (String, String)] = [
        "GetBucketPolicy": ("NoSuchBucketPolicy", "The bucket policy does not exist"),
        "GetBucketPolicyStatus": ("NoSuchBucketPolicy", "The bucket policy does not exist"),
        "GetBucketPublicAccessBlock": (
            "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"
        ),
        "GetBucketWebsite": (
            "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"
        ),
        "GetBucketReplication": (
            "ReplicationConfigurationNotFoundError", "The replication configuration was not found"
        ),
        "GetBucketObjectLockConfiguration": (
            "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"
        ),
        "GetBucketCors": ("NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        "GetBucketLifecycle": ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        "GetBucketTagging": ("NoSuchTagSet", "The TagSet does not exist"),
    ]

    /// A mistake that people make.
    static func mistake(_ api: API, _ random: inout Randomness) -> CallError {
        if random.chance(0.15) {
            return api.service == "ec2"
                ? CallError(code: "Client.RequestLimitExceeded", message: "Request limit exceeded.")
                : CallError(code: "ThrottlingException", message: "Rate exceeded")
        }
        switch api.service {
        case "s3": return CallError(code: "NoSuchKey", message: "The specified key does not exist.")
        case "ec2":
            return CallError(
                code: "Client.InvalidParameterValue", message: "The parameter value is invalid for this request.")
        case "iam":
            return CallError(code: "NoSuchEntityException", message: "The entity with that name cannot be found.")
        case "lambda", "logs", "ssm", "secretsmanager", "glue", "dynamodb":
            return CallError(code: "ResourceNotFoundException", message: "The specified resource does not exist.")
        default: return CallError(code: "ValidationException", message: "1 validation error detected")
        }
    }
}
