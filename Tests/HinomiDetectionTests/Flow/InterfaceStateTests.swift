// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// Whose address is the interface's own.
@Suite struct InterfaceStateTests {
    private static func contact(_ source: String, _ destination: String, direction: FlowRecord.Direction = .unknown)
        -> FlowContact
    {
        var record = FlowRecord()
        record.source = IPAddress(source)!
        record.destination = IPAddress(destination)!
        record.sourcePort = 40_000
        record.destinationPort = 443
        record.direction = direction
        record.packets = 1
        return FlowContact(record, sender: FlowContact.sender(of: record))
    }

    /// The address that was taken for the own one.
    private static func own(_ contact: FlowContact, _ state: inout InterfaceState) -> String? {
        switch withUnsafePointer(to: contact, { state.side(of: $0) }) {
        case .a: contact.a.address.description
        case .b: contact.b.address.description
        case .unknown: nil
        }
    }

    @Test(arguments: [
        ("10.0.0.1", "192.0.2.1", "10.0.0.1"), ("192.0.2.1", "10.0.0.1", "10.0.0.1"),
        ("224.0.0.251", "192.0.2.1", "192.0.2.1"), ("10.0.0.255", "255.255.255.255", "10.0.0.255"),
        ("169.254.169.254", "10.0.0.1", "10.0.0.1"), ("fe80::1", "2001:db8::1", "2001:db8::1"),
        ("ff02::1", "fd00::1", "fd00::1"),
    ]) func `one look is enough`(source: String, destination: String, expected: String) {
        var state = InterfaceState()
        #expect(Self.own(Self.contact(source, destination), &state) == expected)
        #expect(state.owned.map(\.description) == [expected])
    }

    @Test(arguments: [("10.0.0.1", "10.0.0.2"), ("192.0.2.1", "198.51.100.2"), ("2001:db8::1", "2001:db8::2")])
    func `two of a kind show nothing`(source: String, destination: String) {
        var state = InterfaceState()
        #expect(Self.own(Self.contact(source, destination), &state) == nil)
    }

    @Test func `what two pairs share is the own address`() {
        var state = InterfaceState()
        let first = Self.contact("10.0.0.1", "10.0.0.2")
        #expect(Self.own(first, &state) == nil)
        let isKept = state.postpone(first)
        #expect(isKept)
        #expect(Self.own(Self.contact("10.0.0.3", "10.0.0.2"), &state) == "10.0.0.2")
        #expect(Self.own(first, &state) == "10.0.0.2")
    }

    @Test(arguments: [FlowRecord.Direction.egress, .ingress])
    func `the log's own word counts most`(direction: FlowRecord.Direction) {
        var state = InterfaceState()
        state.own(IPAddress("10.0.0.9")!)
        let contact = Self.contact("10.0.0.8", "10.0.0.9", direction: direction)
        #expect(Self.own(contact, &state) == (direction == .egress ? "10.0.0.8" : "10.0.0.9"))
    }

    @Test func `a known address is believed against the looks of it`() {
        var state = InterfaceState()
        state.own(IPAddress("192.0.2.1")!)
        #expect(Self.own(Self.contact("192.0.2.1", "10.0.0.1"), &state) == "192.0.2.1")
    }

    @Test func `what waits and what is owned is bounded`() {
        var state = InterfaceState()
        var kept = 0
        for n in 0..<20_000 {
            let contact = Self.contact("10.1.\(n >> 8).\(n & 255)", "10.2.\(n >> 8).\(n & 255)")
            if state.postpone(contact) { kept += 1 }
            state.own(IPAddress(v4: 0x0A00_0000 + UInt32(n)))
        }
        #expect(kept == InterfaceState.maxPending)
        #expect(state.owned.count == InterfaceState.maxOwned)
        let taken = [state.takePending().count, state.takePending().count]
        #expect(taken == [kept, 0])
    }

    @Test func `the address of another interface is not this one's`() {
        let account = AccountID(number: 1)
        let here = IPAddress(10, 0, 0, 1)
        var owners = AddressOwners()
        owners.add(here, account: account, interface: 7)
        var others = AddressOwners()
        others.add(here, account: AccountID(number: 2), interface: 9)
        owners.merge(others)
        #expect(owners.isForeign(here, account: account, interface: 8))
        #expect(!owners.isForeign(here, account: account, interface: 7))
        #expect(owners.isForeign(here, account: AccountID(number: 2), interface: 7))
        #expect(!owners.isForeign(IPAddress(10, 0, 0, 2), account: account, interface: 8))
    }

    @Test func `what shows nothing by itself is settled by what neighbours own`() {
        // The server talks with the outside world, so its address is known; the client talks with the server alone.
        let server = Host(account: "111122223333", interface: "eni-a", instance: "i-a", address: "10.0.0.1", format: 0)
        let client = Host(account: "111122223333", interface: "eni-b", instance: "i-b", address: "10.0.0.2", format: 0)
        func talk(_ remote: String, _ isOutbound: Bool) -> Host.Contact {
            Host.Contact(
                remote: remote, port: 40_500, ephemeral: 41_000, isOutbound: isOutbound, packetsOut: 2, bytesOut: 99,
                packetsIn: 2, bytesIn: 99, seconds: 9)
        }
        let contacts = observed(
            server.events(talk("192.0.2.1", false), at: JoiningTests.begin)
                + client.events(talk("10.0.0.1", true), at: JoiningTests.begin))
        let settled = contacts.filter { $0.interface.interfaceID == "eni-b" }
        #expect(settled.map(\.local.description) == ["10.0.0.2"])
        #expect(settled.map(\.unsure) == [[]])
    }
}
