// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose DefenseImpairment; `CatalogueText` explains the form.
    static let defenseImpairmentRows = #"""
        DefenseImpairment:EC2/DisableOrModifyTools
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 2 when signal EC2TerminationProtectionEnabled: termination protection is switched on for an instance
          or 8 when signal VPCFlowLogsDeleted: VPC flow logs are deleted
          title A safeguard was switched off or weakened[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a safeguard was switched off or weakened[ (rule {signal})].
          attack TA0005 T1562.001
          advice risky-change
        DefenseImpairment:Organizations/DisableOrModifyTools
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal OrganizationPolicyDisabled: a policy type of the organization is disabled
          title A safeguard was switched off or weakened[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a safeguard was switched off or weakened[ (rule {signal})].
          attack TA0005 T1562.001
          advice risky-change
        DefenseImpairment:Organizations/ModifyCloudResourceHierarchy
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal OrganizationLeaveAttempt: an account tries to leave its organization
          title The organization of accounts was changed[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: the organization of accounts was changed[ (rule {signal})].
          attack TA0005 T1666
          advice risky-change
        DefenseImpairment:RDS/ModifyAuthenticationProcess
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal RDSIAMAuthDisabled: IAM authentication of a database is switched off
          title The way of signing in was changed[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: the way of signing in was changed[ (rule {signal})].
          attack TA0005 T1556
          advice risky-change
        DefenseImpairment:Route53Resolver/DisableOrModifyTools
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal DNSQueryLogsDeleted: resolver query logging is deleted
          title A safeguard was switched off or weakened[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a safeguard was switched off or weakened[ (rule {signal})].
          attack TA0005 T1562.001
          advice risky-change
        DefenseImpairment:S3/DisableOrModifyTools
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal S3CustomerProvidedKeysEnabled: encryption with customer-provided keys is enabled on a bucket
          title A safeguard was switched off or weakened[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a safeguard was switched off or weakened[ (rule {signal})].
          attack TA0005 T1562.001
          advice risky-change
        """#
}
