// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// JSON that comes over the network.
enum JSONText {
    /// The object that the bytes are; throws where they are none.
    static func object(_ bytes: [UInt8]) throws(AWSError) -> JSONValue {
        let value = try? bytes.withUnsafeBufferPointer { try JSONValue.parse($0, maximumBytes: 8 << 20) }
        guard let value, value.members != nil else { throw .unreadable("the answer is not a JSON object") }
        return value
    }
}
