// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose PrivilegeEscalation; `CatalogueText` explains the form.
    static let privilegeEscalationRows = #"""
        PrivilegeEscalation:IAM/AccountManipulation
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal AdminPolicyAttachedToRole: the administrator policy is attached to a role
          or 8 when signal AdminPolicyAttachedToUser: the administrator policy is attached to a user
          or 5 when signal BedrockServiceCredentialCreated: a service-specific credential for Bedrock is created
          or 5 when signal SESFullAccessPolicyAttachedToRole: the SES full access policy is attached to a role
          or 5 when signal SESFullAccessPolicyAttachedToUser: the SES full access policy is attached to a user
          title Wide permissions were attached to an identity[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: wide permissions were attached to an identity[ (rule {signal})].
          attack TA0004 T1098
          advice risky-change
        PrivilegeEscalation:IAMUser/AdministrativePermissions
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 2 when the attempt failed
          or 5 when the attempt succeeded
          instead PrivilegeEscalation:IAMUser/AnomalousBehavior
          title {Principal|Someone} tried to widen the permissions of the same identity
          text {Principal|Someone} called {api|an API}[ from {remote_ip}] to attach a highly permissive policy to the same identity[; the call was {result}].
          attack TA0004 T1098.003
          advice raised-permissions
        PrivilegeEscalation:IAMUser/AnomalousBehavior
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to gain more permissions
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to gain more permissions and unusual here[: {unusual_factors}].
          attack TA0004 T1078.004
          advice unusual-calls
        PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleBindingCreated
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          or 8 when the ClusterRole is admin or cluster-admin
          title Unusual role binding on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0004 T1098.006
          advice kubernetes-call
        PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleCreated
          on EKSCluster, severity 2, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Unusual role with wide permissions on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0004 T1098.006
          advice kubernetes-call
        PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit, retired
          instead Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount
          title Unusual workload that mounts a host path on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0004 T1611
          advice kubernetes-workload
        PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Unusual privileged workload on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0004 T1611
          advice kubernetes-workload
        PrivilegeEscalation:Kubernetes/PrivilegedContainer
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title A privileged container was started on [cluster {cluster}|a cluster]
          text A privileged container was started on [cluster {cluster}|a cluster][ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0004 T1611
          advice kubernetes-workload
        PrivilegeEscalation:Runtime/CGroupsReleaseAgentModified
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A cgroup release agent file is changed (container escape)[ on {resource}]
          text A cgroup release agent file is changed (container escape)[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004 T1611
          advice runtime-process
        PrivilegeEscalation:Runtime/ContainerMountsHostDirectory
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A container mounts a host directory at run time[ on {resource}]
          text A container mounts a host directory at run time[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004 T1611
          advice runtime-process
        PrivilegeEscalation:Runtime/DockerSocketAccessed
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A process in a container uses the docker socket[ on {resource}]
          text A process in a container uses the docker socket[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004 T1611
          advice runtime-process
        PrivilegeEscalation:Runtime/ElevationToRoot
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A process gains root in an unusual way[ on {resource}]
          text A process gains root in an unusual way[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004 T1068
          advice runtime-process
        PrivilegeEscalation:Runtime/RuncContainerEscape
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title An escape attempt through runc[ on {resource}]
          text An escape attempt through runc[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004 T1611
          advice runtime-process
        PrivilegeEscalation:Runtime/SuspiciousCommand
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A command tries to raise privileges[ on {resource}]
          text A command tries to raise privileges[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004
          advice runtime-process
        PrivilegeEscalation:Runtime/UserfaultfdUsage
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title The userfaultfd system call is used[ on {resource}]
          text The userfaultfd system call is used[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0004 T1068
          advice runtime-process
        """#
}
