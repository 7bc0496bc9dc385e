// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// Feeds the parsers with inputs that libFuzzer makes. `run.py` builds and runs it; README.md says more.
let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "hinomi", path: "..")],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: [.product(name: "HinomiFuzzing", package: "hinomi")],
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
                // The entry point is libFuzzer's.
                .unsafeFlags(["-parse-as-library"]),
            ])
    ]
)
