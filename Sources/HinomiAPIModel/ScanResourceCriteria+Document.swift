// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

extension API.ScanResourceCriteria {
    /// Reads criteria that were kept as they were written.
    package init(document: JSONValue) throws(APIError) { try self.init(document, .body) }
}
