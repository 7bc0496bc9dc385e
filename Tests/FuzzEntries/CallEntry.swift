// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiRecords

enum CallEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        var outside: String?
        var records: [ReadRecord] = []
        let disagreement = Delivery.disagreement(on: input) { delivery in
            var made = Made()
            records = []
            parse(input, delivery) { view in
                records.append(ReadRecord(offset: view.offset, id: view.recordID))
                made.add(summary(of: view))
                let end = view.offset.addingReportingOverflow(UInt64(view.byteCount))
                if end.overflow || end.partialValue > input.count { outside = "a record ends behind the input" }
            } refused: {
                made.add($0)
                if $0.offset > input.count { outside = "something is refused behind the input" }
            }
            return made
        }
        if let complaint = outside ?? disagreement { return complaint }
        guard !records.isEmpty else { return nil }
        Fold.run { engine in
            var calls = CallIntakeReader()
            parse(input, Delivery.all[0]) { view in
                calls.read(view, input: 0, intelligence: Lists.builtIn) { call, texts in
                    engine.append(call, raw: view.record.bytes, texts: texts)
                }
            } refused: { _ in
            }
        }
        return Evidence.complaint(about: input, records) { text in
            var ids: Set<UInt64> = []
            var lacksTime = false
            parse(text, Delivery.all[0]) {
                ids.insert($0.recordID)
            } refused: {
                if $0.reason == .badTime { lacksTime = true }
            }
            return (ids, lacksTime)
        }
    }

    private static func parse(
        _ input: UnsafeBufferPointer<UInt8>, _ delivery: Delivery, _ each: (borrowing APICallView) -> Void,
        refused: (ParseRefusal) -> Void
    ) {
        var parser = CloudTrailParser()
        delivery.deliver(input) { chunk, offset, isFinal in
            parser.parse(chunk, at: offset, isFinal: isFinal, each: each, refused: refused)
        }
    }

    private static func summary(of view: borrowing APICallView) -> StableHash {
        var hash = StableHash()
        hash.combine(UInt64(bitPattern: view.time.milliseconds))
        for word in [view.recordID, view.offset, UInt64(view.byteCount), view.account.number] { hash.combine(word) }
        var reader = CallerIdentityReader()
        let identity = reader.read(view.userIdentity)
        for slice in [
            view.record, view.eventVersion, view.eventID, view.eventName, view.eventSource, view.eventType,
            view.eventCategory, view.region, view.sourceIPAddress, view.userAgent, view.errorCode, view.errorMessage,
            view.requestID, view.sharedEventID, view.recipientAccountID, view.vpcEndpointID, view.vpcEndpointAccountID,
            view.apiVersion, view.requestParameters, view.responseElements, view.additionalEventData, view.resources,
            view.serviceEventDetails, view.tlsDetails, identity.whole, identity.type, identity.principalID,
            identity.arn, identity.accountID, identity.accessKeyID, identity.userName, identity.invokedBy,
            identity.issuerType, identity.issuerARN, identity.issuerUserName, identity.mfaAuthenticated,
            identity.sessionCreationDate, identity.sourceIdentity, identity.federatedProvider,
            identity.credentialsIssuerType, identity.credentialsIssuedTo,
        ] {
            hash.combine(slice)
        }
        if let address = view.sourceAddress { hash.combine(address) }
        for truth in [view.record.isIntact, view.readOnly, view.managementEvent, view.succeeded] {
            hash.combine(truth == nil ? 2 : truth == true ? 1 : 0)
        }
        return hash
    }
}
