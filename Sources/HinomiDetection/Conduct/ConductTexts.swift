// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a call's hashes stand for, in as few bytes as findings need.
enum ConductText: Int, CaseIterable {
    case type, principalID, accessKeyID, userName, issuerUserName
    case service, api, region, agent, error, bucket, launched

    // Texts are cut to this many bytes, and each lies behind its length.
    private static let limit = 255

    /// Most bytes that the texts of a call take.
    static var mostBytes: Int { allCases.count * (limit + 1) }

    /// Writes the texts of a view, as the log has them, to where there is room for `mostBytes`. Returns how many bytes they
    /// are.
    static func write(_ view: APICallView, _ objects: CallObjects, to room: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard let base = room.baseAddress, room.count >= mostBytes else { return 0 }
        var at = base
        func put(_ slice: JSONSlice) {
            let count = slice.isString ? min(slice.count, limit) : 0
            at.pointee = UInt8(count)
            if count > 0, let text = slice.bytes.baseAddress { (at + 1).update(from: text, count: count) }
            at += count + 1
        }
        // In the order of the cases.
        put(view.identity.type)
        put(view.identity.principalID)
        put(view.identity.accessKeyID)
        put(view.identity.userName)
        put(view.identity.issuerUserName)
        put(view.eventSource)
        put(view.eventName)
        put(view.region)
        put(view.userAgent)
        put(view.errorCode)
        put(objects.bucket)
        put(objects.launched)
        return at - base
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
