// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance talks with an address from which XOR.DDoS is controlled: told in the place of
    /// `commandAndControlAddress`, since it says what the instance is going to do.
    static let xorDDoSAddress = ListedAddressRule(
        type: "Backdoor:EC2/XORDDOS", categories: commandAndControlAddress.categories, severity: .high,
        accepts: { $0.contains(where: \.namesXorDDoS) })
}

extension Indicator {
    /// Whether it names the malware XOR.DDoS: `elf_xorddos`, `Linux.Xor.DDoS`, `DDoS:Linux/Xorddos`, `Linux.DDoS.Xor` …
    /// A list that does not say for what its entries stand may have the name itself.
    var namesXorDDoS: Bool {
        let name = String(
            decoding: (threatName.isEmpty ? list : threatName).utf8.compactMap { byte -> UInt8? in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                default: nil
                }
            }, as: UTF8.self)
        return ["xorddos", "ddosxor", "xarcen"].contains(where: name.contains)
    }
}
