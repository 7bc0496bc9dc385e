// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiOutbound
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

struct ListOperationTests {
    @Test func `the same token makes one list`() throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(token: "one")
        #expect(try office.makeThreatEntitySet(token: "one") == id)
        #expect(throws: APIError.self) { try office.makeThreatEntitySet(token: "two") }
        #expect(try office.makeThreatEntitySet(name: "others", token: "two") != id)
    }

    @Test func `a name is taken within its kind, and free once its list is deleted`() throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(name: "same")
        #expect(throws: APIError.self) { try office.makeThreatEntitySet(name: "same") }
        _ = try office.makeThreatIntelSet(name: "same")
        let other = try office.makeThreatEntitySet(name: "other")
        #expect(throws: APIError.self) { try office.updateThreatEntitySet(other, name: "same") }
        try office.deleteThreatEntitySet(id)
        #expect(try office.updateThreatEntitySet(other, name: "same") == [])
    }

    @Test func `there is one trusted list, and six of threats`() throws {
        let office = try Office()
        _ = try office.makeIPSet(name: "first")
        #expect(throws: APIError.beyondLimits) { try office.makeIPSet(name: "second") }
        for number in 1...6 { _ = try office.makeThreatIntelSet(name: "\(number)") }
        #expect(throws: APIError.beyondLimits) { try office.makeThreatIntelSet(name: "7") }
    }

    @Test func `a deleted list is told as deleted for a day, with all it had`() throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(tags: ["team": "blue"])
        try office.deleteThreatEntitySet(id, after: 10)
        let told = try office.threatEntitySet(id)
        #expect(told.status == .deleted)
        #expect(told.name == "bad-hosts")
        #expect(told.location == "https://lists.example/bad.txt")
        #expect(told.tags == ["team": "blue"])
        let listed = try office.ask {
            try $0.listThreatEntitySets(API.ListThreatEntitySetsRequest(detectorID: office.detectorID), $1)
        }.answer
        #expect(listed.threatEntitySetIDs == [])
        #expect(throws: APIError.noSuchResource) { try office.deleteThreatEntitySet(id) }
        #expect(throws: APIError.noSuchResource) { try office.updateThreatEntitySet(id, activate: true) }

        let arn = "arn:aws:guardduty:eu-west-1:111111111111:detector/\(office.detectorID)/threatentityset/\(id)"
        for (seconds, isKnown) in [(86_000, true), (86_500, false)] as [(Int64, Bool)] {
            try office.ask(after: seconds) { service, call in
                _ = try service.createThreatEntitySet(
                    API.CreateThreatEntitySetRequest(
                        detectorID: office.detectorID, name: "later\(seconds)", format: .txt,
                        location: "https://lists.example/", activate: false), call)
            }
            #expect(try office.store.readNow { try $0.list(id) != nil } == isKnown)
            #expect(try office.store.readNow { try $0.tags(of: arn).isEmpty } == !isKnown)
        }
        #expect(throws: APIError.noSuchResource) { try office.threatEntitySet(id) }
    }

    @Test func `lists go with their detector`() throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        try office.ask {
            _ = try $0.deleteDetector(API.DeleteDetectorRequest(detectorID: office.detectorID), $1)
        }
        #expect(throws: APIError.notOwned) { try office.threatEntitySet(id) }
        #expect(try office.store.readNow { try $0.list(id) } == nil)
    }

    @Test func `a list is tagged under its ARN, and only under the right one`() throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(tags: ["team": "blue"])
        let detector = "arn:aws:guardduty:eu-west-1:111111111111:detector/\(office.detectorID)"
        func tags(_ path: String) throws -> [String: String]? {
            try office.ask {
                try $0.listTagsForResource(API.ListTagsForResourceRequest(resourceARN: detector + path), $1)
            }.answer.tags
        }
        #expect(try tags("/threatentityset/\(id)") == ["team": "blue"])
        for path in ["/ipset/\(id)", "/threatentityset/\(id)0", "/threatentityset/", "/threatentityset/\(id)/x"] {
            #expect(throws: APIError.noSuchResource) { try tags(path) }
        }
    }

    @Test func `a list of another kind or of nobody is not there`() throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        #expect(throws: APIError.noSuchResource) {
            try office.ask { try $0.getIPSet(API.GetIPSetRequest(detectorID: office.detectorID, ipSetID: id), $1) }
        }
        #expect(throws: APIError.noSuchResource) { try office.threatEntitySet("0123") }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://lists.example/", "lists.example/list", "http://127.0.0.1/list", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/", "https://user:secret@lists.example/", "https://lists.example:8443/",
        "s3://", "s3://bucket", "http://2130706433/",
    ])
    func `a place that could never be fetched is refused at once`(location: String) throws {
        let office = try Office()
        #expect(throws: APIError.self) { try office.makeThreatEntitySet(location: location) }
        let id = try office.makeThreatEntitySet(activate: false)
        #expect(throws: APIError.self) { try office.updateThreatEntitySet(id, location: location) }
        #expect(try office.threatEntitySet(id).location == "https://lists.example/bad.txt")
    }

    @Test(arguments: ["file:///lists/bad.txt", "http://127.0.0.1:8080/list", "http://[::1]/"])
    func `an operator may allow places of the server's own`(location: String) throws {
        let office = try Office(sources: ListSources(allowsLocal: true))
        let id = try office.makeThreatEntitySet(location: location)
        #expect(try office.threatEntitySet(id).location == location)
    }

    @Test(arguments: ["two words", "Größe", "a/b", "a.b"])
    func `entity sets have names without signs`(name: String) throws {
        let office = try Office()
        #expect(throws: APIError.self) { try office.makeThreatEntitySet(name: name) }
        _ = try office.makeThreatIntelSet(name: name, activate: false)
    }
}
