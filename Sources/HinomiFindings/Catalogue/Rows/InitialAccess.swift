// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose InitialAccess; `CatalogueText` explains the form.
    static let initialAccessRows = #"""
        InitialAccess:IAM/ValidAccounts
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal ConsoleLoginWithoutMFA: a console login succeeds without MFA
          title A risky sign-in[ of {principal}] succeeded[ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a risky sign-in succeeded[ (rule {signal})].
          attack TA0001 T1078
          advice risky-change
        InitialAccess:IAMUser/AnomalousBehavior
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to gain first access
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to gain first access and unusual here[: {unusual_factors}].
          attack TA0001 T1078.004
          advice unusual-calls
        InitialAccess:RDS/ExploitPublicFacingApplication
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal RDSPubliclyAccessible: a database is made publicly accessible
          title A service was opened to the internet[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a service was opened to the internet[ (rule {signal})].
          attack TA0001 T1190
          advice risky-change
        """#
}
