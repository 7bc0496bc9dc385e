// SPDX-License-Identifier: Apache-2.0

/// Why a watcher cannot go on from what was kept.
public enum WatchError: Error, CustomStringConvertible {
    /// A part of it is damaged, or of a version that is not known; the words say which.
    case state(String)
    /// The place where it is kept cannot be used; the words say why.
    case journal(String)

    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .state(let words):
            "the kept state cannot be gone on from: \(words). Nothing was changed; use the version that wrote it, or begin "
                + "with an empty state"
        case .journal(let words): words
        }
    }
}
