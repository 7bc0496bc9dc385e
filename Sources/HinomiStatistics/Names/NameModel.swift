// SPDX-License-Identifier: Apache-2.0

/// The weights of the scorer of names, read from bytes and found sound.
///
/// Layout, little-endian: eight bytes `HNMDGA\0\0`, version (4 bytes), size of the body (4), FNV-1a of the body's words of
/// eight bytes (8); then the body: numbers of features, units of the first and second layer, outputs, and knots (4 each);
/// 16 times the bits that a symbol costs after two others (40 × 40 × 40 bytes); how familiar runs of four and of five
/// symbols are (a nibble a slot); how common suffixes are (a byte a slot); hashes of suffixes with a feature of their own;
/// mean and scale of the features; the layers, one row an input, then their biases; the knots of the calibration.
struct NameModel: Sendable {
    static let symbols = 40
    static let longBits = 19
    static let suffixSlots = 8_192
    static let marked = 12
    /// Features besides the suffixes by name, which follow them.
    static let described = 46
    static let features = described + marked
    static let first = 48
    static let second = 24

    private static let headerSize = 24
    private static let magic: [UInt8] = Array("HNMDGA\0\0".utf8)
    private static let version: UInt32 = 1

    /// Where each part begins.
    struct Offsets: Sendable {
        var trigrams = 0
        var familiar4 = 0
        var familiar5 = 0
        var suffixes = 0
        var marked = 0
        var mean = 0
        var scale = 0
        var weights1 = 0
        var bias1 = 0
        var weights2 = 0
        var bias2 = 0
        var weights3 = 0
        var bias3 = 0
        var knots = 0
        var end = 0

        init(knots count: Int) {
            var at = NameModel.headerSize + 20
            func take(_ size: Int) -> Int {
                defer { at += size }
                return at
            }
            trigrams = take(NameModel.symbols * NameModel.symbols * NameModel.symbols)
            familiar4 = take(1 << (NameModel.longBits - 1))
            familiar5 = take(1 << (NameModel.longBits - 1))
            suffixes = take(NameModel.suffixSlots)
            marked = take(4 * NameModel.marked)
            mean = take(4 * NameModel.features)
            scale = take(4 * NameModel.features)
            weights1 = take(4 * NameModel.features * NameModel.first)
            bias1 = take(4 * NameModel.first)
            weights2 = take(4 * NameModel.first * NameModel.second)
            bias2 = take(4 * NameModel.second)
            weights3 = take(4 * NameModel.second)
            bias3 = take(4)
            knots = take(8 * count)
            end = at
        }
    }

    let bytes: [UInt8]
    let offsets: Offsets
    let knots: Int

    /// Takes the bytes of a model.
    init(_ raw: UnsafeRawBufferPointer) throws(NameModelError) {
        guard raw.count >= NameModel.headerSize + 20, raw.prefix(8).elementsEqual(NameModel.magic) else {
            throw .notAModel
        }
        func word(_ at: Int) -> UInt32 { UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
        guard word(8) == NameModel.version else { throw .unknownVersion(word(8)) }
        guard Int(word(12)) == raw.count - NameModel.headerSize else { throw .wrongSize }
        let checksum = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        guard checksum == NameModel.checksum(raw.dropFirst(NameModel.headerSize)) else { throw .damaged }
        let shape = (0..<4).map { Int(word(NameModel.headerSize + 4 * $0)) }
        guard shape == [NameModel.features, NameModel.first, NameModel.second, 1] else { throw .otherShape }
        knots = Int(word(NameModel.headerSize + 16))
        guard (2...64).contains(knots) else { throw .otherShape }
        offsets = Offsets(knots: knots)
        guard offsets.end == raw.count else { throw .wrongSize }
        bytes = Array(raw)
        guard hasSoundNumbers else { throw .damaged }
    }

    /// One number of the model.
    @inline(__always)
    func number(at offset: Int, _ index: Int, _ bytes: UnsafeRawBufferPointer) -> Float {
        bytes.loadUnaligned(fromByteOffset: offset + 4 * index, as: Float.self)
    }

    /// A feature as the network takes it: in deviations from its mean, five at most.
    @inline(__always)
    func scaled(_ value: Float, feature: Int, _ bytes: UnsafeRawBufferPointer) -> Float {
        let deviations = (value - number(at: offsets.mean, feature, bytes)) * number(at: offsets.scale, feature, bytes)
        return min(max(deviations, -5), 5)
    }

    // Finite weights, and knots that rise: then every score is a number.
    private var hasSoundNumbers: Bool {
        let numbers = stride(from: offsets.mean, to: offsets.end, by: 4).map { at in
            bytes.withUnsafeBytes {
                Float(bitPattern: $0.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian)
            }
        }
        let steps = numbers.suffix(2 * knots)
        let rises = zip(steps, steps.dropFirst(2)).allSatisfy { $0 < $1 }
        return rises && numbers.allSatisfy { $0.isFinite && abs($0) < 1e6 }
    }

    private static func checksum(_ body: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        var at = body.startIndex
        while at < body.endIndex {
            var word: UInt64 = 0
            if body.endIndex - at >= 8 {
                word = UInt64(littleEndian: body.base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            } else {
                for i in at..<body.endIndex { word |= UInt64(body[i]) << UInt64(8 * (i - at)) }
            }
            value = (value ^ word) &* 0x0000_0100_0000_01B3
            at += 8
        }
        return value
    }
}

/// Why bytes are no model of names.
public enum NameModelError: Error, Hashable, Sendable {
    /// They do not begin as a model does.
    case notAModel
    /// A version that this program does not know.
    case unknownVersion(UInt32)
    /// More or fewer bytes than the header says.
    case wrongSize
    /// Another network than the program's.
    case otherShape
    /// The bytes were changed: the checksum is another, or weights are no numbers.
    case damaged
}
