// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose UnauthorizedAccess; `CatalogueText` explains the form.
    static let unauthorizedAccessRows = #"""
        UnauthorizedAccess:EC2/MaliciousIPCaller.Custom
          on Instance, severity 5, role TARGET, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          title [Instance {instance_id}|An instance] exchanged traffic with an address of your own threat list
          text [Instance {instance_id}|An instance] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], which is on [your list {threat_list}|one of your threat lists].
          attack TA0011 T1071
          advice listed-address
        UnauthorizedAccess:EC2/MetadataDNSRebind
          on Instance, severity 8, role TARGET, action DNS_REQUEST, logs dns-resolver
          title [Instance {instance_id}|An instance] may be the target of DNS rebinding
          text [Instance {instance_id}|An instance] looked up {domain|a public name}, whose answer points to the instance metadata service.
          attack TA0006 T1552.005
          advice metadata-rebinding
        UnauthorizedAccess:EC2/RDPBruteForce
          on Instance, severity 2, role TARGET+ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          or 2 when the instance is the target (role TARGET, connectionDirection INBOUND, local port 3389)
          or 8 when the instance is the attacker (role ACTOR, connectionDirection OUTBOUND, remote port 3389)
          title RDP password guessing by {actor|a remote host} against {target|an instance}
          text {Actor|A remote host} is guessing RDP credentials of {target|an instance}: {attempt_count|many} connections to port 3389[ within {window}][, then {session}].
          attack TA0006 T1110
          advice guessed-passwords; ACTOR attacking-instance
        UnauthorizedAccess:EC2/SSHBruteForce
          on Instance, severity 2, role TARGET+ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          or 2 when the instance is the target (role TARGET, connectionDirection INBOUND, local port 22)
          or 8 when the instance is the attacker (role ACTOR, connectionDirection OUTBOUND, remote port 22)
          title SSH password guessing by {actor|a remote host} against {target|an instance}
          text {Actor|A remote host} is guessing SSH credentials of {target|an instance}: {attempt_count|many} connections to port 22[ within {window}][, then {session}].
          attack TA0006 T1110
          advice guessed-passwords; ACTOR attacking-instance
        UnauthorizedAccess:EC2/TorClient
          on Instance, severity 8, role TARGET, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] is acting as a Tor client
          text [Instance {instance_id}|An instance] connected to {remote_ip|a remote address}[ port {remote_port}], an entry node of the Tor network.
          attack TA0011 T1090.003
          advice anonymised-traffic
        UnauthorizedAccess:EC2/TorIPCaller
          on Instance, severity 5, role TARGET, action NETWORK_CONNECTION, logs vpc-flow, since 2017, retired
          instead UnauthorizedAccess:EC2/TorClient and TorRelay (outbound side)
          title Tor exit node connected to [instance {instance_id}|an instance]
          text Tor exit node {remote_ip|a remote address} connected to [port {local_port} of ][instance {instance_id}|an instance].
          attack TA0043 T1595
          advice exposed-port
        UnauthorizedAccess:EC2/TorRelay
          on Instance, severity 8, role TARGET, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] is acting as a Tor relay
          text [Instance {instance_id}|An instance] exchanges traffic with Tor relays[ such as {remote_ip}] the way a relay does.
          attack TA0011 T1090.003
          advice anonymised-traffic
        UnauthorizedAccess:IAMUser/ConsoleLogin
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead InitialAccess:IAMUser/AnomalousBehavior (probable)
          title Unusual console sign-in by {principal|an unknown identity}
          text {Principal|Someone} signed in to the console[ from {remote_ip}], which is unusual for this identity.
          attack TA0001 T1078.004
          advice console-login
        UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title Console sign-ins of {principal|an unknown identity} from places too far apart
          text {Principal|Someone} signed in from [{location_1} and {location_2}|several places][ within {window}], too far apart to travel in that time.
          attack TA0001 T1078.004
          advice console-login
        UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017, retired
          instead UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS
          title Instance credentials used outside EC2
          text Credentials of [instance {instance_id}|an instance] called [{service}:]{api|an API} from {remote_ip|a remote address}, outside EC2.
          attack TA0006 T1552.005
          advice instance-credentials
        UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management+cloudtrail-s3-data
          or 8 when the remote account is not affiliated
          or 5 when the remote account belongs to the same administrator (remoteAccountDetails.affiliated true)
          title Credentials of [instance {instance_id}|an instance] used elsewhere in AWS
          text Credentials[ of role {role}] issued to [instance {instance_id}|an instance] called [{service}:]{api|an API}[ from {remote_ip}], which is not where the instance calls from[, through a VPC endpoint of account {endpoint_account_id}].
          attack TA0006 T1552.005
          advice instance-credentials
        UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management+cloudtrail-s3-data
          title Credentials of [instance {instance_id}|an instance] used elsewhere[, {where}]
          text Credentials[ of role {role}] issued to [instance {instance_id}|an instance] called [{service}:]{api|an API} from {remote_ip|a remote address}, which is not where the instance calls from.
          attack TA0006 T1552.005
          advice instance-credentials
        UnauthorizedAccess:IAMUser/MaliciousIPCaller
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title API call from a known malicious address by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API} from {remote_ip|a remote address}, a known malicious address[ ({threat_list})].
          attack TA0001 T1078.004
          advice stolen-credentials
        UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title API call from an address of your own threat list by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API} from {remote_ip|a remote address}, an address of your own threat list[ ({threat_list})].
          attack TA0001 T1078.004
          advice stolen-credentials
        UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management+cloudtrail-s3-data
          title Credentials of [function {function}|a Lambda function] used elsewhere[, {where}]
          text Credentials[ of role {role}] issued to [function {function}|a Lambda function] called [{service}:]{api|an API} from {remote_ip|a remote address}, which is not where functions call from.
          attack TA0006 T1552
          advice function-credentials
        UnauthorizedAccess:IAMUser/TorIPCaller
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title API call from a Tor exit node by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API} from {remote_ip|a remote address}, a Tor exit node[ ({threat_list})].
          attack TA0001 T1078.004
          advice stolen-credentials
        UnauthorizedAccess:IAMUser/UnusualASNCaller
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017, retired
          instead the tactic-specific anomaly types
          title API call by {principal|an unknown identity} from an unusual network
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in {asn_org}], out of a network never seen for this identity.
          attack TA0001 T1078.004
          advice unusual-calls
        UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom
          on Lambda, severity 5, role TARGET, action NETWORK_CONNECTION, logs lambda-network
          title [Lambda function {function}|A Lambda function] is talking to an address of your own threat list
          text [Function {function}|A Lambda function] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], an address of your own threat list.
          attack TA0011 T1071
          advice lambda-network
        UnauthorizedAccess:Lambda/TorClient
          on Lambda, severity 8, role TARGET, action NETWORK_CONNECTION, logs lambda-network
          title [Lambda function {function}|A Lambda function] is talking to an entry node of the Tor network
          text [Function {function}|A Lambda function] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], an entry node of the Tor network.
          attack TA0011 T1090.003
          advice lambda-network
        UnauthorizedAccess:Lambda/TorRelay
          on Lambda, severity 8, role TARGET, action NETWORK_CONNECTION, logs lambda-network
          title [Lambda function {function}|A Lambda function] is talking to Tor relays, the way a relay does
          text [Function {function}|A Lambda function] exchanged traffic with Tor relays[ such as {remote_ip}] the way a relay does.
          attack TA0011 T1090.003
          advice lambda-network
        UnauthorizedAccess:Runtime/MetadataDNSRebind
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process resolves a name that points to the metadata address[ on {resource}]
          text A process resolves a name that points to the metadata address[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0006 T1552.005
          advice runtime-process
        UnauthorizedAccess:Runtime/TorClient
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process connects to Tor guards or authorities[ on {resource}]
          text A process connects to Tor guards or authorities[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1090.003
          advice runtime-process
        UnauthorizedAccess:Runtime/TorRelay
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process acts as a Tor relay[ on {resource}]
          text A process acts as a Tor relay[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1090.003
          advice runtime-process
        UnauthorizedAccess:S3/MaliciousIPCaller.Custom
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 access call from an address of your own threat list by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, an address of your own threat list[ ({threat_list})].
          attack TA0009 T1530
          advice bucket-data
        UnauthorizedAccess:S3/TorIPCaller
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 access call from a Tor exit node by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, a Tor exit node[ ({threat_list})].
          attack TA0009 T1530
          advice bucket-data
        """#
}
