// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The steps from an empty database to today's. A step that was released is never changed.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("keys", migrate: Migrations.keys)
        migrator.registerMigration("operator", migrate: Migrations.operator)
        migrator.registerMigration("detectors", migrate: Migrations.detectors)
        migrator.registerMigration("findings", migrate: Migrations.findings)
        migrator.registerMigration("filters", migrate: Migrations.filters)
        migrator.registerMigration("sightings", migrate: Migrations.sightings)
        migrator.registerMigration("destinations", migrate: Migrations.destinations)
        migrator.registerMigration("exports", migrate: Migrations.exports)
        migrator.registerMigration("malware", migrate: Migrations.malware)
        migrator.registerMigration("usage", migrate: Migrations.usage)
        migrator.registerMigration("watch", migrate: Migrations.watch)
        migrator.registerMigration("lists", migrate: Migrations.lists)
        migrator.registerMigration("members", migrate: Migrations.members)
        migrator.registerMigration("organization", migrate: Migrations.organization)
        migrator.registerMigration("mail", migrate: Migrations.mail)
        migrator.registerMigration("probe", migrate: Migrations.probe)
        migrator.registerMigration("list changes", migrate: Migrations.listChanges)
        return migrator
    }
}
