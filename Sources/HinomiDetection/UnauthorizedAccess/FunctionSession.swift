// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The session in which a Lambda function uses its role: AWS names it after the function.
enum FunctionSession {
    // The longest names of a role and of a session.
    private static let longest = 64

    /// Whether the record itself says that a function's credentials were used, as newer ones do.
    static func isOne(_ identity: CallerIdentity) -> Bool {
        identity.inScopeOf.count > 2 && identity.type.isExactly("AssumedRole")
            && identity.credentialsIssuerType.isExactly("AWS::Lambda::Function")
    }

    /// Whether a caller may be one. Of records that say nothing, those of roles that are named after functions or for
    /// them. Looks at a few bytes, since it is asked of every call.
    static func mayBeOne(_ identity: CallerIdentity) -> Bool {
        guard identity.type.isExactly("AssumedRole") else { return false }
        if identity.inScopeOf.count > 2 { return isOne(identity) }
        guard let (role, session) = parts(identity.arn.bytes) else { return false }
        return role.starts(with: session) || namesLambda(role) || namesLambda(session)
    }

    /// Role and function, as the end of the session's ARN has them: `role/function`; nil for what is no session.
    static func name(of identity: CallerIdentity) -> String? {
        parts(identity.arn.bytes).map { name($0.role, $0.session) }
    }

    /// Role and function of a session that was asked for; nil where they are not told.
    static func name(askedFor parameters: JSONSlice) -> String? {
        let arn = parameters["roleArn"].bytes
        let session = parameters["roleSessionName"].bytes
        guard let slash = arn.lastIndex(of: 0x2F), arn.count - slash - 1 <= longest, 1...longest ~= session.count else {
            return nil
        }
        return name(UnsafeBufferPointer(rebasing: arn[(slash + 1)...]), session)
    }

    private static func name(_ role: UnsafeBufferPointer<UInt8>, _ session: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: role, as: UTF8.self) + "/" + String(decoding: session, as: UTF8.self)
    }

    // The last two parts of `arn:aws:sts::111122223333:assumed-role/role/session`.
    private static func parts(
        _ arn: UnsafeBufferPointer<UInt8>
    ) -> (role: UnsafeBufferPointer<UInt8>, session: UnsafeBufferPointer<UInt8>)? {
        guard let last = arn.lastIndex(of: 0x2F), let first = arn[..<last].lastIndex(of: 0x2F),
            1...longest ~= last - first - 1, 1...longest ~= arn.count - last - 1
        else { return nil }
        return (
            UnsafeBufferPointer(rebasing: arn[(first + 1)..<last]), UnsafeBufferPointer(rebasing: arn[(last + 1)...])
        )
    }

    private static func namesLambda(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.count >= 6 else { return false }
        for at in 0...(name.count - 6) where name[at] | 0x20 == 0x6C {
            if name[at + 1] | 0x20 == 0x61, name[at + 2] | 0x20 == 0x6D, name[at + 3] | 0x20 == 0x62,
                name[at + 4] | 0x20 == 0x64, name[at + 5] | 0x20 == 0x61
            {
                return true
            }
        }
        return false
    }
}

/// What a call tells of where functions and people are.
enum FunctionEvent {
    /// Lambda got the credentials of a function.
    case issued(String)
    /// Credentials that are a function's, or may be, were used from an address of the internet.
    case use(FunctionUse)
    /// A function was put into a network, or taken out of one.
    case attached(function: String)
    /// A person used the console.
    case person(IPAddress)
    /// The ways out of a network were changed.
    case network

    private static let attaching = CallNames(["UpdateFunctionConfiguration20150331v2", "UpdateFunctionConfiguration"])

    /// Whether a call may tell something; quick, since it is asked of every call.
    static func isOne(_ view: APICallView) -> Bool {
        FunctionSession.mayBeOne(view.identity) || isIssue(view) || attaching.contains(view.eventName)
            || CredentialEvent.tellsOfPeopleOrNetworks(view)
    }

    /// What a call tells; nil for nothing.
    init?(_ call: ObservedCall) {
        let view = call.view
        if FunctionSession.mayBeOne(view.identity) {
            // What AWS does with the credentials on the function's behalf comes from AWS.
            guard let name = FunctionSession.name(of: view.identity), let address = view.sourceAddress,
                address.isPublic, !view.identity.invokedBy.isPresent, !view.vpcEndpointID.isPresent
            else { return nil }
            self = .use(FunctionUse(name: name, address: address, view: view))
        } else if FunctionEvent.isIssue(view) {
            guard view.succeeded, let name = FunctionSession.name(askedFor: view.requestParameters) else { return nil }
            self = .issued(name)
        } else if FunctionEvent.attaching.contains(view.eventName) {
            guard view.succeeded, view.requestParameters["vpcConfig"].isPresent,
                let name = view.requestParameters["functionName"].string, name.utf8.count <= 256
            else { return nil }
            // The name may be an ARN.
            self = .attached(function: name.split(separator: ":").last.map(String.init) ?? name)
        } else {
            switch CredentialEvent(call) {
            case .person(let address): self = .person(address)
            case .network: self = .network
            default: return nil
            }
        }
    }

    private static func isIssue(_ view: APICallView) -> Bool {
        view.eventName.isExactly("AssumeRole") && view.identity.invokedBy.isExactly("lambda.amazonaws.com")
    }
}

/// A use of credentials that are a function's, or may be.
struct FunctionUse {
    /// Role and function: `role/function`.
    var name: String
    var address: IPAddress
    /// Whether the record itself says that they are a function's.
    var isCertain: Bool
    /// Whether the client is Lambda itself, which writes the function's logs from its own network.
    var isService: Bool
    /// Whether the client says that it runs in Lambda.
    var isInside: Bool
    /// Whether the client names a system that Lambda does not run.
    var isForeign: Bool

    init(name: String, address: IPAddress, view: APICallView) {
        self.name = name
        self.address = address
        let agent = view.userAgent.bytes
        isService = view.userAgent.hasPrefix("awslambda-worker")
        isCertain = isService || FunctionSession.isOne(view.identity)
        isInside = FunctionUse.saysLambda(agent)
        isForeign = PenTestClient.isNamed(in: agent) || ClientSystem.isMacintosh(agent)
    }

    // `exec-env/AWS_Lambda_python3.12`
    private static func saysLambda(_ agent: UnsafeBufferPointer<UInt8>) -> Bool {
        let mark: StaticString = "exec-env/AWS_Lambda"
        let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
        guard agent.count >= wanted.count else { return false }
        for at in 0...(agent.count - wanted.count) where agent[at] == 0x65 {
            if agent[at...].starts(with: wanted) { return true }
        }
        return false
    }
}
