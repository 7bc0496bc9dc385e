// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// What watches: trails, logs, alarms, detectors.
    static let monitoring = trails + logs + alarms + configuration + detectors

    private static let trails = of(
        "cloudtrail",
        [
            .init(
                .discovery, .read, .low, "T1654",
                "DescribeTrails GetTrail GetTrailStatus ListTrails GetEventSelectors GetInsightSelectors"),
            .init(.discovery, .read, .medium, "T1654", "GetQueryResults LookupEvents StartQuery ListEventDataStores"),
            .init(.defenseEvasion, .write, .high, "T1562.008", "StopLogging StopEventDataStoreIngestion"),
            .init(.defenseEvasion, .delete, .high, "T1562.008", "DeleteEventDataStore DeleteTrail"),
            .init(
                .defenseEvasion, .write, .medium, "T1562.008",
                "PutEventSelectors PutInsightSelectors UpdateEventDataStore UpdateTrail"),
            .init(
                .defenseEvasion, .delete, .medium, "T1562.008",
                "DeleteChannel DeleteResourcePolicy DeregisterOrganizationDelegatedAdmin"),
            .init(.exfiltration, .write, .medium, "T1537", "CreateTrail RegisterOrganizationDelegatedAdmin"),
        ])

    private static let logs = of(
        "logs",
        [
            .init(.discovery, .read, .low, "T1654", "DescribeLogGroups DescribeLogStreams"),
            .init(
                .discovery, .read, .medium, "T1654",
                "FilterLogEvents GetLogEvents GetLogRecord GetQueryResults StartLiveTail StartQuery"),
            .init(.exfiltration, .write, .high, "T1537", "CreateExportTask PutDestination PutDestinationPolicy"),
            .init(.exfiltration, .permission, .medium, "T1537", "PutResourcePolicy PutSubscriptionFilter"),
            .init(.defenseEvasion, .delete, .high, "T1562.008", "DeleteLogGroup DeleteLogStream"),
            .init(
                .defenseEvasion, .delete, .medium, "T1562.008",
                """
                DeleteDelivery DeleteDestination DeleteMetricFilter DeleteResourcePolicy DeleteRetentionPolicy
                DeleteSubscriptionFilter DisassociateKmsKey DeleteDataProtectionPolicy
                """),
            .init(.defenseEvasion, .write, .medium, "T1562.008", "PutRetentionPolicy"),
        ])

    private static let alarms =
        all(
            of(
                "monitoring",
                [
                    .init(.discovery, .read, .low, "T1526", "DescribeAlarms DescribeAlarmHistory ListMetrics"),
                    .init(.defenseEvasion, .write, .high, "T1562.001", "DisableAlarmActions"),
                    .init(
                        .defenseEvasion, .delete, .medium, "T1562.001",
                        """
                        DeleteAlarms DeleteAnomalyDetector DeleteDashboards DeleteInsightRules DeleteMetricStream
                        DisableInsightRules StopMetricStreams
                        """),
                    .init(.defenseEvasion, .write, .medium, "T1562.001", "SetAlarmState"),
                ]),
            of(
                "events",
                [
                    .init(
                        .defenseEvasion, .delete, .medium, "T1562.001",
                        "DeleteRule DisableRule RemoveTargets DeleteArchive"),
                    .init(.persistence, .write, .medium, "T1546", "PutRule PutTargets EnableRule"),
                    .init(
                        .exfiltration, .permission, .medium, "T1537",
                        "PutPermission CreateApiDestination CreateConnection"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteEventBus DeleteConnection RemovePermission"),
                ]),
            of(
                "scheduler",
                [
                    .init(.persistence, .write, .medium, "T1053", "CreateSchedule UpdateSchedule"),
                    .init(.impact, .delete, .low, "T1489", "DeleteSchedule DeleteScheduleGroup"),
                ]))

    private static let configuration = of(
        "config",
        [
            .init(
                .discovery, .read, .medium, "T1580",
                """
                ListDiscoveredResources SelectAggregateResourceConfig SelectResourceConfig GetResourceConfigHistory
                """),
            .init(.defenseEvasion, .write, .high, "T1562.008", "StopConfigurationRecorder"),
            .init(
                .defenseEvasion, .delete, .high, "T1562.008",
                "DeleteConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule"),
            .init(
                .defenseEvasion, .delete, .medium, "T1562.008",
                """
                DeleteAggregationAuthorization DeleteConfigurationAggregator DeleteConformancePack
                DeleteEvaluationResults DeleteOrganizationConfigRule DeleteOrganizationConformancePack
                DeleteRemediationConfiguration DeleteRetentionConfiguration
                """),
            .init(
                .defenseEvasion, .write, .medium, "T1562.008",
                "PutConfigurationRecorder PutDeliveryChannel PutRetentionConfiguration"),
            .init(.exfiltration, .permission, .medium, "T1537", "PutAggregationAuthorization"),
        ])

    private static let detectors =
        all(
            of(
                "guardduty",
                [
                    .init(
                        .discovery, .read, .medium, "T1518.001",
                        "GetDetector GetFindings ListDetectors ListFindings ListIPSets"),
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        """
                        DeleteDetector DeleteMembers DeletePublishingDestination DisassociateFromAdministratorAccount
                        DisassociateFromMasterAccount DisassociateMembers StopMonitoringMembers DeleteInvitations
                        DisableOrganizationAdminAccount
                        """),
                    .init(.defenseEvasion, .write, .high, "T1562.001", "UpdateDetector UpdateMemberDetectors"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.001",
                        """
                        ArchiveFindings CreateFilter CreateIPSet CreateTrustedEntitySet UpdateFilter UpdateIPSet
                        UpdateOrganizationConfiguration UpdatePublishingDestination UpdateThreatIntelSet
                        UpdateMalwareScanSettings UpdateTrustedEntitySet
                        """),
                    .init(
                        .defenseEvasion, .delete, .medium, "T1562.001",
                        "DeleteFilter DeleteIPSet DeleteMalwareProtectionPlan DeleteThreatIntelSet"),
                ]),
            of(
                "securityhub",
                [
                    .init(.discovery, .read, .medium, "T1518.001", "DescribeHub GetFindings GetEnabledStandards"),
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        """
                        BatchDisableStandards DisableSecurityHub DisassociateFromAdministratorAccount
                        DisassociateFromMasterAccount DisassociateMembers DeleteMembers
                        DisableOrganizationAdminAccount
                        """),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.001",
                        """
                        BatchUpdateFindings BatchUpdateStandardsControlAssociations CreateAutomationRule
                        DeleteActionTarget DeleteFindingAggregator DeleteInsight DisableImportFindingsForProduct
                        UpdateFindings UpdateStandardsControl UpdateSecurityHubConfiguration
                        """),
                ]),
            of(
                "macie2",
                [
                    .init(.discovery, .read, .medium, "T1518.001", "GetFindings GetMacieSession ListFindings"),
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        """
                        DisableMacie DisassociateFromAdministratorAccount DisassociateMember
                        DisableOrganizationAdminAccount
                        """),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.001",
                        "CreateAllowList CreateFindingsFilter UpdateClassificationJob UpdateMacieSession"),
                ]),
            of(
                "inspector2",
                [
                    .init(.discovery, .read, .medium, "T1518.001", "ListCoverage ListFindings"),
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        "Disable DisableDelegatedAdminAccount DisassociateMember"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.001",
                        "CreateFilter UpdateConfiguration UpdateFilter"),
                ]),
            of(
                "detective",
                [
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.001",
                        "DeleteGraph DeleteMembers DisassociateMembership")
                ]),
            of(
                "access-analyzer",
                [
                    .init(.discovery, .read, .medium, "T1069.003", "ListFindings ListAccessPreviewFindings"),
                    .init(.defenseEvasion, .delete, .high, "T1562.001", "DeleteAnalyzer"),
                    .init(
                        .defenseEvasion, .write, .medium, "T1562.001",
                        "CreateArchiveRule ApplyArchiveRule UpdateFindings"),
                ]),
            of(
                "securitylake",
                [
                    .init(
                        .defenseEvasion, .delete, .high, "T1562.008",
                        "DeleteAwsLogSource DeleteDataLake DeleteSubscriber")
                ]),
            of(
                "auditmanager",
                [.init(.defenseEvasion, .delete, .medium, "T1562.001", "DeleteAssessment DeregisterAccount")]))
}
