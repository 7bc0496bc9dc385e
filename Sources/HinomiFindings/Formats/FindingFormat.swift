// SPDX-License-Identifier: Apache-2.0

/// The forms in which findings are handed on.
public enum FindingFormat: String, CaseIterable, Sendable {
    case json
    case ndjson
    case csv
    case asff
    case ocsf

    /// Writes findings in this form, piece by piece, to `sink`.
    public func write(
        _ findings: some Sequence<Finding>, options: OutputOptions = OutputOptions(), to sink: ([UInt8]) throws -> Void
    ) rethrows {
        switch self {
        case .json: try JSONFormat.write(findings, options: options, to: sink)
        case .ndjson: try NDJSONFormat.write(findings, options: options, to: sink)
        case .csv: try CSVFormat.write(findings, options: options, to: sink)
        case .asff: try ASFFFormat.write(findings, options: options, to: sink)
        case .ocsf: try OCSFFormat.write(findings, options: options, to: sink)
        }
    }
}
