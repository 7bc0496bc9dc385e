// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackageDescription

// ISA-L inflates gzip about twice as fast as zlib. Where its header is absent the same code runs on zlib.
let hasISAL = FileManager.default.fileExists(atPath: "/usr/include/isa-l/igzip_lib.h")

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// Tests fold millions of records: without optimizing it takes minutes longer. Debuggers see less of these targets.
let optimized = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "hinomi",
    products: [
        .executable(name: "hinomi", targets: ["hinomi"]),
        // For the benchmarks, which are a package of their own.
        .library(
            name: "HinomiCore",
            targets: ["HinomiRecords", "HinomiStatistics", "HinomiIntelligence", "HinomiFindings", "HinomiDetection"]),
        // For fuzzing, which is a package of its own as well.
        .library(name: "HinomiFuzzing", targets: ["FuzzEntries"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The core: the standard library only.
        .target(name: "CBytes"),
        .target(name: "HinomiRecords", dependencies: ["CBytes"], swiftSettings: optimized),
        // The weights of the scorer of names, as bytes.
        .target(name: "CNameModel", exclude: ["model.bin"]),
        .target(name: "HinomiStatistics", dependencies: ["CBytes", "CNameModel"], swiftSettings: optimized),
        .target(name: "HinomiIntelligence", dependencies: ["CBytes", "HinomiRecords"], swiftSettings: optimized),
        .target(name: "HinomiFindings", dependencies: ["HinomiRecords"], swiftSettings: optimized),
        .target(
            name: "HinomiDetection",
            dependencies: ["CBytes", "HinomiRecords", "HinomiIntelligence", "HinomiFindings", "HinomiStatistics"],
            swiftSettings: optimized),

        // The edge.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
        .target(
            name: "HinomiSources",
            dependencies: ["HinomiRecords", "CZlib", "CZstd"] + (hasISAL ? ["CISAL"] : []),
            swiftSettings: optimized + (hasISAL ? [.define("HINOMI_ISAL")] : [])),
        .target(
            name: "HinomiPipeline",
            dependencies: [
                "HinomiRecords", "HinomiIntelligence", "HinomiFindings", "HinomiDetection", "HinomiSources",
                "CMaxMindDB",
            ],
            swiftSettings: optimized),

        // Logs of organisations that do not exist.
        .target(
            name: "HinomiSimulation", dependencies: ["HinomiRecords", "HinomiSources"], swiftSettings: optimized),

        // The service.
        .plugin(name: "GenerateAPIModel", capability: .buildTool(), dependencies: ["APIModelGenerator"]),
        .executableTarget(name: "APIModelGenerator", dependencies: ["HinomiRecords"], swiftSettings: settings),
        .target(
            name: "HinomiAPIModel", dependencies: ["HinomiRecords", "HinomiFindings"],
            exclude: ["guardduty-2017-11-28.json"], swiftSettings: settings, plugins: ["GenerateAPIModel"]),
        .target(
            name: "HinomiSigning",
            dependencies: ["HinomiRecords", .product(name: "Crypto", package: "swift-crypto")], swiftSettings: settings),
        // Requests to addresses that users name.
        .target(
            name: "HinomiOutbound",
            dependencies: [
                "HinomiRecords",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),
        // AWS: credentials, buckets, queues, and logs out of them.
        .target(
            name: "HinomiAWS",
            dependencies: ["HinomiRecords", "HinomiFindings", "HinomiSources", "HinomiSigning", "HinomiOutbound"],
            swiftSettings: settings),
        .target(
            name: "HinomiStore",
            dependencies: [
                "HinomiRecords", "HinomiFindings",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "HinomiService",
            dependencies: [
                "HinomiRecords", "HinomiSources", "HinomiIntelligence", "HinomiFindings", "HinomiAPIModel",
                "HinomiSigning",
                "HinomiStore", "HinomiOutbound", "HinomiAWS",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "HinomiMail",
            dependencies: [
                "HinomiRecords", "HinomiStore",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "HinomiServer",
            dependencies: [
                "HinomiRecords", "HinomiIntelligence", "HinomiFindings", "HinomiAPIModel", "HinomiSigning",
                "HinomiStore", "HinomiService", "HinomiPipeline", "HinomiSources",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),

        // The face.
        .executableTarget(
            name: "hinomi",
            dependencies: [
                "HinomiRecords", "HinomiStatistics", "HinomiIntelligence", "HinomiFindings", "HinomiDetection",
                "HinomiSources", "HinomiPipeline", "HinomiSimulation", "HinomiAPIModel", "HinomiSigning", "HinomiStore",
                "HinomiOutbound", "HinomiAWS", "HinomiService", "HinomiServer", "HinomiMail",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        // Tests mirror sources.
        .testTarget(name: "HinomiRecordsTests", dependencies: ["HinomiRecords"], swiftSettings: settings),
        .testTarget(
            name: "HinomiIntelligenceTests", dependencies: ["HinomiIntelligence", "HinomiRecords"],
            swiftSettings: settings),
        .testTarget(
            name: "HinomiFindingsTests", dependencies: ["HinomiFindings", "HinomiRecords"], swiftSettings: settings),
        .testTarget(name: "HinomiStatisticsTests", dependencies: ["HinomiStatistics"], swiftSettings: settings),
        .testTarget(
            name: "HinomiDetectionTests",
            dependencies: [
                "HinomiDetection", "HinomiRecords", "HinomiIntelligence", "HinomiFindings", "HinomiStatistics",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "HinomiSourcesTests", dependencies: ["HinomiSources", "HinomiRecords", "CZlib", "CZstd"],
            swiftSettings: settings),
        .testTarget(
            name: "HinomiPipelineTests",
            dependencies: [
                "HinomiPipeline", "HinomiSources", "HinomiDetection", "HinomiFindings", "HinomiIntelligence",
                "HinomiRecords",
            ],
            swiftSettings: settings),

        .testTarget(
            name: "HinomiSimulationTests",
            dependencies: [
                "HinomiSimulation", "HinomiPipeline", "HinomiSources", "HinomiIntelligence", "HinomiFindings",
                "HinomiRecords",
            ],
            swiftSettings: settings),

        .testTarget(
            name: "HinomiAPIModelTests", dependencies: ["HinomiAPIModel", "HinomiRecords"], swiftSettings: settings),
        .testTarget(
            name: "HinomiStoreTests",
            dependencies: [
                "HinomiStore", "HinomiFindings", "HinomiRecords", .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .testTarget(
            name: "HinomiSigningTests", dependencies: ["HinomiSigning", "HinomiRecords"], swiftSettings: settings),
        .testTarget(
            name: "HinomiOutboundTests",
            dependencies: [
                "HinomiOutbound", "HinomiRecords",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "HinomiAWSTests",
            dependencies: [
                "HinomiAWS", "HinomiSources", "HinomiSigning", "HinomiOutbound", "HinomiFindings", "HinomiRecords",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "HinomiServiceTests",
            dependencies: [
                "HinomiService", "HinomiStore", "HinomiAWS", "HinomiOutbound", "HinomiSigning", "HinomiAPIModel",
                "HinomiIntelligence", "HinomiFindings", "HinomiRecords",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        .testTarget(
            name: "HinomiMailTests",
            dependencies: [
                "HinomiMail", "HinomiStore", "HinomiRecords",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),

        .testTarget(
            name: "HinomiServerTests",
            dependencies: [
                "HinomiServer", "HinomiRecords",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),

        // The parsers as fuzzing calls them, and the replay of what it kept.
        .target(
            name: "FuzzEntries",
            dependencies: [
                "HinomiPipeline", "HinomiSources", "HinomiDetection", "HinomiFindings", "HinomiIntelligence",
                "HinomiRecords",
            ],
            path: "Tests/FuzzEntries", swiftSettings: settings),
        .testTarget(name: "FuzzCorpusTests", dependencies: ["FuzzEntries"], swiftSettings: settings),
    ] + (hasISAL ? [.systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])])] : [])
)
