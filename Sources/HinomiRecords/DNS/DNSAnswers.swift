// SPDX-License-Identifier: Apache-2.0

import CBytes

/// One answer of a logged query.
public struct DNSAnswer {
    /// The record type by its number; 0 where it is not known.
    public var type: UInt16 = 0
    /// What was answered, as logged; absent when the log does not say.
    public var data = JSONSlice()

    /// An answer of nothing, to be filled in.
    public init() {}
}

/// The answers of a query, read one after the other from where they lie.
///
/// Ends at the first thing that is no answer.
public struct DNSAnswers: Sequence, IteratorProtocol {
    private var scanner: JSONScanner?

    /// The answers in an array of them; none for every other value.
    public init(_ answers: JSONSlice) {
        guard answers.kind == .array, var scanner = JSONScanner(answers), (try? scanner.enterArray()) == true else {
            return
        }
        self.scanner = scanner
    }

    /// The next answer.
    public mutating func next() -> DNSAnswer? {
        guard var scanner else { return nil }
        var answer = DNSAnswer()
        do throws(JSONFault) {
            if let usual = try DNSAnswers.usual(&scanner) {
                self.scanner = try scanner.nextElement() ? scanner : nil
                return usual
            }
            var more = try scanner.enterObject()
            while more {
                let key = try scanner.key()
                let value = try scanner.value()
                if key.equalsIgnoringCase("rdata") {
                    answer.data = value
                } else if key.equalsIgnoringCase("type") {
                    answer.type = DNSCodes.type(value)
                }
                more = try scanner.nextMember()
            }
            self.scanner = try scanner.nextElement() ? scanner : nil
        } catch {
            self.scanner = nil
            return nil
        }
        return answer
    }

    // An answer in the form that Route 53 writes, `{"Rdata":"…","Type":"…","Class":"IN"}`; nil, and nothing is read, for
    // every other form.
    @inline(__always)
    private static func usual(_ input: inout JSONScanner) throws(JSONFault) -> DNSAnswer? {
        var scanner = input
        var answer = DNSAnswer()
        guard scanner.take("{\"Rdata\":\"") else { return nil }
        answer.data = try scanner.string()
        guard scanner.take(",\"Type\":\"") else { return nil }
        answer.type = DNSCodes.type(try scanner.string())
        guard scanner.take(",\"Class\":\"IN\"}"), scanner.at < scanner.end else { return nil }
        input = scanner
        return answer
    }
}

extension JSONScanner {
    // Moves past `text` where it is next; at most 64 bytes, which are readable wherever the input ends.
    @inline(__always)
    fileprivate mutating func take(_ text: StaticString) -> Bool {
        guard hinomi_bytes_equal(at, text.utf8Start, text.utf8CodeUnitCount) != 0 else { return false }
        at += text.utf8CodeUnitCount
        return true
    }
}
