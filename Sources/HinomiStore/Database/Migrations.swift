// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The steps from an empty database to today's. A step that was released is never changed.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("keys", migrate: Migrations.keys)
        migrator.registerMigration("detectors", migrate: Migrations.detectors)
        migrator.registerMigration("members", migrate: Migrations.members)
        migrator.registerMigration("organization", migrate: Migrations.organization)
        migrator.registerMigration("mail", migrate: Migrations.mail)
        return migrator
    }
}
