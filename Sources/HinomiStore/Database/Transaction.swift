// SPDX-License-Identifier: Apache-2.0

import GRDB

/// One moment of the store, to read from and, inside `Store.write`, to change. Not to be kept.
package struct Transaction {
    let db: Database
}
