// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Policy; `CatalogueText` explains the form.
    static let policyRows = #"""
        Policy:IAMUser/RootCredentialUsage
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management+cloudtrail-s3-data
          title Root credentials[ of account {account_id}] were used
          text Root credentials[ of account {account_id}] called [{service}:]{api|an API}[ from {remote_ip}].
          attack TA0001 T1078.004
          advice root-use
        Policy:IAMUser/S3BlockPublicAccessDisabled
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          instead Policy:S3/BucketBlockPublicAccessDisabled
          title S3 Block Public Access was switched off for [bucket {bucket}|a bucket]
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which switches off S3 Block Public Access.
          attack TA0005 T1562
          advice exposed-bucket
        Policy:IAMUser/ShortTermRootCredentialUsage
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management+cloudtrail-s3-data
          title Restricted root credentials[ of account {account_id}] were used
          text Short-term root credentials[ of account {account_id}] called [{service}:]{api|an API}[ from {remote_ip}].
          attack TA0001 T1078.004
          advice root-use
        Policy:Kubernetes/AdminAccessToDefaultServiceAccount
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title The default service account became administrator of [cluster {cluster}|a cluster]
          text The default service account became administrator of [cluster {cluster}|a cluster][ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0001 T1078.001
          advice kubernetes-permission
        Policy:Kubernetes/AnonymousAccessGranted
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Anonymous access to [cluster {cluster}|a cluster] was granted
          text Anonymous access to [cluster {cluster}|a cluster] was granted[ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0001 T1078.001
          advice kubernetes-permission
        Policy:Kubernetes/ExposedDashboard
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title The Kubernetes dashboard of [cluster {cluster}|a cluster] is exposed
          text The Kubernetes dashboard of [cluster {cluster}|a cluster] is exposed[ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0001 T1133
          advice kubernetes-permission
        Policy:Kubernetes/KubeflowDashboardExposed
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title The Kubeflow dashboard of [cluster {cluster}|a cluster] is exposed
          text The Kubeflow dashboard of [cluster {cluster}|a cluster] is exposed[ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0001 T1133
          advice kubernetes-permission
        Policy:S3/AccountBlockPublicAccessDisabled
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title S3 Block Public Access was switched off for the whole account
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which switches off S3 Block Public Access for the whole account[ ({switches})].
          attack TA0005 T1562
          advice exposed-bucket
        Policy:S3/BucketAnonymousAccessGranted
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title [Bucket {bucket}|A bucket] was opened to everyone on the internet
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which opens the bucket to everyone on the internet[, {access}].
          attack TA0010 T1537
          advice exposed-bucket
        Policy:S3/BucketBlockPublicAccessDisabled
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title S3 Block Public Access was switched off for [bucket {bucket}|a bucket]
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which switches off S3 Block Public Access for the bucket[ ({switches})].
          attack TA0005 T1562
          advice exposed-bucket
        Policy:S3/BucketPublicAccessGranted
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title [Bucket {bucket}|A bucket] was opened to all AWS users
          text {Principal|Someone} called {api|an API}[ on bucket {bucket}][ from {remote_ip}], which opens the bucket to every authenticated AWS user[, {access}].
          attack TA0010 T1537
          advice exposed-bucket
        """#
}
