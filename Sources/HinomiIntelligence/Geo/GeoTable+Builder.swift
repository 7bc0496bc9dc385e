// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension GeoTable {
    /// The kinds of files that a table is made of.
    public enum FileKind: String, Hashable, Sendable {
        /// `first,last,CC` with addresses as numbers or text.
        case countryRanges
        /// `network<TAB>CC<TAB>ASN<TAB>flags`; the most specific network counts.
        case networks
        /// `ASN<TAB>name`.
        case organizations

        /// The kind that a content looks like; nil where it looks like none.
        public static func recognise(_ bytes: UnsafeBufferPointer<UInt8>) -> FileKind? {
            var lines = ListLines(bytes)
            var tried = 0
            while let line = lines.next(), tried < 20 {
                guard let first = line.trimmed.first, first != UInt8(ascii: "#") else { continue }
                tried += 1
                if GeoRow(countryRange: line) != nil { return .countryRanges }
                if GeoRow(network: line) != nil { return .networks }
                if GeoRow.organization(line) != nil { return .organizations }
            }
            return nil
        }
    }

    /// Why a file is not taken in at all.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case unknownKind(file: String)
        case tooLong(file: String)

        public var description: String {
            switch self {
            case .unknownKind(let file):
                "The file “\(file)” holds neither country ranges (first,last,CC), nor networks (network, CC and ASN "
                    + "separated by tabs), nor names of autonomous systems (ASN and name separated by a tab)."
            case .tooLong(let file): "The file “\(file)” is longer than \(Builder.byteLimit) bytes."
            }
        }
    }

    /// What became of a file.
    public struct FileStatistics: Hashable, Sendable {
        public var file: String
        public var kind: FileKind
        public var rows = 0
        public var refused = 0
    }

    /// Gathers files and makes a table of them.
    public struct Builder {
        /// The longest file that is read.
        public static let byteLimit = 1 << 30

        private var countryLayers = [Layer]()
        private var networkLayers = [Layer]()
        private var organizationNames = [(number: UInt32, name: [UInt8])]()

        public init() {}

        /// Takes in a file, whose kind its content tells.
        @discardableResult
        public mutating func add(
            _ bytes: UnsafeBufferPointer<UInt8>, file: String
        ) throws(Fault) -> FileStatistics {
            guard bytes.count <= Builder.byteLimit else { throw .tooLong(file: file) }
            guard let kind = FileKind.recognise(bytes) else { throw .unknownKind(file: file) }
            var statistics = FileStatistics(file: file, kind: kind)
            var lines = ListLines(bytes)
            var assembly = GeoAssembly()
            while let line = lines.next() {
                guard let first = line.trimmed.first, first != UInt8(ascii: "#") else { continue }
                var isTaken = false
                switch kind {
                case .countryRanges:
                    if let row = GeoRow(countryRange: line) { isTaken = assembly.add(row) }
                case .networks:
                    if let row = GeoRow(network: line) { isTaken = assembly.add(row) }
                case .organizations:
                    if let (number, name) = GeoRow.organization(line) {
                        organizationNames.append((number, Array(name.prefix(200))))
                        isTaken = true
                    }
                }
                if isTaken { statistics.rows += 1 } else { statistics.refused += 1 }
            }
            switch kind {
            case .countryRanges: countryLayers.append(assembly.layer())
            case .networks: networkLayers.append(assembly.layer())
            case .organizations: break
            }
            return statistics
        }

        /// The table of all files added so far.
        public func build() -> GeoTable {
            GeoTable(
                countryLayers: countryLayers, networkLayers: networkLayers,
                organizations: OrganizationNames(organizationNames))
        }
    }
}
