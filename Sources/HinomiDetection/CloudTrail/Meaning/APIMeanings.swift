// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
public import HinomiRecords

/// The table of what API calls mean.
///
/// It is a judgement, row by row, on what attackers call an API for. Where GuardDuty documents an API as an example of a
/// finding type, the tactic is that of the type. An API that does many things has the tactic of the worst that it is
/// commonly used for. Calls that are not in it mean nothing by themselves, except reads of what there is:
/// see `InventoryReads`.
public enum APIMeanings {
    /// All rows, service by service.
    public static let rows: [MeaningRow] =
        MeaningRow.identity + MeaningRow.secrets + MeaningRow.monitoring + MeaningRow.compute + MeaningRow.network
        + MeaningRow.containers + MeaningRow.serverless + MeaningRow.storage + MeaningRow.databases
        + MeaningRow.management + MeaningRow.messaging + MeaningRow.development + MeaningRow.learning

    /// The services whose reads count as discovery where the table does not name them, sorted.
    public static var inventoryServices: [String] { InventoryReads.services.sorted() }

    private static let table = KeyTable<APIMeaning?>(
        InventoryReads.routine.flatMap { service, names in
            names.split(separator: " ").map { (key: key(service: service, name: String($0)), value: nil) }
        }
            + rows.flatMap { row in
                row.names.map { (key: key(service: row.service, name: $0), value: row.meaning) }
            })

    private static let inventoryRead = APIMeaning(
        tactic: .discovery, effect: .read, sensitivity: .low, technique: AttackTechnique("T1526"))

    /// The stable key of an API, made of `eventSource` and `eventName` as a record has them.
    ///
    /// The lowest bit says whether it reads what there is; the rest is a hash. Versions behind names are left out:
    /// `ListFunctions20150331` and `ListFunctions` are one.
    public static func key(service: JSONSlice, name: JSONSlice) -> UInt64 {
        service.withUnescapedBytes { service in name.withUnescapedBytes { key(service: service, name: $0) } }
    }

    /// The stable key of an API by the name of its service, with or without `.amazonaws.com`, and its own.
    public static func key(service: String, name: String) -> UInt64 {
        var (service, name) = (service, name)
        return service.withUTF8 { service in name.withUTF8 { key(service: service, name: $0) } }
    }

    /// What an API means by its key; nil where calls of it tell nothing by themselves.
    public static func meaning(of key: UInt64) -> APIMeaning? {
        if let known = table[key] { return known }
        return key & 1 == 1 ? inventoryRead : nil
    }

    /// The name of an API without its version.
    public static func baseName(_ name: String) -> String {
        var name = name
        let count = name.withUTF8 { APIName.base(of: $0).count }
        return String(decoding: name.utf8.prefix(count), as: UTF8.self)
    }

    private static func key(service: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let service = APIName.service(of: service)
        let name = APIName.base(of: name)
        var hash = StableHash(seed: 11)
        hash.combine(service)
        hash.combine(name)
        return hash.value & ~1 | (InventoryReads.contains(service: service, name: name) ? 1 : 0)
    }
}

/// The parts of API names that tell APIs apart.
enum APIName {
    private static let domain: StaticString = ".amazonaws.com"

    /// A service without the domain that all share.
    static func service(of source: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let suffix = UnsafeBufferPointer(start: domain.utf8Start, count: domain.utf8CodeUnitCount)
        guard source.count > suffix.count, source.suffix(suffix.count).elementsEqual(suffix) else { return source }
        return UnsafeBufferPointer(rebasing: source[..<(source.count - suffix.count)])
    }

    /// A name without the version at its end: `20150331` or `20150331v2`, and `2020_05_31`.
    static func base(of name: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let last = name.last, isDigit(last) else { return name }
        var end = name.count
        if end > 10, name[end - 2] == 0x76, isDigit(name[end - 3]) { end -= 2 }
        if end > 10, name[end - 3] == 0x5F, name[end - 6] == 0x5F, holdsYear(name, end - 10),
            isDigit(name[end - 5]), isDigit(name[end - 4]), isDigit(name[end - 2]), isDigit(name[end - 1])
        {
            return UnsafeBufferPointer(rebasing: name[..<(end - 10)])
        }
        guard end > 8, holdsYear(name, end - 8), name[(end - 4)..<end].allSatisfy(isDigit) else { return name }
        return UnsafeBufferPointer(rebasing: name[..<(end - 8)])
    }

    private static func holdsYear(_ name: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        name[at] == 0x32 && name[at + 1] == 0x30 && isDigit(name[at + 2]) && isDigit(name[at + 3])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}
