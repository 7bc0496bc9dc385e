// SPDX-License-Identifier: Apache-2.0

/// Writes figures in the text format of Prometheus (0.0.4).
struct MetricsText {
    /// What a figure does.
    enum Kind: String {
        /// Only ever grows while the process lives.
        case counter
        /// Goes up and down.
        case gauge
        case histogram
    }

    /// The text so far.
    private(set) var text = ""

    /// Begins a figure: its samples come next.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// Writes one sample of the figure that was begun last.
    mutating func sample(_ name: String, _ labels: KeyValuePairs<String, String> = [:], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.key)=\"\(MetricsText.escaped($0.value))\"" }.joined(separator: ",") + "}"
        }
        text += " " + (Int64(exactly: value).map(String.init) ?? value.description) + "\n"
    }

    /// Writes a figure of one sample.
    mutating func figure(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        begin(name, kind, help)
        sample(name, [:], value)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
