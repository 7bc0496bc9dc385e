// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
import HinomiIntelligence

/// All detectors, in the order in which their states are kept.
enum DetectorSet {
    /// Most states a detector keeps in one partition.
    static let maxKeys = 50_000

    static func contacts(_ intelligence: IntelligenceBundle) -> [Lane<ObservedContact>] {
        [
            Lane(Portscan(), maxKeys: maxKeys),
            Lane(PortSweep(), maxKeys: maxKeys),
            Lane(PortProbeUnprotectedPort(intelligence: intelligence), maxKeys: maxKeys),
            Lane(SSHBruteForce(), maxKeys: maxKeys),
            Lane(RDPBruteForce(), maxKeys: maxKeys),
            Lane(ListedAddressContact(intelligence: intelligence), maxKeys: maxKeys),
            Lane(TorRelay(intelligence: intelligence), maxKeys: maxKeys),
            Lane(WinRMBruteForce(), maxKeys: maxKeys),
            Lane(Flood(), maxKeys: maxKeys),
            Lane(Spambot(), maxKeys: maxKeys),
            Lane(FirstUse(), maxKeys: maxKeys),
            Lane(TrafficVolumeUnusual(), maxKeys: maxKeys),
            Lane(DistributedGuessing(), maxKeys: maxKeys),
            Lane(Beaconing(intelligence: intelligence), maxKeys: maxKeys),
            Lane(Reflection(), maxKeys: maxKeys),
        ]
    }

    static func queries(_ intelligence: IntelligenceBundle) -> [Lane<ObservedQuery>] {
        [
            Lane(ListedNameQuery(intelligence: intelligence), maxKeys: maxKeys),
            Lane(DNSDataExfiltration(), maxKeys: maxKeys),
            Lane(MetadataDNSRebind(), maxKeys: maxKeys),
            Lane(GeneratedNames(), maxKeys: maxKeys),
            Lane(JoinedNames(), maxKeys: maxKeys),
            Lane(FailedNames(), maxKeys: maxKeys),
            Lane(BeaconingNames(), maxKeys: maxKeys),
        ]
    }

    static func calls(
        _ intelligence: IntelligenceBundle, _ places: [any PlaceSource], _ rules: CustomRuleSet
    ) -> [Lane<ObservedCall>] {
        [
            Lane(CloudTrailLoggingDisabled(), maxKeys: maxKeys),
            Lane(PasswordPolicyChange(), maxKeys: maxKeys),
            Lane(RootCredentialUsage(), maxKeys: maxKeys),
            Lane(KaliLinux(), maxKeys: maxKeys),
            Lane(ParrotLinux(), maxKeys: maxKeys),
            Lane(PentooLinux(), maxKeys: maxKeys),
            Lane(ListedCaller(intelligence: intelligence), maxKeys: maxKeys),
            Lane(ServerAccessLoggingDisabled(), maxKeys: maxKeys),
            Lane(PublicBucket(), maxKeys: maxKeys),
            Lane(ListedBucketCaller(intelligence: intelligence), maxKeys: maxKeys),
            Lane(ConsoleLoginSuccess(places: places), maxKeys: maxKeys),
            Lane(CustomRuleMatch(rules), maxKeys: maxKeys),
        ]
    }

    static func accounts(_ places: [any PlaceSource]) -> [Lane<AccountCall>] {
        [
            Lane(InstanceCredentialExfiltration(places: places), maxKeys: maxKeys),
            Lane(ResourceCredentialExfiltration(places: places), maxKeys: maxKeys),
        ]
    }

    static func conduct(_ places: [any PlaceSource]) -> [Lane<ConductCall>] {
        [Lane(AnomalousBehavior(places: places), maxKeys: maxKeys)]
    }

    static func sequences(_ intelligence: IntelligenceBundle) -> Lane<SequenceInput> {
        Lane(AttackSequences(intelligence: intelligence), maxKeys: maxKeys)
    }
}

/// Which finding types have a detector.
public enum DetectionCoverage {
    /// The types, sorted.
    public static var types: [FindingType] {
        let all = [
            Portscan.raises, PortSweep.raises, PortProbeUnprotectedPort.raises, SSHBruteForce.raises,
            RDPBruteForce.raises,
            WinRMBruteForce.raises, Flood.raises, Beaconing.raises, BeaconingNames.raises,
            Reflection.raises,
            FirstUse.raises,
            TrafficVolumeUnusual.raises,
            Spambot.raises,
            MetadataDNSRebind.raises, ListedAddressContact.raises,
            TorRelay.raises, ListedNameQuery.raises, DNSDataExfiltration.raises, GeneratedNames.raises,
            JoinedNames.raises,
            CloudTrailLoggingDisabled.raises, PasswordPolicyChange.raises, RootCredentialUsage.raises, KaliLinux.raises,
            ParrotLinux.raises, PentooLinux.raises, ListedCaller.raises,
            ServerAccessLoggingDisabled.raises, PublicBucket.raises, ListedBucketCaller.raises,
            ConsoleLoginSuccess.raises, InstanceCredentialExfiltration.raises, ResourceCredentialExfiltration.raises,
            CustomRuleMatch.raises, AnomalousBehavior.raises, AttackSequences.raises,
        ]
        return Array(Set(all.joined())).sorted()
    }
}
