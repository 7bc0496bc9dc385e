// SPDX-License-Identifier: Apache-2.0

/// What to do next, a few steps for each family of findings.
///
/// Written for someone who was woken by the finding: first what stops harm, then what tells more, then what mends it.
/// The steps of a family stay under 512 characters together, the length other formats allow.
enum Advice {
    /// The steps of a family; nil when there is no such family.
    static func steps(_ key: String) -> [String]? { network[key] ?? identity[key] ?? platform[key] }

    private static let network: [String: [String]] = [
        "compromised-instance": [
            "Isolate the instance with a security group without rules. Keep it running: its memory is evidence.",
            "Snapshot its volumes, then find the process that holds the connection (ss -tnp).",
            "Revoke its role's sessions and rotate every secret it could read.",
            "Rebuild it from a clean image once you know how it was entered.",
        ],
        "malicious-name": [
            "Check on the instance which program asked for the name; a mail filter or crawler may do so rightly.",
            "If nobody can explain it, isolate the instance (a security group without rules) and keep it running.",
            "Block the name in the resolver's firewall for all VPCs.",
            "Revoke its role's sessions and rebuild it from a clean image.",
        ],
        "phishing-name": [
            "Ask who works on the instance whether a link in a mail was followed.",
            "If so, change that person's passwords and end their sessions.",
            "Block the name in the resolver's firewall for all VPCs.",
        ],
        "beaconing-instance": [
            "Find the program that calls (ss -tnp when it is due, or auditd) and ask who installed it.",
            "Update checks, monitoring and licence servers call in a rhythm as well: put such addresses on the trusted list.",
            "If nobody can explain it, isolate the instance (a security group without rules) and keep it running.",
        ],
        "beaconing-name": [
            "Find the program that asks (auditd, or a trace of DNS on the instance) and ask who installed it.",
            "Agents, update checks and licences call in a rhythm as well: put such domains on the trusted list.",
            "If nobody can explain it, isolate the instance (a security group without rules) and keep it running.",
        ],
        "flooding-instance": [
            "Stop the outbound traffic now: a security group without outbound rules.",
            "Look for a service that answers anyone over UDP (DNS, NTP, memcached) and close it, or for malware.",
            "Rebuild the instance from a clean image if malware was found.",
        ],
        "spamming-instance": [
            "Block outbound port 25 in the security group unless this is a mail server.",
            "Find the program that sends; look for an open relay or a taken-over web form.",
            "If nobody can explain it, treat the instance as compromised: isolate, snapshot, rebuild.",
        ],
        "unusual-traffic": [
            "Ask the owner of the instance whether a release, backup or migration explains it.",
            "If not, look up the remote address and find the process that holds the connection (ss -tnp).",
            "If it stays unexplained, isolate the instance and keep it running for examination.",
        ],
        "mining-instance": [
            "Look for a process with steady high CPU; if mining is not your business here, isolate the instance.",
            "Find out how it was entered: open ports, old software, leaked keys.",
            "Check CloudTrail for instances launched with the same role, also in regions you never use.",
            "Rebuild it from a clean image and rotate its secrets.",
        ],
        "unusual-resolver": [
            "Ask the owner whether the program or its configuration was changed.",
            "Names looked up this way escape your DNS logs: allow only your own resolver (ports 53 and 853) outbound.",
            "If it stays unexplained, find the process that asks and examine it.",
        ],
        "attacking-instance": [
            "Ask the owner whether this is a planned test or a monitoring tool.",
            "If not, isolate the instance with a security group that has no rules and keep it running.",
            "Find the process that connects, and how it came there.",
            "Revoke its role's sessions and rebuild it from a clean image.",
        ],
        "guessed-passwords": [
            "Close the port to the internet in the security group; use Session Manager or a VPN instead.",
            "Look in the instance's login records for a success from the remote address.",
            "If there is one, treat the instance as compromised: isolate, snapshot, rebuild.",
            "Allow keys only, no passwords.",
        ],
        "exposed-port": [
            "Ask whether the port must be open to the internet. If not, narrow the security group.",
            "If it must be, check that the service is patched and asks for a strong login.",
            "Look in the service's own log for successful access from the remote addresses.",
        ],
        "dns-tunnel": [
            "Isolate the instance with a security group that has no rules and keep it running.",
            "Block the parent domain in the resolver's firewall for all VPCs.",
            "Find the program that asks, and which data it could read; assume that data has left.",
            "Revoke its role's sessions and rebuild it from a clean image.",
        ],
        "listed-address": [
            "Look up why the address stands on your list, and since when.",
            "Find the process that holds the connection (ss -tnp).",
            "If nobody can explain it, isolate the instance and block the address in the network ACL.",
        ],
        "metadata-rebinding": [
            "Require IMDSv2 on the instance: session tokens defeat the rebinding.",
            "Revoke the sessions of the instance's role, in case credentials were read.",
            "Find the program that resolved the name; let it refuse names that lead to link-local addresses.",
        ],
        "anonymised-traffic": [
            "Ask the owner whether Tor is meant to run here.",
            "If not, isolate the instance with a security group that has no rules and keep it running.",
            "Find the process that connects and how it came there; then rebuild from a clean image.",
        ],
    ]

