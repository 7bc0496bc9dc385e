// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a call's hashes stand for, in as few bytes as findings need.
enum ConductText: Int, CaseIterable {
    case type, principalID, accessKeyID, userName, issuerUserName
    case service, api, region, agent, error, bucket, launched

    // Texts are cut to this many bytes, and each lies behind its length.
    static let limit = 255

    /// Most bytes that the texts of a call take.
    static var mostBytes: Int { allCases.count * (limit + 1) }

    /// Writes the texts of a view, as the log has them, to where there is room for `mostBytes`. Returns how many bytes they
    /// are.
    static func write(
        _ view: APICallView, _ caller: CallerTexts, _ objects: CallObjects, to room: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        guard let base = room.baseAddress, room.count >= mostBytes else { return 0 }
        var end = base
        // In the order of the cases.
        for i in 0..<CallerTexts.count { put(caller.text(i, in: view.userIdentity), at: &end) }
        put(view.eventSource, at: &end)
        put(view.eventName, at: &end)
        put(view.region, at: &end)
        put(view.userAgent, at: &end)
        put(view.errorCode, at: &end)
        put(objects.bucket, at: &end)
        put(objects.launched, at: &end)
        return end - base
    }

    @inline(__always)
    private static func put(_ slice: JSONSlice, at end: inout UnsafeMutablePointer<UInt8>) {
        put(slice.isString ? slice.bytes : UnsafeBufferPointer(start: nil, count: 0), at: &end)
    }

    @inline(__always)
    private static func put(_ bytes: UnsafeBufferPointer<UInt8>, at end: inout UnsafeMutablePointer<UInt8>) {
        let count = min(bytes.count, limit)
        end.pointee = UInt8(count)
        if count > 0, let text = bytes.baseAddress { (end + 1).update(from: text, count: count) }
        end += count + 1
    }

    /// The text in what `append` wrote; empty where the record had none. Escapes stay as they are.
    func text(in bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: self.bytes(in: bytes), as: UTF8.self) }

    /// The bytes of a text in what `append` wrote.
    func bytes(in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var at = 0
        for _ in 0..<rawValue where at < bytes.count { at += 1 + Int(bytes[at]) }
        guard at < bytes.count, at + 1 + Int(bytes[at]) <= bytes.count else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(rebasing: bytes[(at + 1)..<(at + 1 + Int(bytes[at]))])
    }
}
