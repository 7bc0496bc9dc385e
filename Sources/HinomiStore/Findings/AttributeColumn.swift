// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The attributes that have a column of their own; the values of all others are in `attributeValue`.
enum AttributeColumn: String {
    case accountId
    case region
    case id
    case severity
    case createdAt
    case updatedAt
    case archived = "service.archived"

    /// The column of an attribute; nil where it has none.
    init?(attribute: String) { self.init(rawValue: attribute) }

    var sql: SQL {
        switch self {
        case .accountId: "f.account"
        case .region: "f.region"
        case .id: "f.id"
        case .severity: "f.severity"
        case .createdAt: "f.createdAt"
        case .updatedAt: "f.updatedAt"
        case .archived: "f.archived"
        }
    }

    /// What the values of the attribute are as numbers; nil where they never are.
    var number: SQL? {
        switch self {
        case .severity, .createdAt, .updatedAt: sql
        // The digits of an account are a number as well.
        case .accountId: "CAST(f.account AS INTEGER)"
        case .region, .id, .archived: nil
        }
    }

    /// Whether the column holds numbers, or truth values as 0 and 1.
    var holdsNumbers: Bool { self == .severity || self == .createdAt || self == .updatedAt || self == .archived }
}
