// SPDX-License-Identifier: Apache-2.0

import CBytes
import Testing

/// 64 bytes of JSON at once and in pieces, against one look at each byte.
@Suite struct JSONBlockTests {
    @Test func `blocks are seen as they are, whatever the processor`() {
        var numbers = Numbers(state: 77)
        let likely = Array("\"\\{}[]\u{1F}\n\t :,aZ;\u{20}\u{7F}".utf8) + [0x00, 0x80, 0xDB, 0xFB, 0xFF]
        for round in 0..<2_000 {
            let bytes = (0..<64).map { _ in
                round % 2 == 0 ? likely[numbers.below(likely.count)] : UInt8(truncatingIfNeeded: numbers.next())
            }
            func mask(_ isMarked: (UInt8) -> Bool) -> UInt64 {
                bytes.indices.reduce(0) { isMarked(bytes[$1]) ? $0 | 1 << UInt64($1) : $0 }
            }
            bytes.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                for block in [hinomi_json_block_at(base), hinomi_json_block_in_pieces(base)] {
                    #expect(block.quotes == mask { $0 == 0x22 })
                    #expect(block.backslashes == mask { $0 == 0x5C })
                    #expect(block.opens == mask { $0 == 0x7B || $0 == 0x5B })
                    #expect(block.closes == mask { $0 == 0x7D || $0 == 0x5D })
                    #expect(block.controls == mask { $0 < 0x20 })
                }
            }
        }
    }

    @Test func `of ascending numbers those below another are counted`() {
        for count in 0...40 {
            let numbers = (0..<count).map { UInt32($0 / 3 * 10) }
            for limit in [0, 1, 9, 10, 11, 55, 60, 130, 131, UInt64(UInt32.max) + 1] {
                let below = numbers.withUnsafeBytes { hinomi_count_below($0.baseAddress, 4, count, limit) }
                #expect(below == numbers.count { UInt64($0) < limit })
            }
        }
    }
}
