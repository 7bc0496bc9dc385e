// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a call's hashes stand for, in as few bytes as findings need.
enum ConductText: Int, CaseIterable {
    case type, principalID, accessKeyID, userName, issuerUserName
    case service, api, region, agent, error, bucket, launched

    // Texts are cut to this many bytes, and each lies behind its length.
    private static let limit = 255

    /// Appends the texts of a view, as the log has them.
    static func append(_ view: APICallView, to bytes: inout [UInt8]) {
        let identity = view.identity
        for field in allCases {
            let slice: JSONSlice =
                switch field {
                case .type: identity.type
                case .principalID: identity.principalID
                case .accessKeyID: identity.accessKeyID
                case .userName: identity.userName
                case .issuerUserName: identity.issuerUserName
                case .service: view.eventSource
                case .api: view.eventName
                case .region: view.region
                case .agent: view.userAgent
                case .error: view.errorCode
                case .bucket:
                    view.eventSource.isExactly("s3.amazonaws.com")
                        ? view.requestParameters["bucketName"] : JSONSlice()
                case .launched:
                    view.eventName.isExactly("RunInstances")
                        ? view.requestParameters["instanceType"] : JSONSlice()
                }
            let text = slice.isString ? slice.bytes : UnsafeBufferPointer(start: nil, count: 0)
            let count = min(text.count, limit)
            bytes.append(UInt8(count))
            bytes.append(contentsOf: text.prefix(count))
        }
    }

    /// The text in what `append` wrote; empty where the record had none. Escapes stay as they are.
    func text(in bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: self.bytes(in: bytes), as: UTF8.self) }

    /// The bytes of a text in what `append` wrote.
    func bytes(in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var at = 0
        for field in ConductText.allCases where at < bytes.count {
            let end = at + 1 + Int(bytes[at])
            guard end <= bytes.count else { break }
            if field == self { return UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end]) }
            at = end
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }
}
