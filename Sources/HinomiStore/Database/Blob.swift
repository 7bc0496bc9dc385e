// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Bytes of a column.
struct Blob: DatabaseValueConvertible {
    var bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? { Data.fromDatabaseValue(value).map(Blob.init) }
}
