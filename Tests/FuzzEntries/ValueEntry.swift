// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What is read and written again has to be the same value.
enum ValueEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        if let time = Timestamp(iso8601: input), Timestamp(iso8601: time.iso8601) != time {
            return "the time \(time.milliseconds) is written as \(time.iso8601)"
        }
        if let address = IPAddress(input), IPAddress(address.description) != address {
            return "the address \(address.high) \(address.low) is written as \(address)"
        }
        if let network = CIDR(input) {
            if CIDR(network.description) != network { return "a network is written as \(network)" }
            if !network.contains(network.first) || !network.contains(network.last) {
                return "\(network) does not hold its own ends"
            }
        }
        if let account = AccountID(input) {
            let text = Array(account.description.utf8)
            let again = text.withUnsafeBufferPointer { AccountID($0) }
            if again != account { return "the account \(account.number) is written as \(account)" }
        }
        if let name = DomainName(input), DomainName(name.text) != name { return "the name \(name) is read as another" }
        // Any number of milliseconds has a text, even where no log could give it.
        let number = input.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return Timestamp(milliseconds: number).iso8601.isEmpty ? "a time without a text" : nil
    }
}
