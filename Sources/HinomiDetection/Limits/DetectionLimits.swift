// SPDX-License-Identifier: Apache-2.0

/// The limits of all detectors: what they go by when they decide.
///
/// Those that decide by lists or by single calls have none. What states are built from (sizes of tables, windows that are
/// counted in) is no limit: it cannot change while states live.
public struct DetectionLimits: Sendable, Equatable {
    var portscan = Portscan.Limits()
    var portsweep = PortSweep.Limits()
    var portprobe = PortProbeUnprotectedPort.Limits()
    var guessing = LoginGuessing.Limits()
    var sshLogins = SSHBruteForce.shape
    var rdpLogins = RDPBruteForce.shape
    var winRMLogins = WinRMBruteForce.shape
    var distributedGuessing = DistributedGuessing.Limits()
    var tcpFlood = FloodRule.tcpLimits
    var udpFlood = FloodRule.udpLimits
    var dnsFlood = FloodRule.dnsLimits
    var udpOnTCPPortsFlood = FloodRule.udpOnTCPPortsLimits
    var unusualProtocolFlood = FloodRule.unusualProtocolLimits
    var reflection = Reflection.Limits()
    var spambot = Spambot.Limits()
    var beaconing = BeaconLimits()
    var beaconingNames = BeaconingNames.Limits()
    var firstUse = FirstUse.Limits()
    var volume = TrafficVolumeUnusual.Limits()
    var habits = AccountHabits.Limits()
    var dnsData = DNSDataExfiltration.Limits()
    var generatedNames = GeneratedNames.Limits()
    var joinedNames = JoinedNames.Limits()
    var listedNames = ListedNameQuery.Limits()
    var tor = TorRelay.Limits()
    var conduct = AnomalousBehavior.Limits()
    var sequences = SequenceRule()
    var consoleLogins = ConsoleLoginSuccess.Limits()
    var instanceCredentials = InstanceCredentialExfiltration.Limits()
    var functionCredentials = ResourceCredentialExfiltration.Limits()

    /// The limits that are in force unless somebody says otherwise.
    public init() {}
}

extension DetectionLimits {
    /// The limits of one detector.
    public struct Group: Sendable {
        /// How files call the detector.
        public let name: String
        /// The page of the documentation that explains it, without folder and suffix.
        public let page: String
        /// Whose limits they are, in a few words.
        public let title: String
        public let limits: [Limit<DetectionLimits>]
        let ascending: [[String]]

        init<Limits: LimitSet>(
            _ name: String, _ path: any WritableKeyPath<DetectionLimits, Limits> & Sendable, page: String? = nil,
            _ title: String
        ) {
            (self.name, self.page, self.title) = (name, page ?? name, title)
            limits = Limits.rows.map { Limit($0, at: path) }
            ascending = Limits.ascending
        }

        /// A limit by its name.
        public subscript(name: String) -> Limit<DetectionLimits>? { limits.first { $0.name == name } }
    }

    /// All detectors that have limits.
    public static let groups: [Group] = [
        Group("portscan", \.portscan, "an instance tries many ports of a host"),
        Group("portsweep", \.portsweep, "an instance tries one port of many hosts"),
        Group("portprobe", \.portprobe, "a known scanner reached an open port"),
        Group("bruteforce", \.guessing, "one client guesses passwords"),
        Group(
            "bruteforce-ssh", \.sshLogins, page: "bruteforce", "what a connection with a failed SSH login looks like"),
        Group(
            "bruteforce-rdp", \.rdpLogins, page: "bruteforce", "what a connection with a failed RDP login looks like"),
        Group(
            "bruteforce-winrm", \.winRMLogins, page: "bruteforce",
            "what a connection with a failed WinRM login looks like"),
        Group(
            "bruteforce-distributed", \.distributedGuessing, page: "bruteforce", "many clients guess passwords in turn"),
        Group("floods-tcp", \.tcpFlood, page: "floods", "small TCP packets in masses to one port"),
        Group("floods-udp", \.udpFlood, page: "floods", "UDP in masses"),
        Group("floods-dns", \.dnsFlood, page: "floods", "queries in masses to one DNS server"),
        Group(
            "floods-udp-on-tcp-ports", \.udpOnTCPPortsFlood, page: "floods",
            "UDP in masses to ports where TCP is spoken"),
        Group(
            "floods-unusual-protocol", \.unusualProtocolFlood, page: "floods",
            "packets in masses of a protocol that instances do not use"),
        Group("floods-reflection", \.reflection, page: "floods", "a service of an instance amplifies an attack"),
        Group("spambot", \.spambot, "an instance that never sent mail calls many mail servers"),
        Group(
            "beaconing", \.beaconing, "an instance calls a new address, or asks for a new domain, in a steady rhythm"),
        Group(
            "beaconing-names", \.beaconingNames, page: "beaconing",
            "which rhythms of queries are a program's and not a cache's"),
        Group("first-use", \.firstUse, "an instance uses a port or resolver that it never used"),
        Group("traffic-volume", \.volume, "an instance sends far more than it ever did"),
        Group(
            "account-habits", \.habits, page: "first-use", "how much that is merely unusual an account is to be told of"
        ),
        Group("dns-exfiltration", \.dnsData, "data goes out in DNS names"),
        Group("dga", \.generatedNames, "an instance asks for names that a program made up"),
        Group("dga-words", \.joinedNames, page: "dga", "an instance asks for names that a program joined of words"),
        Group(
            "listed-readers", \.listedNames, page: "listed", "a client that asks for names of many threats reads lists"),
        Group("tor", \.tor, "an instance is a Tor relay"),
        Group("unusual-calls", \.conduct, "somebody does what nobody like them does"),
        Group("attack-sequences", \.sequences, "several steps that are an attack together"),
        Group("console-logins", \.consoleLogins, "two sign-ins too far apart"),
        Group(
            "stolen-credentials-instances", \.instanceCredentials, page: "stolen-credentials",
            "credentials of an instance are used from elsewhere"),
        Group(
            "stolen-credentials-functions", \.functionCredentials, page: "stolen-credentials",
            "credentials of a function are used from elsewhere"),
    ]
}
