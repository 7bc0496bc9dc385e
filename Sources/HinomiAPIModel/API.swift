// SPDX-License-Identifier: Apache-2.0

package import HinomiFindings
import HinomiRecords

/// The GuardDuty API: what its operations take and give, generated from its facts.
package enum API {
    /// A part of a request or an answer that the model leaves to others: findings and finding criteria.
    package struct Document: Sendable, Hashable {
        /// Its JSON text.
        package var bytes: [UInt8]

        /// A document of this JSON text.
        package init(bytes: [UInt8]) { self.bytes = bytes }
    }
}

/// What answers are made of.
package protocol APIWritable: Sendable {
    /// Writes the value as JSON, without members that are absent.
    func write(to json: inout JSONWriter)
}

extension APIWritable {
    /// The value as JSON text.
    package var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.take()
    }
}

extension API.Document: APIWritable {
    /// Writes the text as it is.
    package func write(to json: inout JSONWriter) { json.document(bytes) }
}
