// SPDX-License-Identifier: Apache-2.0

extension CloudTrailParser {
    /// Where an object came from.
    struct Origin {
        /// The first byte of the outermost object; offsets are counted from it.
        var start: UnsafePointer<UInt8>
        /// Its offset in the input.
        var offset: UInt64
        /// The string that the object was unpacked from.
        var string: JSONSlice?
        /// How many envelopes are around it.
        var envelopes = 0
        /// The time of the envelope.
        var time = JSONSlice()
    }

    /// Reads one object: a record, or what is around one or several.
    mutating func read(
        _ scanner: inout JSONScanner, _ origin: Origin, mayHoldRecords: Bool,
        _ each: (borrowing APICallView) -> Void, _ refused: (ParseRefusal) -> Void
    ) throws(JSONFault) -> APICallView.Reading {
        var view = APICallView()
        var eventTime = JSONSlice()
        var envelope = APICallEnvelope()
        let reading = try view.read(&scanner, keys, &order, &eventTime, &envelope, mayHoldRecords: mayHoldRecords)
        guard case .whole = reading else { return reading }
        if let string = origin.string {
            view.offset = origin.offset
            view.byteCount = string.count
        } else {
            view.offset = origin.offset &+ UInt64((view.record.base ?? origin.start) - origin.start)
            view.byteCount = view.record.count
        }
        if eventTime.isAbsent, view.eventSource.isAbsent {
            if envelope.content.isPresent, origin.envelopes < CloudTrailParser.maxEnvelopes {
                unwrap(envelope.content, origin, view.offset, envelope.time, each, refused)
                return .whole
            }
            if envelope.logEvents.kind == .array, origin.envelopes < CloudTrailParser.maxEnvelopes {
                envelope.logEvents.forEachElement { event in
                    unwrap(event["message"], origin, view.offset, JSONSlice(), each, refused)
                    return true
                }
                return .whole
            }
        }
        let isRecord = view.eventName.isString || view.eventSource.isString
        guard isRecord, let time = eventTime.time ?? origin.time.time else {
            refused(ParseRefusal(offset: view.offset, reason: isRecord ? .badTime : .notARecord))
            return .whole
        }
        view.complete(time: time)
        each(view)
        return .whole
    }

    // Reads the record in an envelope.
    @inline(never)
    private mutating func unwrap(
        _ content: JSONSlice, _ outer: Origin, _ offset: UInt64, _ time: JSONSlice,
        _ each: (borrowing APICallView) -> Void, _ refused: (ParseRefusal) -> Void
    ) {
        var origin = outer
        origin.envelopes += 1
        if time.isPresent { origin.time = time }
        if content.kind == .string, let base = content.base {
            if outer.string == nil {
                origin.offset = outer.offset &+ UInt64(base - outer.start)
                origin.string = content
            }
        }
        let position = origin.string == nil ? offset : origin.offset
        let fault = content.withEmbedded { (scanner: inout JSONScanner) -> JSONFault? in
            do throws(JSONFault) {
                scanner.skipSpace()
                _ = try read(&scanner, origin, mayHoldRecords: false, each, refused)
                return nil
            } catch {
                return error
            }
        }
        switch fault {
        case .none: refused(ParseRefusal(offset: position, reason: .notARecord))
        case .some(.none): break
        case .some(.some(let fault)):
            let reason = fault.refusal
            refused(ParseRefusal(offset: position, reason: reason == .cutOff ? .badJSON : reason))
        }
    }
}
