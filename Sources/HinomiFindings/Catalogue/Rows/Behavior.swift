// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Behavior; `CatalogueText` explains the form.
    static let behaviorRows = #"""
        Behavior:EC2/NetworkPortUnusual
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          or 8 when remote port is 389 or 1389 (possible Log4j callback; additionalInfo.context says so)
          title [Instance {instance_id}|An instance] uses [the unusual remote port {remote_port}|an unusual remote port]
          text [Instance {instance_id}|An instance] exchanged traffic with {remote_ip|a remote address} on [port {remote_port}|a port], which is not among the ports it usually uses.
          attack TA0011 T1571
          advice unusual-traffic
        Behavior:EC2/TrafficVolumeUnusual
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          title Unusually much outbound traffic from [instance {instance_id}|an instance]
          text [Instance {instance_id}|An instance] sent [{bytes_out} bytes|far more than usual] to {remote_ip|a remote address}[ port {remote_port}], well above its usual volume.
          attack TA0010 T1048
          advice unusual-traffic
        Behavior:IAMUser/InstanceLaunchUnusual
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management, since 2017, retired
          instead ResourceConsumption:IAMUser/ComputeResources, later Impact:IAMUser/AnomalousBehavior
          title Unusual instance launch by {principal|an unknown identity}
          text {Principal|Someone} launched [{instance_type} instances|instances][ in {region}], which this identity had not done before.
          attack TA0005 T1578.002
          advice unusual-calls
        """#
}
