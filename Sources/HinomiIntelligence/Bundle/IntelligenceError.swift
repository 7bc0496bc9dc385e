// SPDX-License-Identifier: Apache-2.0

/// Why a list is not taken into a bundle at all.
public enum IntelligenceError: Error, Hashable, Sendable, CustomStringConvertible {
    case listTooLong(list: String, bytes: Int)
    case tooManyEntries(list: String)
    case duplicateList(String)

    public var description: String {
        switch self {
        case .listTooLong(let list, let bytes):
            "The list “\(list)” has \(bytes) bytes; at most \(IntelligenceBundle.Builder.byteLimit) are read."
        case .tooManyEntries(let list):
            "The list “\(list)” has more than \(IntelligenceBundle.Builder.entryLimit) entries."
        case .duplicateList(let list):
            "Two lists are called “\(list)”; give each a name of its own."
        }
    }
}
