// SPDX-License-Identifier: Apache-2.0

/// The names of autonomous systems by number, in one block of text.
struct OrganizationNames: Sendable {
    private let numbers: [UInt32]
    private let starts: [UInt32]
    private let text: [UInt8]

    /// The names of these numbers; of two for one number the first counts.
    init(_ names: [(number: UInt32, name: [UInt8])]) {
        var numbers = [UInt32]()
        var starts = [UInt32]()
        var text = [UInt8]()
        let order = names.indices.sorted {
            names[$0].number != names[$1].number ? names[$0].number < names[$1].number : $0 < $1
        }
        for place in order where names[place].number != numbers.last {
            numbers.append(names[place].number)
            starts.append(UInt32(text.count))
            text.append(contentsOf: names[place].name)
        }
        starts.append(UInt32(text.count))
        self.numbers = numbers
        self.starts = starts
        self.text = text
    }

    /// The name of a number; nil where it is not known.
    func name(of number: UInt32) -> String? {
        let place = GeoTable.place(number, in: numbers, 0..<numbers.count)
        guard place > 0, numbers[place - 1] == number else { return nil }
        return String(decoding: text[Int(starts[place - 1])..<Int(starts[place])], as: UTF8.self)
    }

    var byteCount: Int { numbers.count * 8 + text.count }
}
