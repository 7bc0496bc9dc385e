// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiIntelligence
import HinomiStore

// What differs from kind to kind.
extension ListKind {
    /// The most lists of the kind that an account may have in a region.
    var maximumCount: Int { isTrusted ? 1 : 6 }

    /// The most entries that a list may have.
    var maximumEntries: Int {
        switch self {
        case .ipSet, .trustedEntitySet: 2_000
        case .threatIntelSet, .threatEntitySet: 250_000
        }
    }

    /// The entries that count; others are passed over.
    var entryKinds: IntelligenceBundle.EntryKinds { holdsNames ? .all : .addresses }

    var creation: API.Operation {
        switch self {
        case .ipSet: .createIPSet
        case .threatIntelSet: .createThreatIntelSet
        case .trustedEntitySet: .createTrustedEntitySet
        case .threatEntitySet: .createThreatEntitySet
        }
    }

    /// Whether a list of the kind may be called so.
    func allowsName(_ name: String) -> Bool {
        // The kinds that came later want names that need no quoting.
        !holdsNames
            || name.utf8.allSatisfy {
                0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }
}

/// The largest content of a list, in bytes.
enum ListContentLimit { static let bytes = 35 << 20 }
