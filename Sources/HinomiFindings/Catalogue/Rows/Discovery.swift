// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Discovery; `CatalogueText` explains the form.
    static let discoveryRows = #"""
        Discovery:IAMUser/AnomalousBehavior
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to explore an account
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to explore an account and unusual here[: {unusual_factors}].
          attack TA0007
          advice unusual-calls
        Discovery:Kubernetes/AnomalousBehavior.PermissionChecked
          on EKSCluster, severity 2, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Unusual check of permissions on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0007 T1613
          advice kubernetes-call
        Discovery:Kubernetes/MaliciousIPCaller
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to explore a cluster from a known malicious address
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a known malicious address.
          attack TA0007
          advice kubernetes-call
        Discovery:Kubernetes/MaliciousIPCaller.Custom
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to explore a cluster from an address of your own threat list
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, an address of your own threat list.
          attack TA0007
          advice kubernetes-call
        Discovery:Kubernetes/SuccessfulAnonymousAccess
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Anonymous Kubernetes call of a kind used to explore a cluster succeeded on [cluster {cluster}|a cluster]
          text An anonymous user made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], and it succeeded[ with status {status_code}].
          attack TA0007
          advice kubernetes-permission
        Discovery:Kubernetes/TorIPCaller
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to explore a cluster from a Tor exit node
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a Tor exit node.
          attack TA0007
          advice kubernetes-call
        Discovery:RDS/MaliciousIPCaller
          on RDSDBInstance, severity 5, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Known malicious address probed [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0007 T1046
          advice database-login
        Discovery:RDS/TorIPCaller
          on RDSDBInstance, severity 5, role TARGET, action RDS_LOGIN_ATTEMPT, logs rds-login
          title Tor exit node probed [database {db}|a database]
          text {db_user|A database user} at {remote_ip|a remote address} tried to log in to [database {db}|a database][ ({engine})][: {failed} failed][, {successful} successful][, {incomplete} incomplete].
          attack TA0007 T1046
          advice database-login
        Discovery:Runtime/SuspiciousCommand
          on Instance+Container+EKSCluster+ECSCluster, severity 2, logs runtime-agent
          title A command gathers information about system, AWS or cluster[ on {resource}]
          text A command gathers information about system, AWS or cluster[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0007 T1082
          advice runtime-process
        Discovery:S3/AnomalousBehavior
          on S3Bucket, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title Unusual S3 calls by {principal|an unknown identity}, of a kind used to look around
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket][ from {remote_ip}][ in network {asn_org}], which is unusual here[: {unusual_factors}].
          attack TA0007 T1619
          advice bucket-data
        Discovery:S3/BucketEnumeration.Unusual
          on S3Bucket, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Discovery:IAMUser/AnomalousBehavior
          title Unusual listing of buckets by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3][ on bucket {bucket}][ from {remote_ip}], which is unusual for this identity.
          attack TA0007 T1619
          advice bucket-data
        Discovery:S3/MaliciousIPCaller
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 discovery call from a known malicious address by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, a known malicious address[ ({threat_list})].
          attack TA0007 T1619
          advice bucket-data
        Discovery:S3/MaliciousIPCaller.Custom
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 discovery call from an address of your own threat list by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, an address of your own threat list[ ({threat_list})].
          attack TA0007 T1619
          advice bucket-data
        Discovery:S3/TorIPCaller
          on S3Bucket, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 discovery call from a Tor exit node by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, a Tor exit node[ ({threat_list})].
          attack TA0007 T1619
          advice bucket-data
        """#
}
