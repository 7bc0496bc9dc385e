// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose AttackSequence; `CatalogueText` explains the form.
    static let attackSequenceRows = #"""
        AttackSequence:EC2/CompromisedInstanceGroup
          on AttackSequence, severity 9, logs runtime-agent+ebs-malware-scan+vpc-flow+dns-resolver
          title [Instance group {group}|A group of instances] may be compromised
          text [{signal_count} signals|Several signals][ between {first_seen} and {last_seen}] form one attack[; tactics: {tactics}][; indicators: {indicators}].
          advice attack-sequence
        AttackSequence:ECS/CompromisedCluster
          on AttackSequence, severity 9, logs runtime-agent+ebs-malware-scan
          title [ECS cluster {cluster}|An ECS cluster] may be compromised
          text [{signal_count} signals|Several signals][ between {first_seen} and {last_seen}] form one attack[; tactics: {tactics}][; indicators: {indicators}].
          advice attack-sequence
        AttackSequence:EKS/CompromisedCluster
          on AttackSequence, severity 9, logs eks-audit+runtime-agent+ebs-malware-scan+cloudtrail-s3-data+cloudtrail-management+vpc-flow+dns-resolver
          title [EKS cluster {cluster}|An EKS cluster] may be compromised
          text [{signal_count} signals|Several signals][ between {first_seen} and {last_seen}] form one attack[; tactics: {tactics}][; indicators: {indicators}].
          advice attack-sequence
        AttackSequence:IAM/CompromisedCredentials
          on AttackSequence, severity 9, logs cloudtrail-management
          title Credentials of {principal|an unknown identity} may be compromised (sequence of actions)
          text [{signal_count} signals|Several signals][ between {first_seen} and {last_seen}] form one attack[; tactics: {tactics}][; indicators: {indicators}].
          advice attack-sequence
        AttackSequence:S3/CompromisedData
          on AttackSequence, severity 9, logs cloudtrail-s3-data+cloudtrail-management
          title Data may be compromised by {principal|an unknown identity} (sequence of actions)
          text [{signal_count} signals|Several signals][ between {first_seen} and {last_seen}] form one attack[; tactics: {tactics}][; indicators: {indicators}].
          advice attack-sequence
        """#
}
