// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

/// A list as a request asks for it.
struct NewList {
    var name: String
    var format: String
    var location: String
    var expectedBucketOwner: String?
    var activate: Bool
    var token: String?
    var tags: [String: String]?
}

/// What a request changes about a list; what is nil stays.
struct ListChange {
    var name: String?
    var location: String?
    var expectedBucketOwner: String?
    var activate: Bool?
}

// What the operations of all kinds of lists do.
extension ServiceCall {
    /// How long a deleted list is still told as deleted, in seconds.
    static var tombstoneLifetime: Int64 { 86_400 }

    /// Makes a list and gives its id.
    func createList(
        _ kind: ListKind, in detectorID: String, _ new: NewList, _ sources: ListSources
    ) throws -> String {
        let detector = try detector(detectorID)
        let arn = try once(kind.creation, new.token) {
            try check(name: new.name, kind)
            _ = try sources.location(new.location)
            try store.forgetLists(deletedBefore: now.advanced(seconds: -ServiceCall.tombstoneLifetime))
            let others = try store.lists(kind, of: detector.id)
            try check(name: new.name, isFreeAmong: others)
            guard others.count < kind.maximumCount else { throw APIError.beyondLimits }
            let list = ListRecord(
                id: ServiceCall.makeListID(), kind: kind, detectorID: detector.id, name: new.name, format: new.format,
                location: new.location, expectedBucketOwner: new.expectedBucketOwner,
                status: new.activate ? .activating : .inactive, createdAt: now, updatedAt: now)
            try store.save(list)
            if new.activate { followUps.read(list: list.id) }
            let arn = list.arn(in: detector)
            try tag(arn, with: new.tags)
            return arn
        }
        return String(arn.split(separator: "/").last ?? "")
    }

    /// A list and its tags; a deleted one as well, for a while.
    func list(
        _ kind: ListKind, _ id: String, in detectorID: String
    ) throws -> (list: ListRecord, tags: [String: String]) {
        let detector = try detector(detectorID)
        guard let list = try store.list(id), list.kind == kind, list.detectorID == detector.id else {
            throw APIError.noSuchResource
        }
        return (list, try store.tags(of: list.arn(in: detector)))
    }

    /// Changes a list; asked to be active, it reads its content anew.
    ///
    /// Changes are taken while the content is being read as well: the last one counts.
    func updateList(
        _ kind: ListKind, _ id: String, in detectorID: String, _ change: ListChange, _ sources: ListSources
    ) throws {
        var list = try livingList(kind, id, in: detectorID)
        if let name = change.name, name != list.name {
            try check(name: name, kind)
            try check(name: name, isFreeAmong: try store.lists(kind, of: list.detectorID))
            list.name = name
        }
        var isElsewhere = false
        if let location = change.location, location != list.location {
            _ = try sources.location(location)
            list.location = location
            isElsewhere = true
        }
        if let owner = change.expectedBucketOwner { list.expectedBucketOwner = owner }
        if change.activate == false {
            list.status = .inactive
            list.problem = nil
            list.reading += 1
        } else if change.activate == true || isElsewhere && list.status != .inactive {
            list.status = .activating
            list.problem = nil
            list.reading += 1
            followUps.read(list: list.id)
        }
        list.updatedAt = now
        try store.save(list)
    }

    /// Deletes a list; it is told as deleted for a while.
    func deleteList(_ kind: ListKind, _ id: String, in detectorID: String) throws {
        var list = try livingList(kind, id, in: detectorID)
        list.status = .deleted
        list.problem = nil
        list.reading += 1
        list.updatedAt = now
        try store.save(list)
    }

    /// A page of the ids of the lists of a kind.
    func listIDs(_ kind: ListKind, in detectorID: String, size: Int?, after token: String?) throws -> Page<String> {
        let detector = try detector(detectorID)
        return try Page(
            of: try store.lists(kind, of: detector.id).map(\.id), by: \.self, size: size, after: token)
    }

    private func livingList(_ kind: ListKind, _ id: String, in detectorID: String) throws -> ListRecord {
        let (list, _) = try list(kind, id, in: detectorID)
        guard list.status != .deleted else { throw APIError.noSuchResource }
        return list
    }

    private func check(name: String, _ kind: ListKind) throws(APIError) {
        guard kind.allowsName(name) else {
            throw .invalid("name", "it must be letters, digits, - and _")
        }
    }

    private func check(name: String, isFreeAmong others: [ListRecord]) throws(APIError) {
        guard !others.contains(where: { $0.name == name }) else {
            throw .badRequest(because: "a list with this name already exists.")
        }
    }

    private static func makeListID() -> String {
        let digits = String(UInt128.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}

extension APIError {
    /// More of something than an account may have.
    static let beyondLimits = APIError.badRequest(
        because: "an attempt was made to create resources beyond the current AWS account limits.")
}
