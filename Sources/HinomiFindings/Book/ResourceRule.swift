// SPDX-License-Identifier: Apache-2.0

/// A finding type that holds only for resources of a certain kind, and what the same signals mean for all others.
///
/// What a resource is may be known late: from an inventory, or from an API call that is read after the flows. So detectors
/// name the particular type wherever it could hold, and the book decides when it tells its findings. What does not hold
/// becomes part of the finding, with the id, that the signals would have been of otherwise.
struct ResourceRule: Sendable {
    let type: FindingType
    let holds: @Sendable (Resource) -> Bool
    let otherwise: FindingType
    let severity: Severity

    /// The rule of a type; nil for types that hold for every resource.
    static func of(_ type: FindingType) -> ResourceRule? { all.first { $0.type == type } }

    private static let all = [
        ResourceRule(
            type: "Recon:EC2/PortProbeEMRUnprotectedPort",
            holds: { resource in
                guard case .instance(let instance) = resource else { return false }
                return instance.isOfElasticMapReduce
            },
            otherwise: "Recon:EC2/PortProbeUnprotectedPort", severity: .low)
    ]
}

extension InstanceDetails {
    /// Whether it belongs to an EMR cluster: EMR tags its instances, and has security groups of its own.
    var isOfElasticMapReduce: Bool {
        tags.contains { $0.key.hasPrefix("aws:elasticmapreduce:") }
            || securityGroups.contains { $0.name.hasPrefix("ElasticMapReduce-") }
    }
}
