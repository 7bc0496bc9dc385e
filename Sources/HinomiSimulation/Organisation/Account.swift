// SPDX-License-Identifier: Apache-2.0

/// An account of the organisation, and what stands in it.
struct Account: Sendable {
    /// Its place among the accounts.
    var index: Int
    var id: String
    var name: String
    /// Where its systems run.
    var region: String
    /// Where copies and a few experiments are.
    var otherRegion: String
    var vpc: String
    var subnets: [String]
    var flowLog: String
    /// Through which instances without an address of their own reach the world.
    var natAddress: String
    /// The exit of the VPN that people use.
    var vpnAddress: String
    var trail: String
    var logBucket: String
    /// Buckets; calls on objects of the first two are logged.
    var buckets: [String]
    var functions: [String]
    var tables: [String]
    var databases: [String]
    var secrets: [String]
    var logGroups: [String]
    var queues: [String]
    var key: String
    var groups: [String]
    var image: String

    var dataBuckets: ArraySlice<String> { buckets.prefix(2) }

    init(index: Int, organisation: String, region: String, seed: UInt64) {
        var random = Randomness(seed: seed, "account", index)
        let kinds = ["prod", "staging", "data", "platform", "sandbox", "shared", "security", "web"]
        let name = index < kinds.count ? kinds[index] : "\(kinds[index % kinds.count])-\(index / kinds.count + 1)"
        self.index = index
        self.name = name
        // Told apart by the place, whatever is drawn.
        id =
            "\(random.within(100_000...998_999))"
            + String("\(1_000_000 + (index * 7_919 + 104_729) % 1_000_000)".suffix(6))
        self.region = region
        otherRegion = region == "us-east-1" ? "us-west-2" : region == "eu-west-1" ? "eu-central-1" : "eu-west-1"
        vpc = "vpc-0" + random.hex(16)
        subnets = (0..<3).map { _ in "subnet-0" + random.hex(16) }
        flowLog = "fl-0" + random.hex(16)
        natAddress = NetworkPool.amazon(region).address(&random)
        vpnAddress = NetworkPool.amazon(region).address(&random)
        trail = "\(organisation)-trail"
        let start = "\(organisation)-\(name)"
        logBucket = "\(start)-logs"
        buckets = [
            "app-data", "customer-exports", "web-assets", "artifacts", "terraform-state", "backups", "athena-results",
        ]
        .map { "\(start)-\($0)" }
        let services = random.shuffled([
            "orders", "billing", "search", "checkout", "users", "catalog", "mailer", "reports", "images", "sessions",
        ])
        tables = services.prefix(5).map { "\(name)-\($0)" }
        databases = services.prefix(3).map { "\(name)-\($0)-db" }
        secrets = services.prefix(5).map { "\(name)/\($0)/database" }
        let functions = services.prefix(6).flatMap { ["\($0)-api", "\($0)-worker"] }
        self.functions = functions
        logGroups = functions.map { "/aws/lambda/\($0)" } + ["/ecs/\(services[0])", "/vpc/flow"]
        queues = services.prefix(4).map { "\($0)-jobs" }
        key = random.uuid()
        groups = (0..<4).map { _ in "sg-0" + random.hex(16) }
        image = "ami-0" + random.hex(16)
    }
}
