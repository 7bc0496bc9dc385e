// SPDX-License-Identifier: Apache-2.0

/// The names of the MITRE ATT&CK tactics and techniques that the catalogue refers to.
enum AttackName {
    /// The name of an id; nil for one that the catalogue does not use.
    static func of(_ id: String) -> String? { names[id] }

    private static let names: [String: String] = [
        "TA0001": "Initial Access", "TA0002": "Execution", "TA0003": "Persistence", "TA0004": "Privilege Escalation",
        "TA0005": "Defense Evasion", "TA0006": "Credential Access", "TA0007": "Discovery",
        "TA0008": "Lateral Movement", "TA0009": "Collection", "TA0010": "Exfiltration",
        "TA0011": "Command and Control", "TA0040": "Impact", "TA0042": "Resource Development",
        "TA0043": "Reconnaissance",
        "T1021": "Remote Services", "T1037": "Boot or Logon Initialization Scripts",
        "T1041": "Exfiltration Over C2 Channel", "T1046": "Network Service Discovery",
        "T1048": "Exfiltration Over Alternative Protocol",
        "T1048.003": "Exfiltration Over Unencrypted Non-C2 Protocol", "T1055": "Process Injection",
        "T1055.008": "Ptrace System Calls", "T1055.009": "Proc Memory", "T1059": "Command and Scripting Interpreter",
        "T1068": "Exploitation for Privilege Escalation", "T1071": "Application Layer Protocol", "T1071.004": "DNS",
        "T1078": "Valid Accounts", "T1078.001": "Default Accounts", "T1078.004": "Cloud Accounts",
        "T1082": "System Information Discovery", "T1090": "Proxy", "T1090.003": "Multi-hop Proxy", "T1098": "Account Manipulation",
        "T1098.003": "Additional Cloud Roles", "T1098.006": "Additional Container Cluster Roles",
        "T1110": "Brute Force", "T1133": "External Remote Services", "T1189": "Drive-by Compromise",
        "T1190": "Exploit Public-Facing Application", "T1204": "User Execution", "T1204.002": "Malicious File",
        "T1222": "File and Directory Permissions Modification", "T1485": "Data Destruction",
        "T1496": "Resource Hijacking", "T1498": "Network Denial of Service", "T1530": "Data from Cloud Storage",
        "T1537": "Transfer Data to Cloud Account", "T1547": "Boot or Logon Autostart Execution", "T1547.006": "Kernel Modules and Extensions",
        "T1552": "Unsecured Credentials", "T1552.005": "Cloud Instance Metadata API", "T1552.007": "Container API",
        "T1556": "Modify Authentication Process", "T1562": "Impair Defenses",
        "T1562.001": "Disable or Modify Tools", "T1562.008": "Disable or Modify Cloud Logs",
        "T1565": "Data Manipulation", "T1565.001": "Stored Data Manipulation", "T1566": "Phishing", "T1568": "Dynamic Resolution", "T1568.002": "Domain Generation Algorithms",
        "T1571": "Non-Standard Port", "T1572": "Protocol Tunneling", "T1574": "Hijack Execution Flow", "T1574.006": "Dynamic Linker Hijacking",
        "T1578": "Modify Cloud Compute Infrastructure", "T1578.002": "Create Cloud Instance", "T1580": "Cloud Infrastructure Discovery",
        "T1586": "Compromise Accounts", "T1595": "Active Scanning", "T1595.001": "Scanning IP Blocks",
        "T1609": "Container Administration Command", "T1610": "Deploy Container", "T1611": "Escape to Host",
        "T1613": "Container and Resource Discovery", "T1619": "Cloud Storage Object Discovery",
        "T1620": "Reflective Code Loading", "T1622": "Debugger Evasion",
        "T1666": "Modify Cloud Resource Hierarchy",
    ]
}
