// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What a server may take.
struct RunOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Threads to detect with; by default one a core.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How large the database may become, as 500M or 20G; by default as large as the disk lets it.",
            discussion: "When it is 80 % full, the findings that were saved longest ago are removed.", valueName: "size"
        ))
    var storeLimit: ByteCount?

    @Option(
        name: .long,
        help: ArgumentHelp("Seconds that it may take to stop before the server just leaves.", valueName: "seconds"))
    var stopTimeout = 60

    mutating func validate() throws {
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256.") }
        if let storeLimit, storeLimit.bytes < 16 << 20 { throw ValidationError("--store-limit is at least 16M.") }
        if !(1...3_600).contains(stopTimeout) { throw ValidationError("--stop-timeout is a number from 1 to 3600.") }
    }
}

/// A number of bytes, as people write it.
struct ByteCount: ExpressibleByArgument {
    var bytes: Int64

    init?(argument: String) {
        let unit: Int64? =
            switch argument.last {
            case "K": 1 << 10
            case "M": 1 << 20
            case "G": 1 << 30
            case "T": 1 << 40
            default: nil
            }
        let digits = unit == nil ? argument[...] : argument.dropLast()
        guard let number = Int64(digits), number > 0 else { return nil }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: unit ?? 1)
        guard !overflows else { return nil }
        self.bytes = bytes
    }
}
