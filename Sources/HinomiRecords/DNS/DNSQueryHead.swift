// SPDX-License-Identifier: Apache-2.0

import CBytes

/// What stands in front of the name in a record, remembered: but for the time it is the same from record to record.
///
/// A record that begins with the same bytes says the same, and need not be read again up to there.
struct DNSQueryHead {
    /// The keys whose values it remembers, a bit for each by its number.
    static let keys: UInt32 = [DNSQueryField.version, .accountID, .region, .vpcID, .queryTimestamp].reduce(0) {
        $0 | 1 << UInt32($1.rawValue)
    }

    private static let capacity = 256
    // All up to and with the key of the name and its colon; none when nothing is remembered.
    private var bytes = [UInt8](repeating: 0, count: DNSQueryHead.capacity)
    private var count = 0
    private var timePlace = 0..<0
    private var time = Timestamp(milliseconds: 0)
    private var account = AccountID.unknown
    private var regionPlace = 0..<0
    private var vpcPlace = 0..<0

    /// Remembers a head that was read into a view, from the beginning of the record to the colon behind the key of the
    /// name. Returns the time in it; nil when there is none.
    mutating func remember(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ view: borrowing DNSQueryView,
        _ timeText: JSONSlice
    ) -> Timestamp? {
        count = 0
        guard end - start <= DNSQueryHead.capacity,
            let timePlace = DNSQueryHead.place(of: timeText, start),
            let regionPlace = DNSQueryHead.place(of: view.region, start),
            let vpcPlace = DNSQueryHead.place(of: view.vpcID, start), let time = timeText.time
        else { return nil }
        count = end - start
        bytes.withUnsafeMutableBufferPointer { bytes in
            if let base = bytes.baseAddress { base.update(from: start, count: count) }
        }
        (self.time, self.timePlace, self.regionPlace, self.vpcPlace) = (time, timePlace, regionPlace, vpcPlace)
        account = view.account
        return time
    }

    // Only of plain strings: nothing else stands there.
    private static func place(of text: JSONSlice, _ start: UnsafePointer<UInt8>) -> Range<Int>? {
        guard text.isString, !text.hasEscapes, let base = text.base else { return nil }
        return (base - start)..<(base - start + text.count)
    }

    /// Reads the head of a record into a view if it is the one that is remembered, the time aside. Returns the time and the
    /// number of bytes read; nil, and nothing is read, when it is another.
    @inline(__always)
    mutating func recall(
        _ view: inout DNSQueryView, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> (time: Timestamp, count: Int)? {
        guard count > 0, end - start >= count else { return nil }
        let (count, place) = (count, timePlace)
        let match: (isHead: Bool, isTime: Bool) = bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress,
                hinomi_bytes_equal(start, base, place.lowerBound) != 0,
                hinomi_bytes_equal(start + place.upperBound, base + place.upperBound, count - place.upperBound) != 0
            else { return (false, false) }
            return (true, hinomi_bytes_equal(start + place.lowerBound, base + place.lowerBound, place.count) != 0)
        }
        guard match.isHead else { return nil }
        if !match.isTime {
            // What is a time holds nothing that would end a string.
            guard let time = JSONSlice(.string, start + place.lowerBound, place.count).time else { return nil }
            self.time = time
            bytes.withUnsafeMutableBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                (base + place.lowerBound).update(from: start + place.lowerBound, count: place.count)
            }
        }
        view.account = account
        view.region = JSONSlice(.string, start + regionPlace.lowerBound, regionPlace.count)
        view.vpcID = JSONSlice(.string, start + vpcPlace.lowerBound, vpcPlace.count)
        return (time, count)
    }
}
