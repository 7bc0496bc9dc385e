// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

/// The tables of indicators: memory for each entry, and time for each look-up.
enum Tables {
    static func measure(prefixes: Int, names: Int) -> [Figure] { measureAddresses(prefixes) + measureNames(names) }

    private static func bundle(_ text: [UInt8]) -> IntelligenceBundle? {
        var builder = IntelligenceBundle.Builder()
        let taken: Void? = try? text.withUnsafeBufferPointer {
            _ = try builder.add(list: $0, name: "benchmark", category: .commandAndControl)
        }
        return taken == nil ? nil : builder.build()
    }

    private static func publicAddress(_ numbers: inout Numbers) -> UInt32 {
        (UInt32(numbers.next() % 111) + 12) << 24 | UInt32(truncatingIfNeeded: numbers.next()) & 0xFF_FFFF
    }

    private static func append(_ address: UInt32, to text: inout [UInt8]) {
        text += Array("\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)".utf8)
    }

    private static func measureAddresses(_ count: Int) -> [Figure] {
        var numbers = Numbers(state: 1)
        var text: [UInt8] = []
        var listed: [IPAddress] = []
        for i in 0..<count {
            let address = publicAddress(&numbers)
            append(i % 20 == 0 ? address & ~255 : address, to: &text)
            text += i % 20 == 0 ? Array("/24\n".utf8) : [0x0A]
            if i % 20 != 0 { listed.append(IPAddress(v4: address)) }
        }
        guard let table = bundle(text)?.addresses else { return [] }
        let asked = (0..<1_000_000).map { _ in IPAddress(v4: publicAddress(&numbers)) }
        let hits = (0..<1_000_000).map { _ in listed[Int(numbers.next() % UInt64(listed.count))] }
        func look(_ addresses: [IPAddress]) -> Double {
            nanoseconds(per: addresses.count) {
                addresses.reduce(into: UInt64(0)) { $0 &+= UInt64(table.lookup($1)) }
            }
        }
        let label = "\(count) networks"
        return [
            Figure(what: "\(label): memory for each", value: Double(table.byteCount) / Double(count), unit: "bytes"),
            Figure(what: "\(label): look-up of random public addresses", value: look(asked), unit: "ns"),
            Figure(what: "\(label): look-up of listed addresses", value: look(hits), unit: "ns"),
        ]
    }

    private static func name(_ numbers: inout Numbers, _ length: Int) -> [UInt8] {
        (0..<length).map { _ in 0x61 + UInt8(numbers.next() % 26) } + Array(".com".utf8)
    }

    private static func measureNames(_ count: Int) -> [Figure] {
        var numbers = Numbers(state: 2)
        var text: [UInt8] = []
        var listed: [[UInt8]] = []
        for i in 0..<count {
            let name = name(&numbers, 11)
            text += name + [0x0A]
            if i % 10 == 0 { listed.append(name) }
        }
        guard let table = bundle(text)?.names else { return [] }
        text = []
        let missed = (0..<500_000).map { _ in Array("www.api.".utf8) + name(&numbers, 9) }
        let hits = (0..<500_000).map { _ in Array("www.".utf8) + listed[Int(numbers.next() % UInt64(listed.count))] }
        func look(_ names: [[UInt8]]) -> Double {
            nanoseconds(per: names.count) {
                names.reduce(into: UInt64(0)) { sum, name in
                    sum &+= name.withUnsafeBufferPointer { UInt64(table.lookup($0)) }
                }
            }
        }
        let label = "\(count) names"
        return [
            Figure(what: "\(label): memory for each", value: Double(table.byteCount) / Double(count), unit: "bytes"),
            Figure(what: "\(label): look-up of other names, four labels", value: look(missed), unit: "ns"),
            Figure(what: "\(label): look-up of names below listed ones", value: look(hits), unit: "ns"),
        ]
    }
}
