// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
import HinomiIntelligence

/// All detectors, in the order in which their states are kept.
enum DetectorSet {
    /// Most states a detector keeps in one partition.
    static let maxKeys = 50_000

    static func contacts(_ intelligence: IntelligenceBundle, _ limits: DetectionLimits) -> [Lane<ObservedContact>] {
        let ssh = SSHBruteForce(limits.sshLogins, limits.guessing)
        let rdp = RDPBruteForce(limits.rdpLogins, limits.guessing)
        let winRM = WinRMBruteForce(limits.winRMLogins, limits.guessing)
        return [
            Lane(Scan(Portscan(limits.portscan), PortSweep(limits.portsweep)), maxKeys: maxKeys),
            Lane(PortProbeUnprotectedPort(limits.portprobe, intelligence: intelligence), maxKeys: maxKeys),
            Lane(ssh, maxKeys: maxKeys),
            Lane(rdp, maxKeys: maxKeys),
            Lane(ListedAddressContact(intelligence: intelligence), maxKeys: maxKeys),
            Lane(TorRelay(limits.tor, intelligence: intelligence), maxKeys: maxKeys),
            Lane(winRM, maxKeys: maxKeys),
            Lane(Flood(limits), maxKeys: maxKeys),
            Lane(Spambot(limits.spambot), maxKeys: maxKeys),
            Lane(FirstUse(limits.firstUse), maxKeys: maxKeys),
            Lane(TrafficVolumeUnusual(limits.volume), maxKeys: maxKeys),
            Lane(DistributedGuessing(limits.distributedGuessing, ssh, rdp, winRM), maxKeys: maxKeys),
            Lane(Beaconing(limits.beaconing, intelligence: intelligence), maxKeys: maxKeys),
            Lane(Reflection(limits.reflection), maxKeys: maxKeys),
        ]
    }

    static func queries(_ intelligence: IntelligenceBundle, _ limits: DetectionLimits) -> [Lane<ObservedQuery>] {
        [
            Lane(ListedNameQuery(limits.listedNames, intelligence: intelligence), maxKeys: maxKeys),
            Lane(DNSDataExfiltration(limits.dnsData), maxKeys: maxKeys),
            Lane(MetadataDNSRebind(), maxKeys: maxKeys),
            Lane(GeneratedNames(limits.generatedNames), maxKeys: maxKeys),
            Lane(JoinedNames(limits.joinedNames), maxKeys: maxKeys),
            Lane(FailedNames(), maxKeys: maxKeys),
            Lane(BeaconingNames(limits.beaconing, limits.beaconingNames), maxKeys: maxKeys),
        ]
    }

    static func calls(
        _ intelligence: IntelligenceBundle, _ places: [any PlaceSource], _ rules: CustomRuleSet,
        _ limits: DetectionLimits
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
            Lane(ConsoleLoginSuccess(places: places, limits: limits.consoleLogins), maxKeys: maxKeys),
            Lane(CustomRuleMatch(rules), maxKeys: maxKeys),
        ]
    }

    static func accounts(_ places: [any PlaceSource], _ limits: DetectionLimits) -> [Lane<AccountCall>] {
        [
            Lane(InstanceCredentialExfiltration(places: places, limits: limits.instanceCredentials), maxKeys: maxKeys),
            Lane(ResourceCredentialExfiltration(places: places, limits: limits.functionCredentials), maxKeys: maxKeys),
        ]
    }

    static func conduct(_ places: [any PlaceSource], _ limits: DetectionLimits) -> [Lane<ConductCall>] {
        [Lane(AnomalousBehavior(places: places, limits: limits.conduct), maxKeys: maxKeys)]
    }

    static func sequences(_ intelligence: IntelligenceBundle, _ limits: DetectionLimits) -> Lane<SequenceInput> {
        Lane(AttackSequences(intelligence: intelligence, rule: limits.sequences), maxKeys: maxKeys)
    }
}

/// Which finding types have a detector.
public enum DetectionCoverage {
    /// The types, sorted.
    public static var types: [FindingType] {
        let all = [
            Scan.raises, PortProbeUnprotectedPort.raises, SSHBruteForce.raises,
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
