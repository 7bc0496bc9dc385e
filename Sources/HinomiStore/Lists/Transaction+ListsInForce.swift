// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

/// The lists that act on some accounts of a region: those of an account that decides for itself, and for its members.
package struct DecidingLists: Hashable, Sendable {
    /// A list as it acts.
    package struct Entry: Hashable, Sendable {
        package let id: String
        package let kind: ListKind
        package let name: String
        /// The format of its content, in the API's word.
        package let format: String
        /// Which content it is: another one has another number.
        package let reading: Int
    }

    package let detectorID: String
    package let region: String
    /// Whom they act on.
    package var accounts: [AccountID]
    /// By kind, name and id.
    package var lists: [Entry]
}

extension Migrations {
    /// Counts what may change which lists act on whom, by whichever process it is done.
    static func listChanges(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE listChange (count INTEGER NOT NULL) STRICT;
                INSERT INTO listChange VALUES (0);
                """)
        for (name, event) in [
            ("listChanged", "UPDATE OF name, status ON list"), ("listGone", "DELETE ON list"),
            ("contentCame", "INSERT ON listContent"), ("contentGone", "DELETE ON listContent"),
            ("memberCame", "INSERT ON member"), ("memberChanged", "UPDATE OF status ON member"),
            ("memberGone", "DELETE ON member"),
        ] {
            try db.execute(
                sql: "CREATE TRIGGER \(name) AFTER \(event) BEGIN UPDATE listChange SET count = count + 1; END")
        }
    }
}

extension Transaction {
    /// A number that is another one whenever `decidingLists` may be.
    package func listChangeCount() throws -> Int { try Int.fetchOne(db, sql: "SELECT count FROM listChange") ?? 0 }

    /// The lists that are in force, by the detector that they belong to, and whom they act on.
    ///
    /// A list that is read anew is in force as it was until the new content is there. Lists of a member do not act; its
    /// administrator's do.
    package func decidingLists() throws -> [DecidingLists] {
        var all: [DecidingLists] = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT list.id, list.kind, list.name, list.format, listContent.reading, list.detector,
                    detector.account, detector.region
                FROM list JOIN listContent ON listContent.list = list.id JOIN detector ON detector.id = list.detector
                WHERE list.status IN ('ACTIVE', 'ACTIVATING') AND NOT EXISTS (
                    SELECT 1 FROM member WHERE member.account = detector.account AND member.region = detector.region
                        AND member.status IN ('Enabled', 'Disabled'))
                ORDER BY list.detector, list.kind, list.name, list.id
                """)
        while let row = try rows.next() {
            guard let kind = ListKind(rawValue: row["kind"]), let account = AccountID(digits: row["account"]) else {
                continue
            }
            if all.last?.detectorID != row["detector"] {
                all.append(
                    DecidingLists(
                        detectorID: row["detector"], region: row["region"], accounts: [account], lists: []))
            }
            all[all.count - 1].lists.append(
                DecidingLists.Entry(
                    id: row["id"], kind: kind, name: row["name"], format: row["format"], reading: row["reading"]))
        }
        for i in all.indices {
            all[i].accounts += try members(of: all[i].detectorID, onlyAssociated: true).map(\.account)
        }
        return all
    }

    /// The content of a list that is in force; nil where there is none.
    package func content(of listID: String) throws -> [UInt8]? {
        try Blob.fetchOne(db, sql: "SELECT bytes FROM listContent WHERE list = ?", arguments: [listID])?.bytes
    }
}
