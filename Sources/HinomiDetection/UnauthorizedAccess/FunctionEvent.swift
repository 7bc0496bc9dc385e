// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What the record of a call tells of where functions and people are.
enum FunctionEvent {
    /// Lambda got the credentials of a function.
    case issued(UInt64)
    /// A function was put into a network, or taken out of one.
    case attached(function: UInt32)
    /// A person used the console.
    case person(IPAddress)
    /// The ways out of a network were changed.
    case network

    private static let attaching = CallNames(["UpdateFunctionConfiguration20150331v2", "UpdateFunctionConfiguration"])

    /// Whether the record of a call may tell something of functions alone; quick, since it is asked of every call.
    static func isOne(_ view: APICallView, by caller: CallerTraits) -> Bool {
        isIssue(view, caller) || isNamed(view.eventName)
    }

    /// Whether all calls of this name are such.
    static func isNamed(_ name: JSONSlice) -> Bool { attaching.contains(name) }

    /// Whether some of this name are.
    static func mayBeNamed(_ name: JSONSlice) -> Bool { name.isExactly("AssumeRole") }

    /// What a call's record tells; nil for nothing.
    init?(_ call: ObservedCall) {
        let view = call.view
        if FunctionEvent.isIssue(view, call.traits) {
            guard view.succeeded, let session = FunctionSession(askedFor: view.requestParameters) else { return nil }
            self = .issued(session.key)
        } else if FunctionEvent.attaching.contains(view.eventName) {
            guard view.succeeded, view.requestParameters["vpcConfig"].isPresent else { return nil }
            // The name may be an ARN.
            let name = view.requestParameters["functionName"].bytes
            let start = name.lastIndex(of: 0x3A).map { $0 + 1 } ?? 0
            self = .attached(function: FunctionSession.hash(UnsafeBufferPointer(rebasing: name[start...])))
        } else {
            switch CredentialEvent(call) {
            case .person(let address): self = .person(address)
            case .network: self = .network
            default: return nil
            }
        }
    }

    private static func isIssue(_ view: APICallView, _ caller: CallerTraits) -> Bool {
        mayBeNamed(view.eventName) && caller.contains(.isServedByLambda)
    }
}

/// What a client says of itself that uses credentials which are a function's, or may be.
struct FunctionClient {
    /// It is Lambda itself, which writes the function's logs from its own network.
    var isService: Bool
    /// It says that it runs in Lambda.
    var isInside: Bool
    /// It names a system that Lambda does not run.
    var isForeign: Bool

    init(_ agent: UnsafeBufferPointer<UInt8>) {
        isService = agent.starts(with: "awslambda-worker".utf8)
        isInside = FunctionClient.saysLambda(agent)
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
