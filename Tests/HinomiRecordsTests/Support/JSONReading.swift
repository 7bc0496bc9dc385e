// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import HinomiRecords

/// Reads one JSON text whole through the scanner; nil when it is not one.
func scanned(_ content: [UInt8], spare: UInt8 = 0x22) -> Any? {
    let guarded = GuardedBytes(content, spare: spare)
    var scanner = JSONScanner(from: guarded.start, to: guarded.end)
    guard let slice = try? scanner.value() else { return nil }
    scanner.skipSpace()
    guard scanner.at == scanner.end, slice.isIntact else { return nil }
    return tree(slice)
}

func scanned(_ text: String) -> Any? { scanned(Array(text.utf8)) }

/// The value as Foundation would give it; the last of repeated keys wins.
func tree(_ slice: JSONSlice) -> Any? {
    switch slice.kind {
    case .absent: return nil
    case .null: return NSNull()
    case .true: return true
    case .false: return false
    case .number: return slice.double ?? .infinity
    case .string: return slice.string
    case .array:
        var all: [Any] = []
        slice.forEachElement { element in
            all.append(tree(element) ?? "damaged")
            return true
        }
        return all
    case .object:
        var all: [String: Any] = [:]
        slice.forEachMember { key, value in
            all[key.string ?? "damaged"] = tree(value) ?? "damaged"
            return true
        }
        return all
    }
}

/// What Foundation reads; nil when it refuses.
func foundation(_ content: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(content), options: [.fragmentsAllowed])
}

/// Whether both are the same tree, numbers compared as doubles.
func same(_ a: Any?, _ b: Any?) -> Bool {
    switch (a, b) {
    case (nil, nil): return true
    case (let a as [String: Any], let b as [String: Any]):
        return a.count == b.count && a.allSatisfy { key, value in b[key].map { same(value, $0) } ?? false }
    case (let a as [Any], let b as [Any]): return a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
    case (let a as String, let b as String): return Array(a.utf8) == Array(b.utf8)
    case (is NSNull, is NSNull): return true
    case (let a as NSNumber, let b as NSNumber):
        // Foundation's own conversion is off by a last bit now and then.
        return a.doubleValue == b.doubleValue || abs(a.doubleValue / b.doubleValue - 1) < 1e-15
    default: return false
    }
}
