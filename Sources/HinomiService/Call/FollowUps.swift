// SPDX-License-Identifier: Apache-2.0

/// What a request leaves to be done once its transaction is committed.
package final class FollowUps {
    /// The lists whose content is to be read.
    package private(set) var lists: [String] = []

    /// The destinations of which it is to be found out whether they can be written to.
    package private(set) var destinations: [String] = []

    /// Leaves a destination to be tried.
    func verify(destination id: String) { destinations.append(id) }

    /// Leaves the content of a list to be read.
    func read(list id: String) { lists.append(id) }
}
