// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Prints a table of figures: `Micro FLOWS QUERIES CALLS`, three inflated logs.
@main
enum Micro {
    static func main() {
        let paths = CommandLine.arguments.dropFirst()
        guard paths.count == 3 else {
            print("usage: Micro FLOWS QUERIES CALLS (inflated logs)")
            exit(2)
        }
        let contents = paths.map(content(of:))
        print("| what | |\n|---|---|")
        for figure in Parsers.measure(flows: contents[0], queries: contents[1], calls: contents[2]) {
            print(figure.row)
        }
        for figure in NameScores.measure() { print(figure.row) }
        for figure in Tables.measure(prefixes: 1_000_000, names: 10_000_000) { print(figure.row) }
        for row in States.measure() { print(row) }
    }

    private static func content(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else {
            print("cannot open \(path)")
            exit(2)
        }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let size = ftell(file)
        rewind(file)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
    }
}
