// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

// Members of answers, by type; what is absent is not written.
extension JSONWriter {
    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        member(name, always: value)
    }

    mutating func member(_ name: String, _ value: Bool?) {
        guard let value else { return }
        key(name)
        truth(value)
    }

    mutating func member(_ name: String, _ value: Int?) {
        guard let value else { return }
        key(name)
        integer(value)
    }

    mutating func member(_ name: String, _ value: (some RawRepresentable<String>)?) {
        guard let value else { return }
        member(name, always: value.rawValue)
    }

    /// Seconds since 1970, with a fraction.
    mutating func member(_ name: String, _ value: Timestamp?) {
        guard let value else { return }
        key(name)
        number(Double(value.milliseconds) / 1000)
    }

    mutating func member(_ name: String, _ value: (some APIWritable)?) {
        guard let value else { return }
        key(name)
        value.write(to: &self)
    }

    mutating func member(_ name: String, _ values: [some APIWritable]?) {
        guard let values else { return }
        array(name) { for value in values { value.write(to: &$0) } }
    }

    mutating func member(_ name: String, _ values: [some RawRepresentable<String>]?) {
        guard let values else { return }
        array(name) { for value in values { $0.text(value.rawValue) } }
    }

    mutating func member(_ name: String, _ values: [String]?) {
        guard let values else { return }
        array(name) { for value in values { $0.text(value) } }
    }

    mutating func member(_ name: String, _ values: [String: String]?) {
        guard let values else { return }
        object(name) { for (key, value) in values.sorted(by: { $0.key < $1.key }) { $0.member(key, always: value) } }
    }

    mutating func member(_ name: String, _ values: [String: Int]?) {
        guard let values else { return }
        object(name) { for (key, value) in values.sorted(by: { $0.key < $1.key }) { $0.member(key, value) } }
    }

    mutating func member(_ name: String, _ values: [String: some APIWritable]?) {
        guard let values else { return }
        object(name) {
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                $0.key(key)
                value.write(to: &$0)
            }
        }
    }
}
