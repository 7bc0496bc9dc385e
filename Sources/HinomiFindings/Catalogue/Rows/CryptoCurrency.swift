// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose CryptoCurrency; `CatalogueText` explains the form.
    static let cryptoCurrencyRows = #"""
        CryptoCurrency:EC2/BitcoinTool.A
          on Instance, severity 8, role TARGET, action NETWORK_CONNECTION, logs vpc-flow, since 2017, retired
          instead CryptoCurrency:EC2/BitcoinTool.B
          title [Instance {instance_id}|An instance] is talking to a mining pool
          text [Instance {instance_id}|An instance] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], which belongs to a cryptocurrency mining pool.
          attack TA0040 T1496
          advice mining-instance
        CryptoCurrency:EC2/BitcoinTool.B
          on Instance, severity 8, role TARGET, action NETWORK_CONNECTION, logs vpc-flow
          title [Instance {instance_id}|An instance] is talking to a cryptocurrency address
          text [Instance {instance_id}|An instance] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], which is associated with cryptocurrency mining[ ({threat_list})].
          attack TA0040 T1496
          advice mining-instance
        CryptoCurrency:EC2/BitcoinTool.B!DNS
          on Instance, severity 8, role TARGET, action DNS_REQUEST, logs dns-resolver, since 2017
          title [Instance {instance_id}|An instance] looked up a cryptocurrency domain
          text [Instance {instance_id}|An instance] looked up {domain|a domain}, which is associated with cryptocurrency mining[ ({threat_list})].
          attack TA0040 T1496
          advice mining-instance
        CryptoCurrency:Lambda/BitcoinTool.B
          on Lambda, severity 8, role TARGET, action NETWORK_CONNECTION, logs lambda-network
          title [Lambda function {function}|A Lambda function] is talking to a cryptocurrency address
          text [Function {function}|A Lambda function] exchanged traffic with {remote_ip|a remote address}[ port {remote_port}], a cryptocurrency address.
          attack TA0040 T1496
          advice lambda-network
        CryptoCurrency:Runtime/BitcoinTool.B
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process contacts a cryptocurrency address[ on {resource}]
          text A process contacts a cryptocurrency address[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0040 T1496
          advice runtime-process
        CryptoCurrency:Runtime/BitcoinTool.B!DNS
          on Instance+Container+EKSCluster+ECSCluster, severity 8, logs runtime-agent
          title A process resolves a cryptocurrency name[ on {resource}]
          text A process resolves a cryptocurrency name[ on {resource}][: {process_path}][ (pid {pid})].
          attack TA0040 T1496
          advice runtime-process
        """#
}