    private static let identity: [String: [String]] = [
        "stolen-credentials": [
            "Ask the person or team behind the identity whether the call was theirs.",
            "If not, deactivate the access key, or revoke the role's sessions; both can be undone.",
            "List everything the identity did since the first sign (CloudTrail, by access key) and undo it.",
            "Rotate the key and turn on MFA.",
        ],
        "instance-credentials": [
            "Revoke the sessions of the role in IAM; the workload gets new ones by itself.",
            "List what the credentials did from the outside address (CloudTrail) and undo it.",
            "Require IMDSv2, and find how the credentials left: a server-side request flaw or malware are usual.",
            "Treat the workload as compromised until that is known.",
        ],
        "function-credentials": [
            "Revoke the sessions of the role in IAM; the function gets new ones by itself.",
            "List what the credentials did from the outside address (CloudTrail) and undo it.",
            "Find how they left: functions hold them in their environment, which a flaw in the code or its libraries lets out.",
            "Give the role no more than the function needs, and look for other functions with the same code.",
        ],
        "root-use": [
            "Ask who holds the root login whether this was them, and for which task.",
            "If nobody did it, change the root password, delete root access keys and check MFA at once.",
            "Do daily work with roles; lock the root credentials away.",
        ],
        "stopped-logging": [
            "Switch the logging on again now.",
            "Ask the person or team behind the identity whether the change was theirs.",
            "If not, deactivate the key or revoke the sessions, and look at what was done while logging was off.",
            "Deny this call to everyone but a few with a service control policy.",
        ],
        "password-policy": [
            "Restore the former password policy.",
            "Ask the identity's owner whether the change was theirs; if not, deactivate its credentials.",
            "Look for users and passwords created since then.",
        ],
        "raised-permissions": [
            "Detach the policy, whether or not the call was meant well.",
            "Ask the identity's owner; if they do not know of it, deactivate its credentials.",
            "List what the identity did afterwards (CloudTrail) and undo it.",
            "Set a permissions boundary so that identities cannot widen themselves.",
        ],
        "console-login": [
            "Ask the user whether both sign-ins were theirs; a VPN or phone often explains it.",
            "If not, disable the console password and end the sessions.",
            "Look at what was done after the sign-in (CloudTrail).",
            "Turn on MFA for the user.",
        ],
        "pentest-client": [
            "Ask whether a penetration test is under way and covers this account.",
            "If not, deactivate the access key or revoke the role's sessions.",
            "List what the identity did (CloudTrail) and undo it.",
        ],
        "unusual-calls": [
            "Ask the person or team behind the identity whether new work explains the calls.",
            "If not, deactivate the access key or revoke the role's sessions.",
            "List what else the identity did around that time (CloudTrail) and undo it.",
        ],
        "risky-change": [
            "Ask the person or team behind the identity whether the change was planned.",
            "If not, undo the change and deactivate the identity's credentials.",
            "Look for further changes by the same identity around that time (CloudTrail).",
        ],
        "model-abuse": [
            "Ask the identity's owner whether new work explains the model calls.",
            "If not, deactivate the credentials and set a quota for model use.",
            "Review the prompts in the model invocation log.",
        ],
        "attack-sequence": [
            "Treat this as a running attack: read its signals in order of time.",
            "Cut the access that they share: revoke the identity's sessions, isolate the workloads.",
            "List what was reached, changed or copied, and undo it.",
            "Rotate every secret within reach before giving access back.",
        ],
        "exposed-bucket": [
            "If the bucket need not be public, switch Block Public Access on again now.",
            "Check in its access log or in data events who read from it meanwhile.",
            "Ask the identity's owner whether the change was theirs; if not, deactivate its credentials.",
        ],
        "bucket-data": [
            "Ask the person or team behind the identity whether the calls were theirs.",
            "If not, deactivate the access key or revoke the role's sessions.",
            "List which objects were read, changed or deleted (data events); restore versions where needed.",
            "Narrow the bucket policy to those who need it.",
        ],
    ]

    private static let platform: [String: [String]] = [
        "kubernetes-call": [
            "Ask the owner of the cluster whether the call was theirs.",
            "If not, remove the user's binding and rotate the service account token or IAM identity behind it.",
            "Read the audit log for what else the user did, and undo it.",
            "Close the cluster's public endpoint or narrow its address list.",
        ],
        "kubernetes-permission": [
            "Remove the binding or exposure if nobody needs it.",
            "Read the audit log for calls that made use of it meanwhile.",
            "Find who made the change; if it was not planned, rotate that identity's credentials.",
        ],
        "kubernetes-workload": [
            "Ask the owner whether the workload or command was planned.",
            "If not, cordon the node, keep the pod for examination and remove the workload.",
            "Rotate the service account and every secret the pod could read.",
            "Enforce a pod security standard that forbids it.",
        ],
        "database-login": [
            "Close the database to the internet: private subnets, narrow security group.",
            "If a login succeeded, change the user's password and end its sessions.",
            "Look in the database's log for what the user read or changed.",
        ],
        "lambda-network": [
            "Look at the function's code and packages for changes nobody planned.",
            "If the traffic is unexplained, set the function's reserved concurrency to zero; that stops it at once.",
            "Revoke its role's sessions and rotate the secrets in its environment.",
            "Deploy again from a known good version.",
        ],
        "runtime-process": [
            "Ask the owner whether the process belongs there.",
            "If not, isolate the instance or pod and keep it running for examination.",
            "Find how the process came there: its parent, its file, the image it came in.",
            "Revoke the workload's credentials and rebuild it from a clean image.",
        ],
        "malicious-file": [
            "Do not open or restore the file; keep it apart for examination.",
            "Isolate what it lies on, and look for who put it there and when.",
            "Look for the same hash elsewhere.",
            "Restore from a copy made before it came.",
        ],
    ]
}
