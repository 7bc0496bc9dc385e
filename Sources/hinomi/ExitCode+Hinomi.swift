// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

extension ExitCode {
    /// Findings at or above `--fail-on`.
    static let findings = ExitCode(1)
    /// The command line makes no sense.
    static let usage = ExitCode(2)
    /// Some input was unreadable or damaged; all that could be read was used.
    static let damagedInput = ExitCode(3)
    /// Something of ours broke, or the results could not be written.
    static let broken = ExitCode(4)
}
