// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiService
import HinomiStore
import Logging

extension Office {
    /// Makes a threat entity set and gives its id.
    func makeThreatEntitySet(
        name: String = "bad-hosts", location: String = "https://lists.example/bad.txt", activate: Bool = true,
        token: String? = nil, tags: [String: String]? = nil
    ) throws -> String {
        try ask { service, call in
            try service.createThreatEntitySet(
                API.CreateThreatEntitySetRequest(
                    detectorID: detectorID, name: name, format: .txt, location: location, activate: activate,
                    clientToken: token, tags: tags), call
            ).threatEntitySetID
        }.answer
    }

    /// What a threat entity set looks like to a client.
    func threatEntitySet(_ id: String) throws -> API.GetThreatEntitySetResponse {
        try ask { service, call in
            try service.getThreatEntitySet(
                API.GetThreatEntitySetRequest(detectorID: detectorID, threatEntitySetID: id), call)
        }.answer
    }

    /// Changes a threat entity set and tells which lists are to be read.
    @discardableResult
    func updateThreatEntitySet(
        _ id: String, name: String? = nil, location: String? = nil, activate: Bool? = nil, after seconds: Int64 = 0
    ) throws -> [String] {
        try ask(after: seconds) { service, call in
            _ = try service.updateThreatEntitySet(
                API.UpdateThreatEntitySetRequest(
                    detectorID: detectorID, threatEntitySetID: id, name: name, location: location, activate: activate),
                call)
        }.toRead
    }

    /// Deletes a threat entity set.
    func deleteThreatEntitySet(_ id: String, after seconds: Int64 = 0) throws {
        try ask(after: seconds) { service, call in
            _ = try service.deleteThreatEntitySet(
                API.DeleteThreatEntitySetRequest(detectorID: detectorID, threatEntitySetID: id), call)
        }
    }

    /// Makes a threat intel set and gives its id.
    func makeThreatIntelSet(name: String, activate: Bool = true) throws -> String {
        try ask { service, call in
            try service.createThreatIntelSet(
                API.CreateThreatIntelSetRequest(
                    detectorID: detectorID, name: name, format: .txt, location: "https://lists.example/\(name)",
                    activate: activate), call
            ).threatIntelSetID
        }.answer
    }

    /// Makes a trusted IP set and gives its id.
    func makeIPSet(name: String, activate: Bool = true) throws -> String {
        try ask { service, call in
            try service.createIPSet(
                API.CreateIPSetRequest(
                    detectorID: detectorID, name: name, format: .txt, location: "https://lists.example/\(name)",
                    activate: activate), call
            ).ipSetID
        }.answer
    }

    /// An activation that reads lists as it is told.
    func activation(_ read: @escaping ListActivation.Read) -> ListActivation {
        ListActivation(
            store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            clock: { Office.opening.advanced(seconds: 60) }, read: read)
    }

    /// An activation that finds the same text everywhere.
    func activation(finding text: String) -> ListActivation {
        activation { (_, _) async throws(ListFault) in Array(text.utf8) }
    }
}
