// SPDX-License-Identifier: Apache-2.0

/// One finding a line in the form GuardDuty's API sends; the form of an export file.
public enum NDJSONFormat {
    /// Writes findings to `sink`, a piece for each line.
    public static func write(
        _ findings: some Sequence<Finding>, options: OutputOptions = OutputOptions(), to sink: ([UInt8]) throws -> Void
    ) rethrows {
        var writer = JSONWriter()
        for finding in findings {
            finding.write(to: &writer, options)
            writer.newline()
            try sink(writer.take())
        }
    }
}
