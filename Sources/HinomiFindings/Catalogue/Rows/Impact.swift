// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Impact; `CatalogueText` explains the form.
    static let impactRows = #"""
        Impact:EC2/AbusedDomainRequest.Reputation
          on Instance, severity 5, role TARGET, action DNS_REQUEST, logs dns-resolver
          title [Instance {instance_id}|An instance] looked up a domain of a commonly abused kind
          text [Instance {instance_id}|An instance] looked up [{domain}, a domain of a commonly abused kind|a domain of a commonly abused kind][; its reputation score is {reputation}][ ({reputation_reasons})].
          attack TA0011 T1071.004
          advice malicious-name
        Impact:EC2/BitcoinDomainRequest.Reputation
          on Instance, severity 8, role TARGET, action DNS_REQUEST, logs dns-resolver
          title [Instance {instance_id}|An instance] looked up a low-reputation cryptocurrency domain
          text [Instance {instance_id}|An instance] looked up [{domain}, a low-reputation cryptocurrency domain|a low-reputation cryptocurrency domain][; its reputation score is {reputation}][ ({reputation_reasons})].
          attack TA0040 T1496
          advice mining-instance
        Impact:EC2/MaliciousDomainRequest.Custom
          on Instance, severity 5, role TARGET, action DNS_REQUEST, logs dns-resolver
          title [Instance {instance_id}|An instance] looked up a domain of your own threat list
          text [Instance {instance_id}|An instance] looked up {domain|a domain}, which is on [your list {threat_list}|one of your threat lists].
          attack TA0011 T1071.004
          advice malicious-name
        Impact:EC2/MaliciousDomainRequest.Reputation
          on Instance, severity 8, role TARGET, action DNS_REQUEST, logs dns-resolver
          title [Instance {instance_id}|An instance] looked up a low-reputation domain linked to malicious activity
          text [Instance {instance_id}|An instance] looked up [{domain}, a low-reputation domain linked to malicious activity|a low-reputation domain linked to malicious activity][; its reputation score is {reputation}][ ({reputation_reasons})].
          attack TA0011 T1071.004
          advice malicious-name
        Impact:EC2/PortSweep
          on Instance, severity 8, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] is sweeping [port {remote_port}|one port] on many hosts
          text [Instance {instance_id}|An instance] tried [port {remote_port}|the same port] on {target_count|many} public addresses[ within {window}][; the last one was {remote_ip}].
          attack TA0007 T1046
          advice attacking-instance
        Impact:EC2/SuspiciousDomainRequest.Reputation
          on Instance, severity 2, role TARGET, action DNS_REQUEST, logs dns-resolver
          title [Instance {instance_id}|An instance] looked up a suspicious low-reputation domain
          text [Instance {instance_id}|An instance] looked up [{domain}, a suspicious low-reputation domain|a suspicious low-reputation domain][; its reputation score is {reputation}][ ({reputation_reasons})].
          attack TA0011 T1071.004
          advice malicious-name
        Impact:EC2/WinRMBruteForce
          on Instance, severity 2, role TARGET+ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          or 2 when the instance is the target (role TARGET)
          or 8 when the instance is the attacker (role ACTOR)
          title WinRM password guessing by {actor|a remote host} against {target|an instance}
          text {Actor|A remote host} is guessing WinRM credentials of {target|an instance}: {attempt_count|many} connections to the WinRM port[ within {window}][, then {session}].
          attack TA0006 T1110
          advice guessed-passwords; ACTOR attacking-instance
        Impact:IAMUser/AnomalousBehavior
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to damage or hijack resources
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to damage or hijack resources and unusual here[: {unusual_factors}].
          attack TA0040
          advice unusual-calls
        Impact:IAMUser/AnomalousModelInvocation
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-ai-data
          title Unusual calls of an AI model by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a model call unlike the usual ones of this identity[: {unusual_factors}].
          attack TA0040 T1496
          advice model-abuse
        Impact:IAMUser/CostHarvesting
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-ai-data
          title Unusually expensive use of AI models by {principal|an unknown identity}
          text {Principal|Someone} used far more model tokens than usual[, last from {remote_ip}][: {detail}].
          attack TA0040 T1496
          advice model-abuse
        Impact:IAMUser/PromptInjection.Direct
          on AccessKey, severity 2, role TARGET, action AWS_API_CALL, logs cloudtrail-ai-data
          title A prompt attack on an AI model was stopped
          text A guardrail stopped a prompt attack in a call by {principal|an unknown identity}[ from {remote_ip}][: {detail}].
          attack TA0040
          advice model-abuse
        Impact:Kubernetes/MaliciousIPCaller
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to damage or hijack resources from a known malicious address
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a known malicious address.
          attack TA0040
          advice kubernetes-call
        Impact:Kubernetes/MaliciousIPCaller.Custom
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to damage or hijack resources from an address of your own threat list
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, an address of your own threat list.
          attack TA0040
          advice kubernetes-call
        Impact:Kubernetes/SuccessfulAnonymousAccess
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Anonymous Kubernetes call of a kind used to damage or hijack resources succeeded on [cluster {cluster}|a cluster]
          text An anonymous user made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], and it succeeded[ with status {status_code}].
          attack TA0040
          advice kubernetes-permission
        Impact:Kubernetes/TorIPCaller
          on EKSCluster, severity 8, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Kubernetes call of a kind used to damage or hijack resources from a Tor exit node
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster] from {remote_ip|a remote address}, a Tor exit node.
          attack TA0040
          advice kubernetes-call
        Impact:Runtime/AbusedDomainRequest.Reputation
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A process resolves a name of an abused class[ on {resource}]
          text A process resolves a name of an abused class[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1071.004
          advice runtime-process
        Impact:Runtime/BitcoinDomainRequest.Reputation
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process resolves a low-reputation cryptocurrency name[ on {resource}]
          text A process resolves a low-reputation cryptocurrency name[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0040 T1496
          advice runtime-process
        Impact:Runtime/CryptoMinerExecuted
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A mining binary runs[ on {resource}]
          text A mining binary runs[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0040 T1496
          advice runtime-process
        Impact:Runtime/MaliciousDomainRequest.Reputation
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process resolves a low-reputation malicious name[ on {resource}]
          text A process resolves a low-reputation malicious name[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1071.004
          advice runtime-process
        Impact:Runtime/SuspiciousDomainRequest.Reputation
          on Instance+Container+EKSCluster+ECSCluster, severity 2, logs runtime-agent
          title A process resolves a young or unpopular low-reputation name[ on {resource}]
          text A process resolves a young or unpopular low-reputation name[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1071.004
          advice runtime-process
        Impact:S3/AnomalousBehavior.Delete
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title Unusual S3 calls by {principal|an unknown identity}, of a kind used to delete data
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket][ from {remote_ip}][ in network {asn_org}], which is unusual here[: {unusual_factors}].
          attack TA0040 T1485
          advice bucket-data
        Impact:S3/AnomalousBehavior.Permission
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title Unusual S3 calls by {principal|an unknown identity}, of a kind used to change who may read data
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket][ from {remote_ip}][ in network {asn_org}], which is unusual here[: {unusual_factors}].
          attack TA0005 T1222
          advice bucket-data
        Impact:S3/AnomalousBehavior.Write
          on S3Bucket, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title Unusual S3 calls by {principal|an unknown identity}, of a kind used to write over data
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket][ from {remote_ip}][ in network {asn_org}], which is unusual here[: {unusual_factors}].
          attack TA0040 T1565.001
          advice bucket-data
        Impact:S3/DataDestruction
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal S3LifecycleRapidExpiration: a lifecycle rule expires objects very soon
          title Data was set to be destroyed[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: data was set to be destroyed[ (rule {signal})].
          attack TA0040 T1485
          advice risky-change
        Impact:S3/MaliciousIPCaller
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 tampering call from a known malicious address by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, a known malicious address[ ({threat_list})].
          attack TA0040 T1485
          advice bucket-data
        Impact:S3/ObjectDelete.Unusual
          on S3Bucket, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Impact:IAMUser/AnomalousBehavior, later Impact:S3/AnomalousBehavior.Delete
          title Unusual deletion of objects by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3][ on bucket {bucket}][ from {remote_ip}], which is unusual for this identity.
          attack TA0040 T1485
          advice bucket-data
        Impact:S3/PermissionsModification.Unusual
          on S3Bucket, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Impact:IAMUser/AnomalousBehavior, later Impact:S3/AnomalousBehavior.Permission
          title Unusual change of bucket permissions by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3][ on bucket {bucket}][ from {remote_ip}], which is unusual for this identity.
          attack TA0005 T1222
          advice bucket-data
        Impact:SES/ResourceHijacking
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 2 when signal SESAccountSendingEnabled: mail sending is enabled for the account
          or 5 when signal SESProductionAccessEnabled: SES production access is requested or enabled
          title Mail sending was opened for abuse[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: mail sending was opened for abuse[ (rule {signal})].
          attack TA0040 T1496
          advice risky-change
        """#
}
