// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Recon; `CatalogueText` explains the form.
    static let reconRows = #"""
        Recon:EC2/PortProbeEMRUnprotectedPort
          on Instance, severity 8, role TARGET, action PORT_PROBE, logs vpc-flow
          title Open EMR port of [instance {instance_id}|an instance] is being probed
          text [{scanner_count} known|Known] scanning hosts reached the unprotected EMR [port {local_port}|port] of [instance {instance_id}|an instance].
          attack TA0043 T1595.001
          advice exposed-port
        Recon:EC2/PortProbeUnprotectedPort
          on Instance, severity 2, role TARGET, action PORT_PROBE, logs vpc-flow, since 2017
          or 8 when the probed port is 9200 or 9300 (Elasticsearch)
          title Open port of [instance {instance_id}|an instance] is being probed
          text [{scanner_count} known|Known] scanning hosts reached unprotected ports[ ({local_ports})] of [instance {instance_id}|an instance][; the last one was {remote_ip}].
          attack TA0043 T1595.001
          advice exposed-port
        Recon:EC2/Portscan
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          title [Instance {instance_id}|An instance] is scanning ports of {remote_ip|a remote address}
          text [Instance {instance_id}|An instance] tried {port_count|many} different ports of {remote_ip|a remote address}[ within {window}].
          attack TA0007 T1046
          advice attacking-instance
        Recon:IAMUser/MaliciousIPCaller
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title Discovery call from a known malicious address by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API} from {remote_ip|a remote address}, a known malicious address[ ({threat_list})].
          attack TA0007 T1580
          advice stolen-credentials
        Recon:IAMUser/MaliciousIPCaller.Custom
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title Discovery call from an address of your own threat list by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API} from {remote_ip|a remote address}, an address of your own threat list[ ({threat_list})].
          attack TA0007 T1580
          advice stolen-credentials
        Recon:IAMUser/NetworkPermissions
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Discovery:IAMUser/AnomalousBehavior
          title Unusual look-up of network permissions by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a look-up of network permissions that this identity had not made before.
          attack TA0007 T1580
          advice unusual-calls
        Recon:IAMUser/ResourcePermissions
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Discovery:IAMUser/AnomalousBehavior
          title Unusual look-up of resource permissions by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a look-up of resource permissions that this identity had not made before.
          attack TA0007 T1580
          advice unusual-calls
        Recon:IAMUser/TorIPCaller
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017
          title Discovery call from a Tor exit node by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API} from {remote_ip|a remote address}, a Tor exit node[ ({threat_list})].
          attack TA0007 T1580
          advice stolen-credentials
        Recon:IAMUser/UserPermissions
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Discovery:IAMUser/AnomalousBehavior
          title Unusual look-up of permissions of users by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a look-up of permissions of users that this identity had not made before.
          attack TA0007 T1580
          advice unusual-calls
        """#
}
