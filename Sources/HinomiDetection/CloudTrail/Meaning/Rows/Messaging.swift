// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Mail, text messages and queues.
    static let messaging = mail + topics + queues

    private static let mail = of(
        "ses",
        [
            .init(
                .discovery, .read, .medium, "T1526",
                """
                GetAccount GetAccountSendingEnabled GetIdentityVerificationAttributes GetSendQuota GetSendStatistics
                ListEmailIdentities ListIdentities ListVerifiedEmailAddresses
                """),
            .init(
                .impact, .write, .medium, "T1496.004",
                "CreateEmailIdentity VerifyDomainDkim VerifyDomainIdentity VerifyEmailAddress VerifyEmailIdentity"),
            .init(
                .impact, .write, .high, "T1496.004",
                "PutAccountDetails PutAccountSendingAttributes UpdateAccountSendingEnabled"),
            .init(.impact, .write, .low, "T1496.004", "SendBulkEmail SendEmail SendRawEmail SendTemplatedEmail"),
            .init(
                .persistence, .permission, .medium, "T1098",
                "CreateEmailIdentityPolicy PutIdentityPolicy UpdateEmailIdentityPolicy"),
            .init(
                .exfiltration, .write, .medium, "T1114.003",
                "CreateReceiptRule CreateReceiptRuleSet UpdateReceiptRule SetActiveReceiptRuleSet"),
            .init(.impact, .delete, .medium, "T1489", "DeleteEmailIdentity DeleteIdentity DeleteIdentityPolicy"),
            .init(.defenseEvasion, .delete, .medium, "T1562.008", "DeleteConfigurationSetEventDestination"),
        ])

    private static let topics =
        all(
            of(
                "sns",
                [
                    .init(.discovery, .read, .low, "T1526", "ListSubscriptions ListTopics"),
                    .init(
                        .discovery, .read, .medium, "T1526",
                        """
                        GetSMSAttributes GetSMSSandboxAccountStatus ListOriginationNumbers ListSMSSandboxPhoneNumbers
                        """),
                    .init(.exfiltration, .permission, .medium, "T1537", "AddPermission SetTopicAttributes Subscribe"),
                    .init(
                        .impact, .write, .medium, "T1496.003",
                        "SetSMSAttributes CreateSMSSandboxPhoneNumber VerifySMSSandboxPhoneNumber"),
                    .init(.impact, .write, .low, "T1496.003", "Publish PublishBatch"),
                    .init(.defenseEvasion, .delete, .medium, "T1562.001", "DeleteTopic Unsubscribe RemovePermission"),
                ]),
            of(
                "sms-voice",
                [
                    .init(
                        .discovery, .read, .medium, "T1526",
                        "DescribeAccountAttributes DescribePhoneNumbers DescribeSpendLimits"),
                    .init(
                        .impact, .write, .high, "T1496.003",
                        "RequestPhoneNumber SendTextMessage SendVoiceMessage SetTextMessageSpendLimitOverride"),
                ]))

    private static let queues = of(
        "sqs",
        [
            .init(.discovery, .read, .low, "T1526", "GetQueueAttributes GetQueueUrl ListQueues"),
            .init(.exfiltration, .read, .low, "T1530", "ReceiveMessage"),
            .init(.exfiltration, .permission, .medium, "T1537", "AddPermission SetQueueAttributes"),
            .init(.impact, .delete, .medium, "T1485", "DeleteQueue PurgeQueue"),
        ])
}
