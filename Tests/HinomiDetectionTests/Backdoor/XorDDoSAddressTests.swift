// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import Testing

@testable import HinomiDetection

@Suite struct XorDDoSAddressTests {
    private func indicator(_ threat: String, list: String = "families") -> Indicator {
        Indicator(list: list, category: .malware, confidence: .high, threatName: threat)
    }

    @Test(arguments: [
        "elf_xorddos", "XorDDoS", "XOR.DDoS", "xor-ddos", "elf.xorddos", "Linux.Xor.DDoS", "DDoS:Linux/Xorddos",
        "Backdoor.Linux.XORDDOS.A", "Linux.DDoS.Xor.5", "Linux/Xarcen", "C2 of the XorDDoS botnet",
    ])
    func `feeds spell it in many ways`(name: String) {
        #expect(indicator(name).namesXorDDoS)
    }

    @Test(arguments: ["", "elf_mirai", "Linux.DDoS", "xor", "XorBot", "elf_billgates", "ddostf"])
    func `other malware is another`(name: String) {
        #expect(!indicator(name).namesXorDDoS)
    }

    @Test func `the list's name counts where its entries have none`() {
        #expect(indicator("", list: "XorDDoS masters").namesXorDDoS)
        #expect(!indicator("elf_mirai", list: "Mirai and XorDDoS").namesXorDDoS)
    }
}
