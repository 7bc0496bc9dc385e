// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning
import Testing

@testable import HinomiAWS

struct CredentialChainTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// The id of the key that the environment leads to; nil for none.
    private func id(
        _ environment: [String: String], config: String = "", credentials: String = "",
        over service: StagedService = StagedService([.failure(.unreachable("nobody"))]), ours: Set<String> = []
    ) async throws -> String? {
        var environment = environment
        environment["HOME"] = folder.path
        environment["AWS_CONFIG_FILE"] = try folder.write(config, to: "config")
        environment["AWS_SHARED_CREDENTIALS_FILE"] = try folder.write(credentials, to: "credentials")
        let access = try AWSAccess(
            environment: environment, keys: KeyReading { ours.contains($0) }, network: service.network)
        return try await access.credentials.currentIfAny()?.accessKeyID
    }

    private static let inEnvironment = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"]
    private static let file = """
        [default]
        aws_access_key_id = FILE
        aws_secret_access_key = s # not part of it
        [other]
        aws_access_key_id=OTHER
        aws_secret_access_key=s
        """

    @Test func `the environment comes before profiles, and profiles before all else`() async throws {
        let web = try folder.write("token\n", to: "token")
        let all = CredentialChainTests.inEnvironment.merging([
            "AWS_WEB_IDENTITY_TOKEN_FILE": web, "AWS_ROLE_ARN": "arn:aws:iam::1:role/web",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x",
        ]) { $1 }
        let service = StagedService { request, _ in
            if request.url.hasPrefix("https://sts.") {
                return StagedService.role("WEB", action: "AssumeRoleWithWebIdentity")
            }
            if request.url == "http://169.254.170.2/v2/x" {
                return .ok(#"{"AccessKeyId":"BOX","SecretAccessKey":"s","Token":"t"}"#)
            }
            switch request.url {
            case "http://169.254.169.254/latest/api/token": return .ok("TOKEN")
            case "http://169.254.169.254/latest/meta-data/iam/security-credentials/": return .ok("role-1")
            default: return .ok(#"{"Code":"Success","AccessKeyId":"EC2","SecretAccessKey":"s","Token":"t"}"#)
            }
        }
        var environment = all
        #expect(try await id(environment, credentials: CredentialChainTests.file, over: service) == "ENV")
        environment["AWS_ACCESS_KEY_ID"] = nil
        #expect(try await id(environment, credentials: CredentialChainTests.file, over: service) == "FILE")
        #expect(try await id(environment, over: service) == "WEB")
        environment["AWS_ROLE_ARN"] = nil
        #expect(try await id(environment, over: service) == "BOX")
        environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = nil
        #expect(try await id(environment, over: service) == "EC2")
        environment["AWS_EC2_METADATA_DISABLED"] = "true"
        #expect(try await id(environment, over: service) == nil)
    }

    @Test func `a key of this very server is passed over wherever it stands`() async throws {
        let ours: Set = ["ENV", "FILE"]
        let service = StagedService([.failure(.unreachable("nobody"))])
        #expect(
            try await id(
                CredentialChainTests.inEnvironment, credentials: CredentialChainTests.file, over: service, ours: ours)
                == nil)
        #expect(
            try await id(
                CredentialChainTests.inEnvironment.merging(["AWS_PROFILE": "other"]) { $1 },
                credentials: CredentialChainTests.file, over: service, ours: ours) == "OTHER")
    }

    @Test func `a named profile counts, from both files, and must be there`() async throws {
        let config = "[profile ops]\nregion = eu-central-1\naws_access_key_id = OPS\n[ops]\naws_access_key_id = NOT\n"
        let credentials = "[ops]\naws_secret_access_key = s\n"
        #expect(try await id(["AWS_PROFILE": "ops"], config: config, credentials: credentials) == "OPS")
        await #expect(throws: AWSError.credentials("there is no profile absent")) {
            try await id(["AWS_PROFILE": "absent"], config: config)
        }
        let access = try AWSAccess(
            environment: [
                "HOME": folder.path, "AWS_PROFILE": "ops", "AWS_CONFIG_FILE": folder.path + "/config",
                "AWS_SHARED_CREDENTIALS_FILE": folder.path + "/credentials",
            ], network: StagedService([]).network)
        #expect(access.endpoints.region == "eu-central-1")
    }

    @Test func `a role is taken on with the keys of its source, and an external id`() async throws {
        let service = StagedService([StagedService.role("ROLE")])
        let config = """
            [profile ops]
            role_arn = arn:aws:iam::111122223333:role/reader
            source_profile = base
            external_id = a+b
            role_session_name = watcher
            region = eu-west-1
            [profile base]
            aws_access_key_id = BASE
            aws_secret_access_key = s
            """
        #expect(try await id(["AWS_PROFILE": "ops"], config: config, over: service) == "ROLE")
        let request = try #require(service.requests.first)
        #expect(request.url == "https://sts.eu-west-1.amazonaws.com/")
        #expect(
            request.body
                == "Version=2011-06-15&Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Freader"
                + "&RoleSessionName=watcher&DurationSeconds=3600&ExternalId=a%2Bb")
        #expect(request.headers["authorization"]?.contains("Credential=BASE/") == true)
        #expect(request.headers["authorization"]?.contains("/eu-west-1/sts/aws4_request") == true)
    }

    @Test(arguments: [
        (
            "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a",
            "source of itself"
        ),
        ("[profile a]\nrole_arn = r\nsource_profile = none", "no profile none"),
        ("[profile a]\nrole_arn = r", "neither source_profile nor"),
        ("[profile a]\nrole_arn = r\ncredential_source = Elsewhere", "is none: Elsewhere"),
        ("[profile a]\nrole_arn = r\nsource_profile = a\nmfa_serial = m", "type a code"),
        ("[profile a]\nsso_session = x", "sign in"),
        ("[profile a]\ncredential_process = exit 3", "ended with status 3"),
        ("[profile a]\ncredential_process = echo {}", "version 1"),
        ("[profile a]\ncredential_process = head -c 100000 /dev/zero", "printed too much"),
    ])
    func `profiles that cannot work say why`(config: String, reason: String) async throws {
        let error = await #expect(throws: AWSError.self) { try await id(["AWS_PROFILE": "a"], config: config) }
        #expect(error?.description.contains(reason) == true, "\(error.debugDescription)")
    }

    @Test func `a profile that is its own source takes on its role with its own keys`() async throws {
        let config =
            "[default]\nrole_arn = r\nsource_profile = default\naws_access_key_id = A\naws_secret_access_key = s"
        let service = StagedService([StagedService.role("ROLE")])
        #expect(try await id([:], config: config, over: service) == "ROLE")
        #expect(service.requests.first?.headers["authorization"]?.contains("Credential=A/") == true)
    }

    @Test func `a program prints credentials`() async throws {
        let config = """
            [default]
            credential_process = printf '{"Version":1,"AccessKeyId":"RUN","SecretAccessKey":"s","SessionToken":"t"}'
            """
        #expect(try await id([:], config: config) == "RUN")
    }

    @Test func `a program that does not end is ended`() async throws {
        let began = ContinuousClock.now
        await #expect(throws: AWSError.self) {
            try await CredentialProcess(command: "sleep 3000 & sleep 3000", timeLimit: 0.2).run()
        }
        #expect(ContinuousClock.now - began < .seconds(1_000))
    }

    @Test(arguments: [
        ("http://169.254.170.23/v1/credentials", true), ("http://[fd00:ec2::23]/v1/credentials", true),
        ("http://127.0.0.1:8080/x", true), ("http://localhost/x", true), ("https://box.example/x", true),
        ("http://box.example/x", false), ("http://169.254.169.254/x", false), ("http://10.0.0.1/x", false),
    ])
    func `containers' credentials are asked for at hosts that SDKs allow`(url: String, isAllowed: Bool) async throws {
        let service = StagedService([.ok(#"{"AccessKeyId":"BOX","SecretAccessKey":"s","Token":"t"}"#)])
        let token = try folder.write("secret-1\n", to: "token")
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "old",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": token,
        ]
        if isAllowed {
            #expect(try await id(environment, over: service) == "BOX")
            #expect(service.requests.first?.headers["authorization"] == "secret-1")
        } else {
            await #expect(throws: AWSError.self) { try await id(environment, over: service) }
            #expect(service.requests.isEmpty)
        }
    }

    @Test func `a token of two lines is not sent`() async throws {
        let token = try folder.write("a\r\nx-evil: b", to: "token")
        await #expect(throws: AWSError.credentials("the container's token holds line breaks")) {
            try await id([
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": token,
            ])
        }
    }

    @Test func `the metadata service is asked with a token only`() async throws {
        let service = StagedService { request, _ in
            switch request.url {
            case "http://127.0.0.1:1338/latest/api/token": return .ok("TOKEN")
            case "http://127.0.0.1:1338/latest/meta-data/iam/security-credentials/": return .ok("role-1\nx")
            default: return .ok(#"{"Code":"Success","AccessKeyId":"EC2","SecretAccessKey":"s","Token":"t"}"#)
            }
        }
        #expect(
            try await id(["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1338"], over: service) == "EC2")
        #expect(service.requests.map(\.method) == ["PUT", "GET", "GET"])
        #expect(service.requests[0].headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(service.requests[1...].allSatisfy { $0.headers["x-aws-ec2-metadata-token"] == "TOKEN" })
        #expect(service.requests[2].url.hasSuffix("/security-credentials/role-1"))
    }

    @Test func `without a token the metadata service is not asked for more`() async throws {
        let service = StagedService([.answer(403, [:], "")])
        #expect(try await id([:], over: service) == nil)
        #expect(service.requests.count == 1)
    }

    @Test func `an endpoint for all services is not AWS's`() throws {
        let endpoints = try ServiceEndpoints(environment: [
            "AWS_ENDPOINT_URL": "http://127.0.0.1:8017", "AWS_ENDPOINT_URL_SQS": "http://127.0.0.1:5000/",
        ])
        #expect(endpoints.s3 == nil && endpoints.sts == nil)
        #expect(endpoints.sqs?.origin == "http://127.0.0.1:5000")
        #expect(throws: AWSError.self) { try ServiceEndpoints(environment: ["AWS_ENDPOINT_URL_S3": "moto"]) }
        #expect(throws: AWSError.self) { try ServiceEndpoints(environment: ["AWS_REGION": "evil.example/"]) }
    }
}
