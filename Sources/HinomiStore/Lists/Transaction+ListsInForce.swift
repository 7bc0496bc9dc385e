// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Transaction {
    /// The lists of a detector that are in force, by kind, name and id.
    ///
    /// A list that is read anew is in force as it was until the new content is there.
    package func listsInForce(of detectorID: String) throws -> [ListRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT list.* FROM list JOIN listContent ON listContent.list = list.id
                WHERE detector = ? AND status IN ('ACTIVE', 'ACTIVATING') ORDER BY kind, name, id
                """,
            arguments: [detectorID]
        ).compactMap(ListRecord.init)
    }

    /// The content of a list that is in force; nil where there is none.
    package func content(of listID: String) throws -> [UInt8]? {
        try Blob.fetchOne(db, sql: "SELECT bytes FROM listContent WHERE list = ?", arguments: [listID])?.bytes
    }
}
