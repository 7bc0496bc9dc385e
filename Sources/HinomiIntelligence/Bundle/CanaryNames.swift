// SPDX-License-Identifier: Apache-2.0

/// Names of no real threat that testers resolve to see whether findings come.
enum CanaryNames {
    static let list = "Hinomi built-in"
    static let threatName = "canary"

    static let names: [(name: String, category: ThreatCategory)] = [
        ("guarddutyc2activityb.com", .commandAndControl),
        ("c2.guarddutyc2activityb.com", .commandAndControl),
        ("crypto.guarddutyc2activityb.com", .mining),
        ("abused-rep.guarddutyc2activityb.com", .reputationAbused),
        ("crypto-rep.guarddutyc2activityb.com", .reputationBitcoin),
        ("malicious-rep.guarddutyc2activityb.com", .reputationMalicious),
        ("suspicious-rep.guarddutyc2activityb.com", .reputationSuspicious),
        ("guarddutydroppointactivity.com", .dropPoint),
        ("guarddutyblackholeactivity.com", .blackhole),
        ("guarddutyphishingactivity.com", .phishing),
        ("guarddutydrivebyactivity.com", .driveBy),
        ("guarddutydgaactivity.com", .dga),
    ]
}
