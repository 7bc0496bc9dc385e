// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Execution; `CatalogueText` explains the form.
    static let executionRows = #"""
        Execution:Container/MaliciousFile
          on Container, severity varies, logs ebs-malware-scan
          title A scan finds malicious files in a stand-alone container
          text A scan finds malicious files in a stand-alone container[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:Container/SuspiciousFile
          on Container, severity varies, logs ebs-malware-scan
          title A scan finds unwanted programs in a stand-alone container
          text A scan finds unwanted programs in a stand-alone container[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:EC2/MaliciousFile
          on Instance, severity varies, logs ebs-malware-scan
          title A scan of the volumes of an instance finds malicious files
          text A scan of the volumes of an instance finds malicious files[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:EC2/MaliciousFile!AMI
          on Instance, severity varies, logs backup-malware-scan
          title A backup scan finds malicious files in a machine image
          text A backup scan finds malicious files in a machine image[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:EC2/MaliciousFile!RecoveryPoint
          on Instance, severity varies, logs backup-malware-scan
          title A backup scan finds malicious files in an EC2 recovery point
          text A backup scan finds malicious files in an EC2 recovery point[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:EC2/MaliciousFile!Snapshot
          on Instance, severity varies, logs backup-malware-scan
          title A backup scan finds malicious files in a volume snapshot
          text A backup scan finds malicious files in a volume snapshot[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:EC2/SuspiciousFile
          on Instance, severity varies, logs ebs-malware-scan
          title A scan of the volumes of an instance finds unwanted or dual-use programs
          text A scan of the volumes of an instance finds unwanted or dual-use programs[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:ECS/MaliciousFile
          on ECSCluster, severity varies, logs ebs-malware-scan
          title A scan finds malicious files on an ECS workload
          text A scan finds malicious files on an ECS workload[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:ECS/SuspiciousFile
          on ECSCluster, severity varies, logs ebs-malware-scan
          title A scan finds unwanted programs on an ECS workload
          text A scan finds unwanted programs on an ECS workload[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:Kubernetes/AnomalousBehavior.ExecInPod
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title Unusual command run in a pod of [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0002 T1609
          advice kubernetes-workload
        Execution:Kubernetes/AnomalousBehavior.WorkloadDeployed
          on EKSCluster, severity 2, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          or 5 when suspicious image name (pentest tool) or suspicious start command (reverse shell)
          title Unusual workload deployed on [cluster {cluster}|a cluster]
          text {k8s_user|Someone} made a Kubernetes call[ ({verb} {request_uri})] on [cluster {cluster}|a cluster][ from {remote_ip}], which is unusual here[: {unusual_factors}].
          attack TA0002 T1610
          advice kubernetes-workload
        Execution:Kubernetes/ExecInKubeSystemPod
          on EKSCluster, severity 5, role TARGET, action KUBERNETES_API_CALL, logs eks-audit
          title A command was run in a system pod of [cluster {cluster}|a cluster]
          text A command was run in a system pod of [cluster {cluster}|a cluster][ by {k8s_user}][ with the call {verb} {request_uri}][ from {remote_ip}][: {detail}].
          attack TA0002 T1609
          advice kubernetes-workload
        Execution:Kubernetes/MaliciousFile
          on EKSCluster, severity varies, logs ebs-malware-scan
          title A scan finds malicious files on a Kubernetes workload
          text A scan finds malicious files on a Kubernetes workload[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:Kubernetes/SuspiciousFile
          on EKSCluster, severity varies, logs ebs-malware-scan
          title A scan finds unwanted programs on a Kubernetes workload
          text A scan finds unwanted programs on a Kubernetes workload[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:Runtime/MaliciousFileExecuted
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A known malicious executable runs[ on {resource}]
          text A known malicious executable runs[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0002 T1204.002
          advice runtime-process
        Execution:Runtime/NewBinaryExecuted
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A container runs a binary created or changed after start[ on {resource}]
          text A container runs a binary created or changed after start[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0002 T1204.002
          advice runtime-process
        Execution:Runtime/NewLibraryLoaded
          on Instance+Container+EKSCluster+ECSCluster, severity 5, logs runtime-agent
          title A container process loads a library created or changed after start[ on {resource}]
          text A container process loads a library created or changed after start[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0005 T1574.006
          advice runtime-process
        Execution:Runtime/ReverseShell
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process opens a reverse shell[ on {resource}]
          text A process opens a reverse shell[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0002 T1059
          advice runtime-process
        Execution:Runtime/SuspiciousCommand
          on Instance+Container+EKSCluster+ECSCluster, severity varies, logs runtime-agent
          title A command line shows a known malicious pattern[ on {resource}]
          text A command line shows a known malicious pattern[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0002 T1059
          advice runtime-process
        Execution:Runtime/SuspiciousShellCreated
          on Instance+Container+EKSCluster+ECSCluster, severity 2, logs runtime-agent
          title A network service starts an interactive shell[ on {resource}]
          text A network service starts an interactive shell[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0002 T1059
          advice runtime-process
        Execution:Runtime/SuspiciousTool
          on Instance+Container+EKSCluster+ECSCluster, severity varies, logs runtime-agent
          title An offensive or dual-use tool runs[ on {resource}]
          text An offensive or dual-use tool runs[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0002 T1059
          advice runtime-process
        Execution:S3/MaliciousFile!RecoveryPoint
          on S3Bucket, severity varies, logs backup-malware-scan
          title A backup scan finds malicious files in an S3 recovery point
          text A backup scan finds malicious files in an S3 recovery point[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        Execution:SageMaker/CommandAndScriptingInterpreter
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal SageMakerLifecycleConfigModified: a notebook lifecycle configuration is changed
          title A start script was planted or changed[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: a start script was planted or changed[ (rule {signal})].
          attack TA0002 T1059
          advice risky-change
        """#
}
