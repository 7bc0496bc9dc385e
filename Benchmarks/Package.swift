// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// Measures single parts of the core, for themselves. `run.py` measures whole scans.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "hinomi", path: "..")],
    targets: [
        .target(name: "CSink"),
        .executableTarget(
            name: "Micro",
            dependencies: [
                "CSink",
                .product(name: "HinomiCore", package: "hinomi"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
            ]),
    ]
)
