// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose CredentialAccess; `CatalogueText` explains the form.
    static let credentialAccessRows = #"""
        CredentialAccess:EC2/UnsecuredCredentials
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal EC2PasswordDataRetrieved: the Windows administrator password data of an instance is fetched
          title Stored credentials of instances were read[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: stored credentials of instances were read[ (rule {signal})].
          attack TA0006 T1552
          advice risky-change
        CredentialAccess:IAMUser/AnomalousBehavior
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to collect credentials
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to collect credentials and unusual here[: {unusual_factors}].
          attack TA0006
          advice unusual-calls
        CredentialAccess:IAMUser/CompromisedCredentials
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Credentials of {principal|an unknown identity} are reported as compromised
          text Credentials of {principal|an unknown identity}[ (access key {access_key_id})] were used[ from {remote_ip}] and are reported as compromised[ by {threat_list}].
          attack TA0001 T1078.004
          advice stolen-credentials
        CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Unusual reading of secrets on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0006 T1552.007
          advice kubernetes-call
        CredentialAccess:Kubernetes/MaliciousIPCaller
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to collect credentials from a known malicious address
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a known malicious address.
          attack TA0006
          advice kubernetes-call
        CredentialAccess:Kubernetes/MaliciousIPCaller.Custom
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to collect credentials from an address of your own threat list
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, an address of your own threat list.
          attack TA0006
          advice kubernetes-call
        CredentialAccess:Kubernetes/SuccessfulAnonymousAccess
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Anonymous Kubernetes call of a kind used to collect credentials succeeded on [cluster {cluster}|a cluster]
          text An anonymous user made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], and it succeeded[ with status {status_code}].
          attack TA0006
          advice kubernetes-permission
        CredentialAccess:Kubernetes/TorIPCaller
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to collect credentials from a Tor exit node
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a Tor exit node.
          attack TA0006
          advice kubernetes-call
        CredentialAccess:RDS/AnomalousBehavior.FailedLogin
          on RDSDBInstance, severity 2, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Unusual failed logins on [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce
          on RDSDBInstance, severity 8, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Passwords of [database {db}|a database] were guessed
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin
          on RDSDBInstance, severity varies, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          or 2 when login from a private address
          or 5 when login from a public address
          or 8 when failed logins from public addresses indicate a too permissive access policy
          title Unusual login on [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        CredentialAccess:RDS/MaliciousIPCaller.FailedLogin
          on RDSDBInstance, severity 5, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Known malicious address failed to log in to [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        CredentialAccess:RDS/MaliciousIPCaller.SuccessfulLogin
          on RDSDBInstance, severity 8, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Known malicious address logged in to [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        CredentialAccess:RDS/ModifyAuthenticationProcess
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal RDSMasterPasswordReset: the master password of a database is reset
          title The way of signing in was changed[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: the way of signing in was changed[ (rule {signal})].
          attack TA0006 T1556
          advice risky-change
        CredentialAccess:RDS/TorIPCaller.FailedLogin
          on RDSDBInstance, severity 5, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Tor exit node failed to log in to [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        CredentialAccess:RDS/TorIPCaller.SuccessfulLogin
          on RDSDBInstance, severity 8, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Tor exit node logged in to [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0006 T1110
          advice database-login
        """#
}
