// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings

/// APIs of one service that mean the same.
public struct MeaningRow: Sendable {
    /// The service as records name it, without `.amazonaws.com`.
    public var service: String
    /// The APIs by name, without the versions that Lambda writes behind them.
    public var names: [String]
    /// What they mean.
    public var meaning: APIMeaning

    /// A row of a service's table.
    struct Line {
        var meaning: APIMeaning
        var names: String

        init(
            _ tactic: Tactic, _ effect: APIMeaning.Effect, _ sensitivity: APIMeaning.Sensitivity, _ technique: String,
            _ names: String
        ) {
            meaning = APIMeaning(
                tactic: tactic, effect: effect, sensitivity: sensitivity, technique: AttackTechnique(technique))
            self.names = names
        }
    }

    /// The rows of several services, in their order.
    static func all(_ tables: [MeaningRow]...) -> [MeaningRow] { tables.flatMap { $0 } }

    /// The rows of a service.
    static func of(_ service: String, _ lines: [Line]) -> [MeaningRow] {
        lines.map { line in
            MeaningRow(
                service: service,
                names: line.names.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init),
                meaning: line.meaning)
        }
    }
}
