// SPDX-License-Identifier: Apache-2.0

/// Reads who called from the `userIdentity` of records.
///
/// Apart from the rest of a record: one caller makes many calls, and whoever has met an identity need not read it again.
public struct CallerIdentityReader: Sendable {
    private let keys = CallerField.keys
    private var order = JSONKeys.Order(repeating: 0)
    // Issuers have some of the members that identities have, in another order.
    private var issuerOrder = JSONKeys.Order(repeating: 0)

    public init() {}

    /// Who called: slices of `userIdentity`, behind which 64 more bytes are readable. Of one that is no object, or cannot be read,
    /// nothing but the whole is known.
    public mutating func read(_ userIdentity: JSONSlice) -> CallerIdentity {
        var identity = CallerIdentity()
        identity.whole = userIdentity
        guard userIdentity.kind == .object, let start = userIdentity.base else { return identity }
        var scanner = JSONScanner(from: start, to: start + userIdentity.count)
        do throws(JSONFault) {
            try readMembers(&identity, &scanner)
        } catch {
            identity = CallerIdentity()
            identity.whole = userIdentity
        }
        return identity
    }

    private mutating func readMembers(
        _ identity: inout CallerIdentity, _ scanner: inout JSONScanner
    ) throws(JSONFault) {
        var previous = CallerField.Start.identity
        var more = try scanner.enterObject()
        while more {
            previous = try scanner.key(of: keys, after: previous, &order)
            // Repeated keys: the last one wins, as in every JSON parser that builds objects.
            switch CallerField(number: previous) {
            case .type: identity.type = try scanner.value()
            case .principalID: identity.principalID = try scanner.value()
            case .arn: identity.arn = try scanner.value()
            case .accountID: identity.accountID = try scanner.value()
            case .accessKeyID: identity.accessKeyID = try scanner.value()
            case .userName: identity.userName = try scanner.value()
            case .invokedBy: identity.invokedBy = try scanner.value()
            case .identityProvider: identity.identityProvider = try scanner.value()
            case .onBehalfOf: identity.onBehalfOf = try scanner.value()
            case .inScopeOf: identity.inScopeOf = try scanner.value()
            case .sessionContext where try scanner.peek() == 0x7B: try readContext(&identity, &scanner)
            default: _ = try scanner.value()
            }
            more = try scanner.nextMember()
        }
    }

    private mutating func readContext(
        _ identity: inout CallerIdentity, _ scanner: inout JSONScanner
    ) throws(JSONFault) {
        var previous = CallerField.Start.context
        var more = try scanner.enterObject()
        while more {
            previous = try scanner.key(of: keys, after: previous, &order)
            switch CallerField(number: previous) {
            case .sessionIssuer where try scanner.peek() == 0x7B: try readIssuer(&identity, &scanner)
            case .attributes where try scanner.peek() == 0x7B: try readAttributes(&identity, &scanner)
            case .ec2RoleDelivery: identity.ec2RoleDelivery = try scanner.value()
            case .sourceIdentity: identity.sourceIdentity = try scanner.value()
            case .webIDFederationData:
                let data = try scanner.value()
                if data.count > 2 { identity.federatedProvider = data["federatedProvider"] }
            default: _ = try scanner.value()
            }
            more = try scanner.nextMember()
        }
    }

    private mutating func readIssuer(
        _ identity: inout CallerIdentity, _ scanner: inout JSONScanner
    ) throws(JSONFault) {
        identity.issuerType = JSONSlice()
        identity.issuerPrincipalID = JSONSlice()
        identity.issuerARN = JSONSlice()
        identity.issuerAccountID = JSONSlice()
        identity.issuerUserName = JSONSlice()
        var previous = CallerField.Start.identity
        var more = try scanner.enterObject()
        while more {
            previous = try scanner.key(of: keys, after: previous, &issuerOrder)
            let value = try scanner.value()
            switch CallerField(number: previous) {
            case .type: identity.issuerType = value
            case .principalID: identity.issuerPrincipalID = value
            case .arn: identity.issuerARN = value
            case .accountID: identity.issuerAccountID = value
            case .userName: identity.issuerUserName = value
            default: break
            }
            more = try scanner.nextMember()
        }
    }

    private mutating func readAttributes(
        _ identity: inout CallerIdentity, _ scanner: inout JSONScanner
    ) throws(JSONFault) {
        identity.mfaAuthenticated = JSONSlice()
        identity.sessionCreationDate = JSONSlice()
        var previous = CallerField.Start.attributes
        var more = try scanner.enterObject()
        while more {
            previous = try scanner.key(of: keys, after: previous, &order)
            let value = try scanner.value()
            switch CallerField(number: previous) {
            case .mfaAuthenticated: identity.mfaAuthenticated = value
            case .creationDate: identity.sessionCreationDate = value
            default: break
            }
            more = try scanner.nextMember()
        }
    }
}

/// The members of `userIdentity` that are read.
enum CallerField: UInt8 {
    case other
    case type, principalID, arn, accountID, accessKeyID, userName, invokedBy, identityProvider, onBehalfOf
    case sessionContext, sessionIssuer, attributes, mfaAuthenticated, creationDate, ec2RoleDelivery, sourceIdentity
    case webIDFederationData, inScopeOf

    /// Marks for the beginnings of objects, where no member came before.
    enum Start {
        static let identity: UInt8 = 61
        static let context: UInt8 = 62
        static let attributes: UInt8 = 63
    }

    static let keys = JSONKeys([
        "type", "principalId", "arn", "accountId", "accessKeyId", "userName", "invokedBy", "identityProvider",
        "onBehalfOf",
        "sessionContext", "sessionIssuer", "attributes", "mfaAuthenticated", "creationDate", "ec2RoleDelivery",
        "sourceIdentity", "webIdFederationData", "inScopeOf",
    ])

    @inline(__always)
    init(number: UInt8) {
        self = number <= CallerField.inScopeOf.rawValue ? unsafeBitCast(number, to: Self.self) : .other
    }
}
