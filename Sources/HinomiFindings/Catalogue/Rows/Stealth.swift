// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Stealth; `CatalogueText` explains the form.
    static let stealthRows = #"""
        Stealth:IAMUser/CloudTrailLoggingDisabled
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title CloudTrail logging was switched off[ for trail {trail}]
          text {Principal|Someone} called {api|an API}[ on trail {trail}][ from {remote_ip}], which stops or thins the record of account activity[: {change}].
          attack TA0005 T1562.008
          advice stopped-logging
        Stealth:IAMUser/LoggingConfigurationModified
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead DefenseEvasion:IAMUser/AnomalousBehavior
          title Unusual change of logging by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a change of logging that this identity had not made before.
          attack TA0005 T1562.008
          advice stopped-logging
        Stealth:IAMUser/PasswordPolicyChange
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          or 2 when minor weakening
          or 5 when depends on the size of the change
          or 8 when depends on the size of the change
          title Account password policy was weakened
          text {Principal|Someone} called {api|an API}[ from {remote_ip}], which weakens the password policy[ of account {account_id}][: {changes}].
          attack TA0005 T1556
          advice password-policy
        Stealth:IAMUser/S3ServerAccessLoggingDisabled
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          instead Stealth:S3/ServerAccessLoggingDisabled
          title Access logging of [bucket {bucket}|a bucket] was switched off
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which switches off the access log of the bucket.
          attack TA0005 T1562.008
          advice stopped-logging
        Stealth:S3/ServerAccessLoggingDisabled
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Access logging of [bucket {bucket}|a bucket] was switched off
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which switches off the access log of the bucket.
          attack TA0005 T1562.008
          advice stopped-logging
        """#
}
