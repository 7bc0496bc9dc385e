// SPDX-License-Identifier: Apache-2.0

extension XMLReader {
    /// Appends the text of the event, its references replaced, up to `limit` bytes in all.
    func appendText(to content: inout [UInt8], limit: Int) throws(XMLFault) {
        guard content.count + text.count <= limit else { throw .tooMuch }
        if isVerbatim {
            content.append(contentsOf: bytes[text])
        } else {
            try XMLReader.append(bytes.part(text), to: &content)
        }
    }

    /// Appends text with its references replaced.
    static func append(_ text: ListText, to content: inout [UInt8]) throws(XMLFault) {
        var at = 0
        while at < text.count {
            guard text[at] == UInt8(ascii: "&") else {
                content.append(text[at])
                at += 1
                continue
            }
            var end = at + 1
            while end < text.count, end - at <= 12, text[end] != UInt8(ascii: ";") { end += 1 }
            guard end < text.count, text[end] == UInt8(ascii: ";") else { throw .badEntity }
            try append(reference: text.part((at + 1)..<end), to: &content)
            at = end + 1
        }
    }

    private static func append(reference: ListText, to content: inout [UInt8]) throws(XMLFault) {
        if reference.elementsEqual("lt".utf8) { return content.append(UInt8(ascii: "<")) }
        if reference.elementsEqual("gt".utf8) { return content.append(UInt8(ascii: ">")) }
        if reference.elementsEqual("amp".utf8) { return content.append(UInt8(ascii: "&")) }
        if reference.elementsEqual("quot".utf8) { return content.append(UInt8(ascii: "\"")) }
        if reference.elementsEqual("apos".utf8) { return content.append(UInt8(ascii: "'")) }
        guard reference.first == UInt8(ascii: "#") else { throw .badEntity }
        let isHex = reference.count > 1 && reference[1] == UInt8(ascii: "x")
        let digits = String(decoding: reference[(isHex ? 2 : 1)...], as: UTF8.self)
        guard let value = UInt32(digits, radix: isHex ? 16 : 10), value > 0, let scalar = Unicode.Scalar(value) else {
            throw .badEntity
        }
        content.append(contentsOf: Character(scalar).utf8)
    }
}
