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

    /// Whether values of the attribute are numbers.
    var isNumber: Bool { self == .severity || self == .createdAt || self == .updatedAt }

    /// Whether the column holds numbers, or truth values as 0 and 1.
    var holdsNumbers: Bool { isNumber || self == .archived }
}
