// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Names of API calls, for a look-up that costs next to nothing where the name is another.
struct CallNames: Sendable {
    private let byLength: [[StaticString]]

    init(_ names: [StaticString]) {
        var byLength = [[StaticString]](repeating: [], count: 64)
        for name in names where name.utf8CodeUnitCount < byLength.count {
            byLength[name.utf8CodeUnitCount].append(name)
        }
        self.byLength = byLength
    }

    /// Whether the name of a call is one of them.
    func contains(_ name: JSONSlice) -> Bool {
        guard name.count < byLength.count else { return false }
        for known in byLength[name.count] where name.isExactly(known) { return true }
        return false
    }
}
