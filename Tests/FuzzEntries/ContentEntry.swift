// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

enum ContentEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        let kind = ContentKind.recognise(input)
        if ContentKind.recognise(input) != kind { return "it is recognised differently the second time" }
        if case .other(let what) = kind, what.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "the description cannot be shown: \(what)"
        }
        let path = Array(input)
        if let facts = S3Key.parse(path), facts.region?.utf8.contains(where: { $0 <= 0x20 }) == true {
            return "a region that is none"
        }
        _ = LocalPath(bytes: path).display
        return nil
    }
}
