// SPDX-License-Identifier: Apache-2.0

/// The version of the program.
enum HinomiVersion {
    static let current = "0.1.0"
}
