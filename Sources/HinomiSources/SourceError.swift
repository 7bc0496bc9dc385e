// SPDX-License-Identifier: Apache-2.0

/// Why a source could not be read, or not to its end.
///
/// Damage in the middle of a file is thrown only after everything in front of it was delivered.
public struct SourceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for callers that decide by it.
    public enum Kind: Hashable, Sendable {
        /// There is no such file or entry.
        case notFound
        /// The file may not be read.
        case permissionDenied
        /// A folder, socket, device or pipe where a file was expected.
        case notAFile
        /// The operating system reported this error number.
        case system(Int32)
        /// The data ends before its format says it ends.
        case torn
        /// The data breaks its format.
        case corrupt
        /// The data does not match its own checksum or length.
        case checksum
        /// Something else follows the compressed data.
        case trailingData
        /// A format or method that is not read.
        case unsupported
        /// The data is encrypted.
        case encrypted
        /// The data expands beyond the limits.
        case expansion
        /// An archive with several entries was opened as one file.
        case severalEntries
    }

    /// What went wrong.
    public var kind: Kind
    /// The file, with the entry behind `!/` for archives, as people read it.
    public var path: String
    /// What went wrong, in words, without the path and the offsets.
    public var reason: String
    /// How many bytes of the file on disk had been read, where that is known.
    public var compressedOffset: UInt64?
    /// How many bytes of content had been delivered, where any could have been.
    public var decompressedOffset: UInt64?

    /// An error about this path.
    public init(
        _ kind: Kind, path: String, reason: String, compressedOffset: UInt64? = nil, decompressedOffset: UInt64? = nil
    ) {
        self.kind = kind
        self.path = path
        self.reason = reason
        self.compressedOffset = compressedOffset
        self.decompressedOffset = decompressedOffset
    }

    /// The whole story in one line.
    public var description: String { "\(path): \(withoutPath)" }

    /// What went wrong and where in the file, for reports that name the file themselves.
    public var withoutPath: String {
        var text = reason
        if let compressedOffset, let decompressedOffset {
            text += " (at byte \(grouped(compressedOffset)) of the file;"
            text += " \(grouped(decompressedOffset)) bytes of content came before)"
        }
        return text
    }
}

/// A `SourceError` in the making: what a decoder knows, before the reader adds path and offsets.
struct Fault: Error {
    var kind: SourceError.Kind
    var reason: String
    /// Where in the file, if the decoder knows better than "where reading stopped".
    var compressedOffset: UInt64?

    init(_ kind: SourceError.Kind, _ reason: String, at offset: UInt64? = nil) {
        self.kind = kind
        self.reason = reason
        compressedOffset = offset
    }
}

/// The number with commas between thousands.
func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number).utf8)
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
        text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
}
