// SPDX-License-Identifier: Apache-2.0

/// Ports at which the programs of an EMR cluster show themselves to a browser, most of them to anybody who asks.
enum ClusterPorts {
    /// Whether a contact came to one of them.
    static func contains(_ contact: ObservedContact) -> Bool {
        guard contact.protocolNumber == ObservedContact.tcp else { return false }
        return switch contact.localPort {
        // YARN: node manager, resource manager, timeline, job history, application proxy.
        case 8042, 8088, 8188, 19888, 20888: true
        // HDFS: name node and data node, today and before Hadoop 3.
        case 9870, 9864, 50070, 50075: true
        // HBase, Spark history, Hue, Presto, Zeppelin, JupyterHub.
        case 16010, 16030, 18080, 8888, 8889, 8890, 9443: true
        default: false
        }
    }
}
