// SPDX-License-Identifier: Apache-2.0

/// One indented document, `{"findings": [ … ]}`, the form of a GetFindings answer; with `weakSignals` beside them where
/// those are wanted.
public enum JSONFormat {
    /// Writes findings to `sink`, a piece for each finding.
    public static func write(
        _ findings: some Sequence<Finding>, options: OutputOptions = OutputOptions(), weakSignals: WeakSignals? = nil,
        to sink: ([UInt8]) throws -> Void
    ) rethrows {
        var isFirst = true
        for finding in findings {
            var writer = JSONWriter(isIndented: true)
            finding.write(to: &writer, options)
            try sink(Array((isFirst ? "{\n  \"findings\": [\n" : ",\n").utf8) + indented(writer.take()))
            isFirst = false
        }
        try sink(Array((isFirst ? "{\n  \"findings\": []" : "\n  ]").utf8))
        if let weakSignals {
            try sink(Array(",\n".utf8))
            try WeakSignalFormat.writeMembers(weakSignals, to: sink)
        }
        try sink(Array("\n}\n".utf8))
    }

    // Line feeds inside texts are escaped, so every one there is begins a line of the document.
    static func indented(_ document: [UInt8]) -> [UInt8] {
        let margin = Array("    ".utf8)
        var result = margin
        for byte in document {
            result.append(byte)
            if byte == UInt8(ascii: "\n") { result += margin }
        }
        return result
    }
}
