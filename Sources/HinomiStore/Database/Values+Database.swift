// SPDX-License-Identifier: Apache-2.0

import GRDB
import HinomiRecords

// Times are milliseconds since 1970, accounts twelve digits.
extension Timestamp {
    init(column: Int64) { self.init(milliseconds: column) }
    var column: Int64 { milliseconds }
}

extension AccountID {
    /// The account of twelve digits; nil for anything else.
    package init?(digits text: String) {
        guard text.utf8.count == 12, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = UInt64(text) else {
            return nil
        }
        self.init(number: number)
    }
}
