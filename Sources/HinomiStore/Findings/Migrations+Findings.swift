// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Migrations {
    /// Findings, and an index of the values of their attributes.
    ///
    /// A value is kept once, with the number of findings that have it: criteria are answered beginning with the rarest.
    static func findings(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE finding (
                    number INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    type TEXT NOT NULL,
                    severity REAL NOT NULL,
                    createdAt INTEGER NOT NULL,
                    updatedAt INTEGER NOT NULL,
                    archived INTEGER NOT NULL,
                    resourceType TEXT NOT NULL,
                    resource TEXT NOT NULL,
                    savedAt INTEGER NOT NULL,
                    document TEXT NOT NULL
                ) STRICT;
                CREATE INDEX findingByUpdate ON finding (account, region, archived, updatedAt);
                CREATE INDEX findingByTime ON finding (account, region, updatedAt);
                CREATE INDEX findingBySeverity ON finding (account, region, severity, updatedAt);
                CREATE INDEX findingCount ON finding (severity, archived);
                CREATE INDEX findingSaved ON finding (savedAt);
                CREATE INDEX findingOfRegion ON finding (region, updatedAt);
                CREATE TABLE attributeValue (
                    id INTEGER PRIMARY KEY,
                    attribute TEXT NOT NULL,
                    text TEXT NOT NULL,
                    number REAL,
                    findings INTEGER NOT NULL,
                    UNIQUE (attribute, text)
                ) STRICT;
                CREATE INDEX attributeValueNumber ON attributeValue (attribute, number) WHERE number IS NOT NULL;
                CREATE TABLE findingValue (
                    finding INTEGER NOT NULL,
                    value INTEGER NOT NULL,
                    PRIMARY KEY (finding, value)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX findingValueValue ON findingValue (value, finding);
                """)
    }
}
