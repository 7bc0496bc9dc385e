// SPDX-License-Identifier: Apache-2.0

extension Finding {
    /// The steps of the attack, where the finding is one of several steps.
    public var sequence: AttackSequence? {
        guard case .sequence(let sequence) = action else { return nil }
        return sequence
    }

    /// Findings in their order, of which those that are steps of an attack point to it: to the first one in the list.
    static func linked(_ findings: [Finding]) -> [Finding] {
        var wholes: [String: String] = [:]
        for whole in findings {
            for step in whole.sequence?.steps ?? [] where step.source == .finding {
                wholes[step.uid] = wholes[step.uid] ?? whole.arn
            }
        }
        guard !wholes.isEmpty else { return findings }
        return findings.map { finding in
            var finding = finding
            finding.attackSequenceARN = wholes[finding.id] ?? ""
            return finding
        }
    }
}
