// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension SamplePlace {
    /// Whoever an attack is known by.
    var attacker: AccessKeyDetails {
        var details = AccessKeyDetails()
        details.accessKeyID = "AKIAIOSFODNN7EXAMPLE"
        details.principalID = "AIDACKCEVSQ6C2EXAMPLE"
        details.userName = "john_doe"
        details.userType = "IAMUser"
        return details
    }

    /// The steps of an attack of this type: a finding, and calls that are none by themselves.
    func sequence(of type: FindingType) -> AttackSequence {
        let thing = thing(of: type)
        let steps = [
            SampleStep(
                type: "Discovery:IAMUser/AnomalousBehavior", tactic: .discovery, technique: "T1580", service: "iam",
                api: "ListUsers"),
            SampleStep.about(thing),
            SampleStep(tactic: .defenseEvasion, technique: "T1562.008", service: "cloudtrail", api: "DeleteTrail"),
        ]
        return AttackSequence(
            steps: steps.map { step($0, of: type) },
            actors: [.init(id: attacker.accessKeyID, caller: attacker)], endpoints: [SamplePlace.remote])
    }

    /// What an attack of this type was for.
    func thing(of type: FindingType) -> AttackSequence.Thing {
        if type.name.contains(":S3/") { return .init(name: bucket.name, kind: .bucket) }
        if type.name.contains(":EC2/") { return .init(name: instance.instanceID, kind: .instance) }
        if type.name.contains(":EKS/") {
            return .init(name: "GeneratedFindingEKSClusterName", kind: .kubernetesCluster)
        }
        if type.name.contains(":ECS/") { return .init(name: "GeneratedFindingECSClusterName", kind: .containerCluster) }
        return .init(name: attacker.accessKeyID, kind: .accessKey)
    }

    private func step(_ step: SampleStep, of type: FindingType) -> AttackSequence.Step {
        let call = step.service + ":" + step.api
        return AttackSequence.Step(
            uid: FindingIdentity.findingID(
                type: type, account: account, region: region, identity: ["sample", call], role: nil),
            source: step.source, type: step.type, tactic: step.tactic, technique: step.technique,
            service: step.service, api: step.api, first: time, last: time, count: 1, isRefused: false,
            severity: step.source == .finding ? .low : nil, actor: attacker.accessKeyID, address: SamplePlace.remote,
            thing: step.thing,
            indicators: [
                .init(.tor, [SamplePlace.remote.description]), .init(.tactic, [step.tactic.name]),
                .init(.technique, [step.technique]), .init(.sensitiveCall, [call]),
            ])
    }
}

/// What tells one step of a sample from the others.
private struct SampleStep {
    var type = ""
    var tactic: Tactic
    var technique: String
    var service: String
    var api: String
    var isOfData = false
    var thing: AttackSequence.Thing?

    var source: AttackSequence.Step.Source {
        if !type.isEmpty { return .finding }
        return isOfData ? .dataEvents : .managementEvents
    }

    /// The step that the attack was for.
    static func about(_ thing: AttackSequence.Thing) -> SampleStep {
        let isOfData = thing.kind == .bucket
        let (service, api) =
            switch thing.kind {
            case .accessKey: ("iam", "AttachUserPolicy")
            case .bucket: ("s3", "DeleteObject")
            case .instance: ("ec2", "ModifyInstanceAttribute")
            case .kubernetesCluster: ("eks", "CreateAccessEntry")
            case .containerCluster: ("ecs", "UpdateService")
            }
        return SampleStep(
            tactic: isOfData ? .impact : .persistence, technique: isOfData ? "T1485" : "T1098", service: service,
            api: api, isOfData: isOfData, thing: thing)
    }
}
