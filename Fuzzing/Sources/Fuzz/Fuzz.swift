// SPDX-License-Identifier: Apache-2.0

import FuzzEntries
import Glibc

/// The parser that the environment names.
private let target: FuzzTarget = {
    let name = getenv("HINOMI_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
        fatalError("HINOMI_FUZZ has to name one of: \(names)")
    }
    return target
}()

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    if let complaint = target.complaint(about: UnsafeBufferPointer(start: start, count: count)) {
        fatalError("\(target.rawValue): \(complaint)")
    }
    return 0
}
