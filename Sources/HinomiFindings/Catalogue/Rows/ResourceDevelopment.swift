// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose ResourceDevelopment; `CatalogueText` explains the form.
    static let resourceDevelopmentRows = #"""
        ResourceDevelopment:SES/CompromiseAccounts
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal SESDomainIdentityVerified: a domain identity is verified in SES
          title An identity was prepared for sending mail[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: an identity was prepared for sending mail[ (rule {signal})].
          attack TA0042 T1586
          advice risky-change
        """#
}
