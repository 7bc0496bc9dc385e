// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import HinomiRecords

extension Migrations {
    static func organization(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE organization (
                    region TEXT NOT NULL PRIMARY KEY,
                    administrator TEXT NOT NULL,
                    enabledAt INTEGER NOT NULL,
                    autoEnable TEXT NOT NULL,
                    features TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// The organization in a region; nil where nobody administers it.
    package func organization(in region: String) throws -> OrganizationRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM organization WHERE region = ?", arguments: [region])
            .flatMap(OrganizationRecord.init)
    }

    /// The organization in each region where it has an administrator.
    package func organizations() throws -> [OrganizationRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM organization ORDER BY region").compactMap(OrganizationRecord.init)
    }

    /// Keeps an organization as it is now.
    package func save(_ organization: OrganizationRecord) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO organization VALUES (?, ?, ?, ?, ?)",
            arguments: [
                organization.region, organization.administrator.description,
                organization.enabledAt.column, organization.autoEnable,
                String(decoding: try JSONEncoder().encode(organization.features), as: UTF8.self),
            ])
    }

    /// Leaves the organization of a region without an administrator.
    package func deleteOrganization(in region: String) throws {
        try db.execute(sql: "DELETE FROM organization WHERE region = ?", arguments: [region])
    }

    /// All accounts that the store knows: those with keys and those with detectors.
    ///
    /// That somebody lists an account as a member does not make it known: anybody can list any number. Who accepted, or
    /// came by the organization, has a detector.
    package func knownAccounts() throws -> [AccountID] {
        try String.fetchAll(
            db, sql: "SELECT account FROM accessKey UNION SELECT account FROM detector ORDER BY account"
        ).compactMap(AccountID.init(digits:))
    }

    /// Whether the store knows an account, by a key or a detector.
    package func knows(_ account: AccountID) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM accessKey WHERE account = ?1)
                    OR EXISTS (SELECT 1 FROM detector WHERE account = ?1)
                """, arguments: [account.description]) ?? false
    }
}

extension OrganizationRecord {
    fileprivate init?(_ row: Row) {
        guard let administrator = AccountID(digits: row["administrator"]),
            let features = try? JSONDecoder().decode(
                [OrganizationFeature].self, from: Data((row["features"] as String).utf8))
        else { return nil }
        self.init(
            region: row["region"], administrator: administrator,
            enabledAt: Timestamp(column: row["enabledAt"]), autoEnable: row["autoEnable"], features: features)
    }
}
