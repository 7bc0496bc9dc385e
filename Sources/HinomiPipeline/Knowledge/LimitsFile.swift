// SPDX-License-Identifier: Apache-2.0

public import HinomiDetection
import HinomiRecords
import HinomiSources

/// A file that sets limits of detectors: JSON as `{"portscan": {"ports": 20}}`.
public enum LimitsFile {
    // All limits together are a few kilobytes.
    private static let mostBytes = 1 << 20

    /// The limits that a file says, beside the usual ones; those alone without a file.
    ///
    /// Throws when it cannot be read, or says anything that cannot be set so; nothing in it is ignored.
    public static func load(_ path: String?) throws(KnowledgeError) -> DetectionLimits {
        guard let path else { return DetectionLimits() }
        let content = try WholeFile.read(path, pool: ReaderPool())
        do {
            return try DetectionLimits(
                try content.withUnsafeBufferPointer { try JSONValue.parse($0, maximumBytes: mostBytes) })
        } catch {
            throw KnowledgeError(path: path, what: "\(error)")
        }
    }
}
