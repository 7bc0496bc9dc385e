// SPDX-License-Identifier: Apache-2.0

/// Reads records again that a parser handed over before, one at a time.
public struct CallRereader: Sendable {
    private let keys = APICallField.keys
    private var order = JSONKeys.Order(repeating: 0)
    private var identities = CallerIdentityReader()

    public init() {}

    /// Gives `body` the call in the bytes of a record, behind which 64 more are readable, and who made it.
    ///
    /// Its time is `time`: an envelope may have lent it to a record without one.
    public mutating func read(
        _ record: UnsafeBufferPointer<UInt8>, time: Timestamp, _ body: (borrowing APICallView, CallerIdentity) -> Void
    ) {
        guard let start = record.baseAddress else { return }
        var scanner = JSONScanner(from: start, to: start + record.count)
        var view = APICallView()
        var eventTime = JSONSlice()
        var envelope = APICallEnvelope()
        do throws(JSONFault) {
            _ = try view.read(&scanner, keys, &order, &eventTime, &envelope, mayHoldRecords: false)
        } catch {
            return
        }
        view.complete(time: time)
        view.byteCount = record.count
        body(view, identities.read(view.userIdentity))
    }
}

extension APICallView {
    /// Fills in what follows from the record as a whole.
    mutating func complete(time: Timestamp) {
        self.time = time
        let identifier = eventID.isString && eventID.count > 0 ? eventID : record
        recordID = StableHash.of(identifier.bytes) >> 1
    }
}
