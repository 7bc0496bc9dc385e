// SPDX-License-Identifier: Apache-2.0

/// The finding types Hinomi knows, those it does not detect among them.
public struct Catalogue: Sendable {
    /// All rows in order of their names.
    public let rows: [CatalogueRow]
    private let positions: [FindingType: Int]

    /// A catalogue of these rows; of rows with one name the first counts.
    public init(rows: [CatalogueRow]) {
        var seen = Set<FindingType>()
        self.rows = rows.filter { seen.insert($0.type).inserted }.sorted { $0.type < $1.type }
        var positions: [FindingType: Int] = [:]
        for (position, row) in self.rows.enumerated() { positions[row.type] = position }
        self.positions = positions
    }

    /// The row of a type; nil when there is none.
    public func row(for type: FindingType) -> CatalogueRow? { positions[type].map { rows[$0] } }

    /// The catalogue that comes with Hinomi.
    public static let builtIn = Catalogue(rows: tables.flatMap { CatalogueText($0).rows })

    /// The tables of the built-in catalogue, one a purpose.
    static var tables: [String] {
        [
            attackSequenceRows, backdoorRows, behaviorRows, credentialAccessRows, cryptoCurrencyRows,
            defenseEvasionRows, defenseImpairmentRows, discoveryRows, executionRows, exfiltrationRows, impactRows,
            initialAccessRows, lateralMovementRows, objectRows, penTestRows, persistenceRows, policyRows,
            privilegeEscalationRows, reconRows, resourceConsumptionRows, resourceDevelopmentRows, stealthRows,
            trojanRows, unauthorizedAccessRows,
        ]
    }
}
