// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a trail records after its selectors were set: taken from a request that sets them.
struct TrailSelectors: Equatable {
    /// Whether management events that change something, and those that only read, are recorded.
    var writes = false
    var reads = false
    /// Whether some data events are recorded.
    var data = false

    /// The selectors of a request; nil where it has none that could be read.
    init?(_ parameters: JSONSlice) {
        var count = 0
        parameters["eventSelectors"].forEachElement { selector in
            count += 1
            addBasic(selector)
            return count < TrailSelectors.most
        }
        parameters["advancedEventSelectors"].forEachElement { selector in
            count += 1
            addAdvanced(selector["fieldSelectors"])
            return count < TrailSelectors.most
        }
        if count == 0 { return nil }
    }

    /// AWS allows 5 basic and 500 advanced ones.
    private static let most = 500
    /// Sources that are left out for their number, and are no loss to speak of.
    private static let chatter: Set<String> = ["kms.amazonaws.com", "rdsdata.amazonaws.com"]

    private mutating func addBasic(_ selector: JSONSlice) {
        selector["dataResources"].forEachElement { resource in
            if resource["values"][0].isPresent { data = true }
            return !data
        }
        // What a request leaves out is on.
        guard selector["includeManagementEvents"].bool != false,
            TrailSelectors.isChatter(selector["excludeManagementEventSources"])
        else { return }
        let kind = selector["readWriteType"]
        if !kind.isExactly("ReadOnly") { writes = true }
        if !kind.isExactly("WriteOnly") { reads = true }
    }

    private mutating func addAdvanced(_ fields: JSONSlice) {
        var isManagement = false
        var isNarrow = false
        var readOnly: Bool?
        fields.forEachElement { field in
            let name = field["field"]
            if name.isExactly("eventCategory") {
                isManagement = field["equals"][0].equals("Management")
                if field["equals"][0].equals("Data") || field["equals"][0].equals("NetworkActivity") { data = true }
            } else if name.isExactly("readOnly") {
                readOnly = field["equals"][0].bool
            } else if name.isExactly("eventSource"), field["notEquals"].isPresent, !field["equals"].isPresent {
                if !TrailSelectors.isChatter(field["notEquals"]) { isNarrow = true }
            } else {
                isNarrow = true
            }
            return true
        }
        guard isManagement, !isNarrow else { return }
        if readOnly != true { writes = true }
        if readOnly != false { reads = true }
    }

    private static func isChatter(_ sources: JSONSlice) -> Bool {
        var known = true
        sources.forEachElement { source in
            known = source.string.map(chatter.contains) ?? false
            return known
        }
        return known
    }
}
