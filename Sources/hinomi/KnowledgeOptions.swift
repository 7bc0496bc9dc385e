// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiIntelligence
import HinomiPipeline

/// What the detections may know besides the logs.
struct KnowledgeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Threat lists: a folder with a feeds.json, or a list of your own.",
            discussion: """
                A folder's feeds.json says what each list is for (C&C, mining, Tor …). A file is your own threat list: \
                TXT, STIX, OTX_CSV, ALIEN_VAULT, PROOF_POINT or FIRE_EYE, told by its content; what is on it makes \
                .Custom findings. May be given several times.
                """, valueName: "dir|file"))
    var intel: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A list of addresses and names that are never reported; wins over threat lists.", valueName: "file"))
    var trusted: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where addresses are: a MaxMind .mmdb, or ranges as CSV or TSV. May be given several times.",
            valueName: "file"))
    var geo: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Output of 'aws ec2 describe-instances', to name instances and their tags.", valueName: "file"))
    var inventory: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What detectors go by, in JSON, as {\"portscan\": {\"ports\": 20}}; 'hinomi limits' lists it.",
            valueName: "file"))
    var limits: String?

    /// Reads all of it.
    func load() throws(KnowledgeError) -> Knowledge {
        try KnowledgeFiles(threats: intel, trusted: trusted, geo: geo, inventory: inventory, limits: limits).load()
    }
}
