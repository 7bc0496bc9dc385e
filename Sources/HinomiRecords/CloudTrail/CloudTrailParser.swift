// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Reads CloudTrail logs from bytes, handing over each API call where it lies as soon as it is complete.
///
/// Takes the files that CloudTrail delivers (`{"Records": […]}`, of any size), lists and lines of records, documents one
/// behind the other, and records in what other services wrap them: EventBridge (`detail`), CloudTrail Lake (`eventData`),
/// `lookup-events` output (`Events`, `CloudTrailEvent`) and CloudWatch Logs deliveries (`logEvents`). What it is, is
/// recognised anew for each document.
///
/// A record that is damaged is refused, and reading goes on with the next one that can be made out. The bytes handed in
/// must have 64 readable spare bytes behind their end.
public struct CloudTrailParser: Sendable {
    /// Larger records are refused.
    public static let maxRecordBytes = 16 << 20
    // An incomplete record of this size is suspected to be a torn one that swallows those behind it.
    static let suspiciousBytes = 256 << 10
    // Envelopes in envelopes are followed so far.
    static let maxEnvelopes = 3

    private enum Place {
        /// Between documents.
        case top
        /// In a list that is a document of its own.
        case inList
        /// In the list of records of a document.
        case inRecords
        /// Behind that list, in the rest of the document.
        case behindRecords
    }

    private var place = Place.top
    // Behind a damaged or oversized record, looking for the next one.
    private var isSeeking = false
    // An incomplete record is not tried again before so many bytes are there: the cost stays linear.
    private var wanted = 0
    let keys = APICallField.keys
    var order = JSONKeys.Order(repeating: 0)

    /// A parser at the beginning of an input.
    public init() {}

    /// Reads the complete records of `chunk`, which begins `offset` bytes into its input.
    ///
    /// - Parameters:
    ///   - isFinal: no more bytes follow.
    ///   - each: gets every API call; its slices are valid during the call.
    ///   - refused: gets what is no API call, by the offset at which it begins.
    /// - Returns: how many bytes were used up; hand in the rest again with more behind it. It is less than a record.
    public mutating func parse(
        _ chunk: UnsafeBufferPointer<UInt8>, at offset: UInt64, isFinal: Bool,
        each: (borrowing APICallView) -> Void, refused: (ParseRefusal) -> Void
    ) -> Int {
        guard let base = chunk.baseAddress else {
            if isFinal { end(at: offset, refused) }
            return 0
        }
        let end = base + chunk.count
        var at = base
        while true {
            if isSeeking {
                switch seek(at, end, isFinal) {
                case .found(let next, let key):
                    at = next
                    if key == .document || place == .behindRecords { place = .top }
                case .wantsMore(let from): return from - base
                case .end:
                    place = .top
                    return chunk.count
                }
                isSeeking = false
            }
            at = pastSeparators(at, end)
            if at >= end {
                if isFinal { self.end(at: offset &+ UInt64(chunk.count), refused) }
                return chunk.count
            }
            let position = offset &+ UInt64(at - base)
            if moveBetween(&at) { continue }
            let isObject = at.pointee == 0x7B
            guard isObject || place == .behindRecords else {
                refused(ParseRefusal(offset: position, reason: place == .top ? .notARecord : .badJSON))
                isSeeking = true
                at += 1
                continue
            }
            if !isFinal, end - at < wanted { return at - base }
            wanted = 0
            let limit = at + min(end - at, CloudTrailParser.maxRecordBytes + 1)
            var scanner = JSONScanner(from: at, to: limit)
            do throws(JSONFault) {
                if place == .behindRecords {
                    try readMember(&scanner)
                } else if case .inRecords = try read(
                    &scanner, Origin(start: at, offset: position), mayHoldRecords: place == .top, each, refused)
                {
                    place = .inRecords
                }
                at = scanner.at
            } catch {
                let mayGrow = !isFinal && limit == end && end - at <= CloudTrailParser.maxRecordBytes
                if error == .incomplete, mayGrow, !swallowsRecords(at, end) {
                    wanted = 2 * (end - at)
                    return at - base
                }
                let isTooLong = error == .incomplete && end - at > CloudTrailParser.maxRecordBytes
                refused(ParseRefusal(offset: position, reason: isTooLong ? .tooLong : error.refusal))
                at = resume(at, limit)
            }
        }
    }

    // Says what is missing when the input ends here.
    private mutating func end(at offset: UInt64, _ refused: (ParseRefusal) -> Void) {
        if place != .top, !isSeeking { refused(ParseRefusal(offset: offset, reason: .cutOff)) }
        place = .top
    }

    // Takes the brackets around and between records; false when what stands here is none.
    private mutating func moveBetween(_ at: inout UnsafePointer<UInt8>) -> Bool {
        switch (place, at.pointee) {
        case (.top, 0x5B): place = .inList
        case (.inList, 0x5D): place = .top
        case (.inRecords, 0x5D): place = .behindRecords
        case (.behindRecords, 0x7D): place = .top
        default: return false
        }
        at += 1
        return true
    }

    // White space; the commas between records; and between documents byte order marks and record separators (RFC 7464),
    // and what is left of a list whose beginning was lost.
    private func pastSeparators(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var at = start
        while at < end {
            switch at.pointee {
            case 0x20, 0x0A, 0x0D, 0x09, 0x2C: at += 1
            case 0x1E, 0xEF, 0xBB, 0xBF, 0x5D, 0x7D:
                guard case .top = place else { return at }
                at += 1
            default: return at
            }
        }
        return at
    }

    // A member of a document behind its records.
    private mutating func readMember(_ scanner: inout JSONScanner) throws(JSONFault) {
        let key = APICallField(number: keys.number(of: try scanner.key()))
        if key.beginsDocument, try scanner.peek() == 0x5B {
            scanner.at += 1
            place = .inRecords
            return
        }
        _ = try scanner.value()
        // What follows has to be a comma or the end of the document.
        _ = try scanner.peek()
        guard scanner.at.pointee == 0x2C || scanner.at.pointee == 0x7D else { throw .badSyntax }
    }

    // Where to go on behind what was refused: where its brackets close, when they do, otherwise where a record begins.
    private mutating func resume(_ at: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        if place == .inRecords || place == .inList,
            let (past, _) = try? JSONScanner.pastContainer(at, limit, JSONScanner.depthLimit)
        {
            return past
        }
        isSeeking = true
        return at + 1
    }

    private func swallowsRecords(_ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        guard place == .inRecords || place == .inList, end - at >= CloudTrailParser.suspiciousBytes else { return false }
        if case .found = seek(at + 1, end, false) { return true }
        return false
    }

    private func seek(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isFinal: Bool
    ) -> RecordSeeker.Outcome {
        RecordSeeker.seek(
            from: start, to: end, isFinal: isFinal, lineStarts: place == .top, listStarts: place == .top
        ) { key in
            let field = APICallField(number: keys.number(of: key))
            return field.beginsDocument ? .document : field.beginsRecord ? .record : .foreign
        }
    }
}
