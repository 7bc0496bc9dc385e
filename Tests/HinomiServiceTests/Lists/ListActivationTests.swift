// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiService
import HinomiStore
import Synchronization
import Testing

struct ListActivationTests {
    private static let content = "198.51.100.7\nbad.example.com\n"

    @Test func `a list that is to be active is on its way until its content is there`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        #expect(try office.threatEntitySet(id).status == .activating)
        await office.activation(finding: ListActivationTests.content).activate(id)
        let list = try office.threatEntitySet(id)
        #expect(list.status == .active)
        #expect(list.errorDetails == nil)
        #expect(list.updatedAt == Office.opening.advanced(seconds: 60))
        #expect(try office.store.readNow { try $0.content(of: id) } == Array(ListActivationTests.content.utf8))
    }

    @Test func `the reader is told the list and the region of its detector`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(location: "s3://our-lists/bad.txt")
        let asked = Mutex<[String]>([])
        await office.activation { (list, region) async throws(ListFault) in
            asked.withLock { $0.append("\(list.location) \(region)") }
            return Array(ListActivationTests.content.utf8)
        }.activate(id)
        #expect(asked.withLock { $0 } == ["s3://our-lists/bad.txt eu-west-1"])
    }

    @Test func `a content that cannot be fetched leaves the list in error, with the reason`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        await office.activation { (_, _) async throws(ListFault) in throw ListFault("It is gone.") }.activate(id)
        #expect(try office.threatEntitySet(id).status == .error)
        #expect(try office.threatEntitySet(id).errorDetails == "It is gone.")
        // Asked for again, it forgets the error.
        #expect(try office.updateThreatEntitySet(id, activate: true) == [id])
        #expect(try office.threatEntitySet(id).errorDetails == nil)
        await office.activation(finding: ListActivationTests.content).activate(id)
        #expect(try office.threatEntitySet(id).status == .active)
    }

    @Test(arguments: [
        "", "\n\n# nothing\n", "<html><body>Not found: the page was moved</body></html>",
        "a b c\nd e f\n198.51.100.7\nno entry at all\n",
    ])
    func `a content that is no list leaves it in error`(content: String) async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        await office.activation(finding: content).activate(id)
        #expect(try office.threatEntitySet(id).status == .error)
        #expect(try office.store.readNow { try $0.content(of: id) } == nil)
    }

    @Test func `what is told of a content does not repeat it`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        await office.activation(finding: "secret = hunter2 and more\n").activate(id)
        let details = try #require(try office.threatEntitySet(id).errorDetails)
        #expect(!details.contains("hunter2"))
        #expect(details.contains("line 1"))
    }

    @Test func `a list with more entries than allowed is not put in force`() async throws {
        let office = try Office()
        let full = (0..<2_000).map { "52.\($0 / 250).\($0 % 250).1" }.joined(separator: "\n")
        let id = try office.makeIPSet(name: "offices")
        let get = API.GetIPSetRequest(detectorID: office.detectorID, ipSetID: id)
        await office.activation(finding: full).activate(id)
        #expect(try office.ask { try $0.getIPSet(get, $1) }.answer.status == .active)
        try office.ask {
            _ = try $0.updateIPSet(
                API.UpdateIPSetRequest(detectorID: office.detectorID, ipSetID: id, activate: true), $1)
        }
        await office.activation(finding: full + "\n52.100.1.1").activate(id)
        #expect(try office.ask { try $0.getIPSet(get, $1) }.answer.status == .error)
    }

    @Test func `a list that is switched off is not read, and one that was active loses its content`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(activate: false)
        #expect(try office.threatEntitySet(id).status == .inactive)
        await office.activation(finding: ListActivationTests.content).activate(id)
        #expect(try office.threatEntitySet(id).status == .inactive)
        try office.updateThreatEntitySet(id, activate: true)
        await office.activation(finding: ListActivationTests.content).activate(id)
        #expect(try office.updateThreatEntitySet(id, activate: false) == [])
        #expect(try office.threatEntitySet(id).status == .inactive)
        #expect(try office.store.readNow { try $0.content(of: id) } == nil)
    }

    @Test func `another place is read at once where the list is active, and later where it is not`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet(activate: false)
        #expect(try office.updateThreatEntitySet(id, location: "https://lists.example/other.txt") == [])
        #expect(try office.updateThreatEntitySet(id, activate: true) == [id])
        await office.activation(finding: ListActivationTests.content).activate(id)
        #expect(try office.updateThreatEntitySet(id, name: "renamed") == [])
        #expect(try office.threatEntitySet(id).status == .active)
        #expect(try office.updateThreatEntitySet(id, location: "https://lists.example/other.txt") == [])
        #expect(try office.updateThreatEntitySet(id, location: "https://lists.example/third.txt") == [id])
        #expect(try office.threatEntitySet(id).status == .activating)
        // What was in force stays so until the new content is there.
        let inForce = try office.store.readNow { try $0.decidingLists().flatMap(\.lists).map(\.id) }
        #expect(inForce == [id])
    }

    @Test func `what is read for a list that was deleted meanwhile is dropped`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        await office.activation { (_, _) async throws(ListFault) in
            #expect(throws: Never.self) { try office.deleteThreatEntitySet(id) }
            return Array(ListActivationTests.content.utf8)
        }.activate(id)
        #expect(try office.threatEntitySet(id).status == .deleted)
        #expect(try office.store.readNow { try $0.content(of: id) } == nil)
    }

    @Test func `of two changes the last one counts, however long the first is read`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        let activation = office.activation { (list, _) async throws(ListFault) in
            if list.location.hasSuffix("bad.txt") {
                #expect(throws: Never.self) {
                    try office.updateThreatEntitySet(id, location: "https://lists.example/new.txt")
                }
                return Array("203.0.113.1\n".utf8)
            }
            return Array("203.0.113.2\n".utf8)
        }
        await activation.activate(id)
        #expect(try office.threatEntitySet(id).status == .activating)
        await activation.activate(id)
        #expect(try office.threatEntitySet(id).status == .active)
        #expect(try office.store.readNow { try $0.content(of: id) } == Array("203.0.113.2\n".utf8))
    }

    @Test func `a start takes up what the last one left, and whoever waits is told`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        let activation = office.activation(finding: ListActivationTests.content)
        let work = Task { await activation.run() }
        await activation.settle([id], patience: .seconds(60))
        // Whether it was left over or asked for, it is read and the waiting ends.
        #expect(try office.threatEntitySet(id).status == .active)
        work.cancel()
        await work.value
    }

    @Test func `a list that is asked for while it is read is read once more`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        let readings = Mutex(0)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (goOn, release) = AsyncStream.makeStream(of: Void.self)
        let activation = office.activation { (_, _) async throws(ListFault) in
            let isFirst = readings.withLock { count in
                count += 1
                return count == 1
            }
            if isFirst {
                start.finish()
                for await _ in goOn {}
            }
            return Array(ListActivationTests.content.utf8)
        }
        let work = Task { await activation.run() }
        for await _ in started {}
        #expect(try office.updateThreatEntitySet(id, activate: true) == [id])
        await activation.take([id])
        release.finish()
        await activation.settle([id], patience: .seconds(60))
        #expect(try office.threatEntitySet(id).status == .active)
        #expect(readings.withLock { $0 } >= 2)
        work.cancel()
        await work.value
    }

    @Test func `whoever waits does so for a while only, and a server that stops leaves the list to the next`()
        async throws
    {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        let (never, hold) = AsyncStream.makeStream(of: Void.self)
        let activation = office.activation { (_, _) async throws(ListFault) in
            for await _ in never {}
            return []
        }
        let work = Task { await activation.run() }
        await activation.settle([id], patience: .milliseconds(20))
        #expect(try office.threatEntitySet(id).status == .activating)
        work.cancel()
        await work.value
        hold.finish()
        #expect(try office.threatEntitySet(id).status == .activating)
        #expect(try office.store.readNow { try $0.activatingLists() } == [id])
    }
}
