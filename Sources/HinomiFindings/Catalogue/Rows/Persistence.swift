// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Persistence; `CatalogueText` explains the form.
    static let persistenceRows = #"""
        Persistence:EC2/BootOrLogonInitializationScripts
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal EC2UserDataModified: the user data of an instance is changed
          title A start script of an instance was changed[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a start script of an instance was changed[ (rule {signal})].
          attack TA0003 T1037
          advice risky-change
        Persistence:EC2/ExternalRemoteServices
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal EC2SecurityGroupPublicSSH: a security group opens SSH to the world
          title Remote access was opened to the internet[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: remote access was opened to the internet[ (rule {signal})].
          attack TA0003 T1133
          advice risky-change
        Persistence:IAM/AccountManipulation
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 2 when signal IAMAccessKeyCreated: an access key is created
          or 5 when signal IAMRoleTrustPolicyModified: the trust policy of a role is changed
          or 8 when signal IAMUserLoginProfileCreated: a console password is created for a user
          or 5 when signal IAMUserLoginProfileUpdated: the console password of a user is changed
          title Credentials or permissions that keep access were added[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: credentials or permissions that keep access were added[ (rule {signal})].
          attack TA0003 T1098
          advice risky-change
        Persistence:IAMUser/AnomalousBehavior
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to keep access
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to keep access and unusual here[: {unusual_factors}].
          attack TA0003 T1078.004
          advice unusual-calls
        Persistence:IAMUser/NetworkPermissions
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Persistence:IAMUser/AnomalousBehavior
          title Unusual change of network permissions by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a change of network permissions that this identity had not made before.
          attack TA0003 T1098
          advice unusual-calls
        Persistence:IAMUser/ResourcePermissions
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Persistence:IAMUser/AnomalousBehavior
          title Unusual change of resource permissions by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a change of resource permissions that this identity had not made before.
          attack TA0003 T1098
          advice unusual-calls
        Persistence:IAMUser/UserPermissions
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Persistence:IAMUser/AnomalousBehavior
          title Unusual change of permissions of users by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a change of permissions of users that this identity had not made before.
          attack TA0003 T1098
          advice unusual-calls
        Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Unusual workload that mounts a host path on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0003
          advice kubernetes-workload
        Persistence:Kubernetes/ContainerWithSensitiveMount
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title A container with a sensitive host path was started on [cluster {cluster}|a cluster]
          text A container with a sensitive host path was started on [cluster {cluster}|a cluster][ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0003
          advice kubernetes-workload
        Persistence:Kubernetes/MaliciousIPCaller
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to keep access from a known malicious address
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a known malicious address.
          attack TA0003
          advice kubernetes-call
        Persistence:Kubernetes/MaliciousIPCaller.Custom
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to keep access from an address of your own threat list
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, an address of your own threat list.
          attack TA0003
          advice kubernetes-call
        Persistence:Kubernetes/SuccessfulAnonymousAccess
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Anonymous Kubernetes call of a kind used to keep access succeeded on [cluster {cluster}|a cluster]
          text An anonymous user made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], and it succeeded[ with status {status_code}].
          attack TA0003
          advice kubernetes-permission
        Persistence:Kubernetes/TorIPCaller
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to keep access from a Tor exit node
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a Tor exit node.
          attack TA0003
          advice kubernetes-call
        Persistence:Lambda/AccountManipulation
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal LambdaFunctionPublicAccess: a function policy allows everyone to invoke it
          title A function was opened to everyone[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a function was opened to everyone[ (rule {signal})].
          attack TA0003 T1098
          advice risky-change
        Persistence:Lambda/ModifyAuthenticationProcess
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal LambdaFunctionUrlPublicAccess: a function URL is opened without authentication
          title A function was opened without sign-in[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a function was opened without sign-in[ (rule {signal})].
          attack TA0003 T1556
          advice risky-change
        Persistence:RolesAnywhere/AccountManipulation
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal RolesAnywhereTrustAnchorCreated: a trust anchor is created
          title Credentials or permissions that keep access were added[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: credentials or permissions that keep access were added[ (rule {signal})].
          attack TA0003 T1098
          advice risky-change
        Persistence:Runtime/SuspiciousCommand
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A command installs persistence[ on {resource}]
          text A command installs persistence[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0003
          advice runtime-process
        """#
}
