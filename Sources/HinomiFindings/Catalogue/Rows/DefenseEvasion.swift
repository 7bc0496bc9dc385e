// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose DefenseEvasion; `CatalogueText` explains the form.
    static let defenseEvasionRows = #"""
        DefenseEvasion:EC2/UnusualDNSResolver
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] asked an unusual public DNS resolver
          text [Instance {instance_id}|An instance] sent DNS traffic to {remote_ip|a remote address}, a public resolver it has not used lately.
          attack TA0011 T1071.004
          advice unusual-resolver
        DefenseEvasion:EC2/UnusualDoHActivity
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] used an unusual DNS-over-HTTPS server
          text [Instance {instance_id}|An instance] exchanged traffic with [the DNS-over-HTTPS server {remote_ip}|a DNS-over-HTTPS server], which it has not used lately.
          attack TA0011 T1572
          advice unusual-resolver
        DefenseEvasion:EC2/UnusualDoTActivity
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] used an unusual DNS-over-TLS server
          text [Instance {instance_id}|An instance] exchanged traffic with [the DNS-over-TLS server {remote_ip}|a DNS-over-TLS server], which it has not used lately.
          attack TA0011 T1572
          advice unusual-resolver
        DefenseEvasion:IAMUser/AnomalousBehavior
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to evade defences
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to evade defences and unusual here[: {unusual_factors}].
          attack TA0005 T1078.004
          advice unusual-calls
        DefenseEvasion:IAMUser/BedrockLoggingDisabled
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Logging of Bedrock model calls was switched off
          text {Principal|Someone} switched off the logging of Bedrock model calls[ from {remote_ip}].
          attack TA0005 T1562.008
          advice stopped-logging
        DefenseEvasion:Kubernetes/MaliciousIPCaller
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to evade defences from a known malicious address
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a known malicious address.
          attack TA0005
          advice kubernetes-call
        DefenseEvasion:Kubernetes/MaliciousIPCaller.Custom
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to evade defences from an address of your own threat list
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, an address of your own threat list.
          attack TA0005
          advice kubernetes-call
        DefenseEvasion:Kubernetes/SuccessfulAnonymousAccess
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Anonymous Kubernetes call of a kind used to evade defences succeeded on [cluster {cluster}|a cluster]
          text An anonymous user made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], and it succeeded[ with status {status_code}].
          attack TA0005
          advice kubernetes-permission
        DefenseEvasion:Kubernetes/TorIPCaller
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to evade defences from a Tor exit node
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a Tor exit node.
          attack TA0005
          advice kubernetes-call
        DefenseEvasion:Runtime/FilelessExecution
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A process runs code from an in-memory file[ on {resource}]
          text A process runs code from an in-memory file[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1620
          advice runtime-process
        DefenseEvasion:Runtime/KernelModuleLoaded
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A kernel module was loaded[ on {resource}]
          text A kernel module was loaded[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0003 T1547.006
          advice runtime-process
        DefenseEvasion:Runtime/ProcessInjection.Proc
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process writes into another process through /proc/PID/mem[ on {resource}]
          text A process writes into another process through /proc/PID/mem[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1055.009
          advice runtime-process
        DefenseEvasion:Runtime/ProcessInjection.Ptrace
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A process injects code with ptrace[ on {resource}]
          text A process injects code with ptrace[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1055.008
          advice runtime-process
        DefenseEvasion:Runtime/ProcessInjection.VirtualMemoryWrite
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process injects code with process_vm_writev[ on {resource}]
          text A process injects code with process_vm_writev[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1055
          advice runtime-process
        DefenseEvasion:Runtime/PtraceAntiDebugging
          on Instance+Container+EKSCluster+ECSCluster, severity 2, logs runtime-agent
          title A process uses PTRACE_TRACEME against debuggers in a suspicious context[ on {resource}]
          text A process uses PTRACE_TRACEME against debuggers in a suspicious context[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1622
          advice runtime-process
        DefenseEvasion:Runtime/SuspiciousCommand
          on Instance+Container+EKSCluster+ECSCluster, severity varies, logs runtime-agent
          title A command switches off a Linux defence (firewall, services, cron, LD_PRELOAD)[ on {resource}]
          text A command switches off a Linux defence (firewall, services, cron, LD_PRELOAD)[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1562
          advice runtime-process
        """#
}
