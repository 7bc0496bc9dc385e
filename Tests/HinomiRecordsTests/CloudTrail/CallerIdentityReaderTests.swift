// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

/// Who called, read apart from the rest of a record.
@Suite struct CallerIdentityReaderTests {
    // Gives `body` the identities of records, as a parser hands them over.
    private static func identities(_ records: [String], _ body: (CallerIdentity) -> Void) {
        var reader = CallerIdentityReader()
        for record in records {
            let guarded = GuardedBytes(record)
            var parser = CloudTrailParser()
            _ = parser.parse(guarded.bytes, at: 0, isFinal: true) {
                body(reader.read($0.userIdentity))
            } refused: {
                Issue.record("refused: \($0)")
            }
        }
    }

    private static func record(_ identity: String) -> String {
        #"{"eventTime":"2026-01-02T03:04:05Z","eventName":"X","eventSource":"iam.amazonaws.com","userIdentity":\#(identity)}"#
    }

    @Test func `members are found in any order, those of the issuer apart`() {
        let forward = """
            {"type":"AssumedRole","principalId":"P:s","arn":"A","accountId":"1","accessKeyId":"K","sessionContext":\
            {"sessionIssuer":{"type":"Role","principalId":"P","arn":"R","accountId":"2","userName":"r"},"attributes":\
            {"creationDate":"D","mfaAuthenticated":"true"}}}
            """
        let backward = """
            { "sessionContext" : {"attributes":{"mfaAuthenticated":"true","creationDate":"D"},"sessionIssuer":{"userName":"r",\
            "accountId":"2","arn":"R","principalId":"P","type":"Role"}},"accessKeyId":"K","accountId":"1","arn":"A",\
            "principalId":"P:s","type":"AssumedRole"}
            """
        var count = 0
        // Each follows the other, so that what one taught of the order misleads at the other.
        Self.identities([forward, backward, forward, backward].map(Self.record)) { identity in
            count += 1
            let found = [
                identity.type, identity.principalID, identity.arn, identity.accountID, identity.accessKeyID,
                identity.issuerType, identity.issuerPrincipalID, identity.issuerARN, identity.issuerAccountID,
                identity.issuerUserName, identity.sessionCreationDate, identity.mfaAuthenticated,
            ].map(\.string)
            #expect(found == ["AssumedRole", "P:s", "A", "1", "K", "Role", "P", "R", "2", "r", "D", "true"])
            #expect(identity.userName.isAbsent)
        }
        #expect(count == 4)
    }

    @Test(arguments: [
        #"{"type":"Root","arn" "x"}"#, #"{"type":"Root","accountId":tru}"#, "null", #""Root""#, "[]", "7",
    ])
    func `of what cannot be read nothing is known but the whole`(text: String) {
        var count = 0
        Self.identities([Self.record(text)]) { identity in
            count += 1
            #expect(identity.whole.isString ? identity.whole.string == "Root" : identity.whole.source == text)
            #expect(identity.type.isAbsent && identity.arn.isAbsent && identity.accountID.isAbsent)
        }
        #expect(count == 1)
    }
}
