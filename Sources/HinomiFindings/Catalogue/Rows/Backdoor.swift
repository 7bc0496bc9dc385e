// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Backdoor; `CatalogueText` explains the form.
    static let backdoorRows = #"""
        Backdoor:EC2/BeaconingActivity
          on Instance, severity 2, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, own
          or 2 when no list names the remote address
          or 5 when a threat list names the remote address
          title [Instance {instance_id}|An instance] calls {remote_ip|a remote address} in a steady rhythm
          text [Instance {instance_id}|An instance] called {remote_ip|a remote address}[ port {remote_port}][ about every {period}][ in {hours} of 24 hours], as malware does that waits for commands.
          attack TA0011 T1071
          advice beaconing-instance
        Backdoor:EC2/BeaconingActivity!DNS
          on Instance, severity 2, role ACTOR, action DNS_REQUEST, logs dns-resolver, own
          title [Instance {instance_id}|An instance] asks for a domain in a steady rhythm
          text [Instance {instance_id}|An instance] asked for {domain|a domain}[ about every {period}][ in {hours} of 24 hours], as malware does that waits for commands.
          attack TA0011 T1071
          advice beaconing-name
        Backdoor:EC2/C&CActivity.B
          on Instance, severity 8, role TARGET, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] is talking to a known command-and-control address
          text [Instance {instance_id}|An instance] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}][ over {protocol}], which is listed as command-and-control[ by {threat_list}].
          attack TA0011 T1071
          advice compromised-instance
        Backdoor:EC2/C&CActivity.B!DNS
          on Instance, severity 8, role TARGET, action DNS_REQUEST, logs dns-resolver, since 2017
          title [Instance {instance_id}|An instance] looked up a known command-and-control domain
          text [Instance {instance_id}|An instance] looked up {domain|a domain}, which is listed as command-and-control[ by {threat_list}].
          attack TA0011 T1071.004
          advice malicious-name
        Backdoor:EC2/DenialOfService.Dns
          on Instance, severity 8, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] may be flooding {remote_ip|a remote address} with DNS
          text [Instance {instance_id}|An instance] sent outbound DNS traffic to {remote_ip|a remote address}[ port {remote_port}][ within {window}][ ({packet_count} packets, {byte_count} bytes)], the pattern of a denial-of-service attack.
          attack TA0040 T1498
          advice flooding-instance
        Backdoor:EC2/DenialOfService.Reflection
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, own
          title [Instance {instance_id}|An instance] may be amplifying an attack on {remote_ip|a remote address}
          text [Instance {instance_id}|An instance] sent {remote_ip|a remote address}[, out of UDP port {local_port},] [{times}|many] times as much data as requests in its name brought, the pattern of a reflected denial-of-service attack.
          attack TA0040 T1498.002
          advice flooding-instance
        Backdoor:EC2/DenialOfService.Tcp
          on Instance, severity 8, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] may be flooding {remote_ip|a remote address} with TCP
          text [Instance {instance_id}|An instance] sent outbound TCP traffic to {remote_ip|a remote address}[ port {remote_port}][ within {window}][ ({packet_count} packets, {byte_count} bytes)], the pattern of a denial-of-service attack.
          attack TA0040 T1498
          advice flooding-instance
        Backdoor:EC2/DenialOfService.Udp
          on Instance, severity 8, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] may be flooding {remote_ip|a remote address} with UDP
          text [Instance {instance_id}|An instance] sent outbound UDP traffic to {remote_ip|a remote address}[ port {remote_port}][ within {window}][ ({packet_count} packets, {byte_count} bytes)], the pattern of a denial-of-service attack.
          attack TA0040 T1498
          advice flooding-instance
        Backdoor:EC2/DenialOfService.UdpOnTcpPorts
          on Instance, severity 8, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] may be flooding {remote_ip|a remote address} with UDP on TCP ports
          text [Instance {instance_id}|An instance] sent outbound UDP traffic aimed at a port of TCP services to {remote_ip|a remote address}[ port {remote_port}][ within {window}][ ({packet_count} packets, {byte_count} bytes)], the pattern of a denial-of-service attack.
          attack TA0040 T1498
          advice flooding-instance
        Backdoor:EC2/DenialOfService.UnusualProtocol
          on Instance, severity 8, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] may be flooding {remote_ip|a remote address} with an unusual protocol
          text [Instance {instance_id}|An instance] sent outbound traffic of an IP protocol that instances rarely use to {remote_ip|a remote address}[ port {remote_port}][ within {window}][ ({packet_count} packets, {byte_count} bytes)], the pattern of a denial-of-service attack.
          attack TA0040 T1498
          advice flooding-instance
        Backdoor:EC2/Spambot
          on Instance, severity 5, role ACTOR, action NETWORK_CONNECTION, logs vpc-flow, since 2017
          title [Instance {instance_id}|An instance] started sending mail traffic
          text [Instance {instance_id}|An instance] connected to {remote_ip|a remote address} on port 25 although it had not used that port before, and may be sending spam.
          attack TA0040 T1496
          advice spamming-instance
        Backdoor:EC2/XORDDOS
          on Instance, severity 8, role TARGET, action NETWORK_CONNECTION, logs vpc-flow, since 2017, retired
          instead Backdoor:EC2/C&CActivity.B
          title [Instance {instance_id}|An instance] contacted an address of the XOR DDoS malware
          text [Instance {instance_id}|An instance] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], which is associated with the XOR DDoS malware.
          attack TA0040 T1498
          advice compromised-instance
        Backdoor:Lambda/C&CActivity.B
          on Lambda, severity 8, role TARGET, action NETWORK_CONNECTION, logs lambda-network
          title [Lambda function {function}|A Lambda function] is talking to a known command-and-control address
          text [Function {function}|A Lambda function] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], a known command-and-control address.
          attack TA0011 T1071
          advice lambda-network
        Backdoor:Runtime/C&CActivity.B
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process contacts a command-and-control address[ on {resource}]
          text A process contacts a command-and-control address[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1071
          advice runtime-process
        Backdoor:Runtime/C&CActivity.B!DNS
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process resolves a command-and-control name[ on {resource}]
          text A process resolves a command-and-control name[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0011 T1071.004
          advice runtime-process
        """#
}
