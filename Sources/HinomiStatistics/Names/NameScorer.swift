// SPDX-License-Identifier: Apache-2.0

import CBytes
import CNameModel

/// How much a registered name looks made by a program rather than by people.
///
/// The score is -log10 of the share of benign names that score as high: 2 is one in a hundred, 3 one in a thousand. From
/// 3 on it is extrapolated. `Models/dga/README.md` says what it was trained on and what it cannot see.
/// A look-up allocates nothing and takes well under a microsecond.
public struct NameScorer: Sendable {
    /// The scorer with the weights that come with Hinomi.
    public static let builtIn: NameScorer? = {
        let bytes = UnsafeRawBufferPointer(start: hinomi_name_model(), count: hinomi_name_model_size())
        return try? NameScorer(model: bytes)
    }()

    let model: NameModel
    // n log2 n for the entropy.
    let entropies: [Float]
    // What the first layer adds up before any name is known: its biases, and the suffixes by name, all absent.
    let base: [Float]

    /// A scorer with the weights of a model.
    public init(model bytes: UnsafeRawBufferPointer) throws(NameModelError) {
        let model = try NameModel(bytes)
        self.model = model
        base = model.bytes.withUnsafeBytes { bytes in
            (0..<NameModel.first).map { unit in
                (NameModel.described..<NameModel.features).reduce(model.number(at: model.offsets.bias1, unit, bytes)) {
                    $0 + model.scaled(0, feature: $1, bytes)
                        * model.number(at: model.offsets.weights1, $1 * NameModel.first + unit, bytes)
                }
            }
        }
        entropies = (0..<64).map { n in
            n == 0 ? 0 : Float(Double(n) * hinomi_log(Double(n)) / 0.693_147_180_559_945_3)
        }
    }

    /// The score of a registered label and the public suffix behind it, both without dots at their ends.
    ///
    /// Any bytes will do. Upper case counts as lower case in labels; what no host name has counts as one symbol; 63
    /// bytes of the label are looked at.
    public func score(label: UnsafeBufferPointer<UInt8>, suffix: UnsafeBufferPointer<UInt8>) -> Float {
        model.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: NameModel.described) { features in
                features.initialize(repeating: 0)
                let marked = entropies.withUnsafeBufferPointer { entropies in
                    let looks = NameFeatures(bytes: bytes, offsets: model.offsets, entropies: entropies)
                    looks.describe(label: label, into: features)
                    return looks.describe(suffix: suffix, into: features)
                }
                return calibrated(logit(features, marked, bytes), bytes)
            }
        }
    }

    /// The score of a whole registered name: a label, a dot and the suffix behind it.
    public func score(registeredName name: UnsafeBufferPointer<UInt8>) -> Float {
        let dot = name.firstIndex(of: 0x2E) ?? name.count
        return score(
            label: UnsafeBufferPointer(rebasing: name[..<dot]),
            suffix: UnsafeBufferPointer(rebasing: name[dot...].dropFirst()))
    }

    private func logit(
        _ features: UnsafeMutableBufferPointer<Float>, _ marked: Int?, _ bytes: UnsafeRawBufferPointer
    ) -> Float {
        let at = model.offsets
        @inline(__always) func numbers<Vector>(_ offset: Int, _ index: Int, as type: Vector.Type) -> Vector
        where Vector: BitwiseCopyable {
            bytes.loadUnaligned(fromByteOffset: offset + 4 * index, as: type)
        }
        var (a, b, c) = base.withUnsafeBytes { base in
            (
                base.loadUnaligned(fromByteOffset: 0, as: SIMD16<Float>.self),
                base.loadUnaligned(fromByteOffset: 64, as: SIMD16<Float>.self),
                base.loadUnaligned(fromByteOffset: 128, as: SIMD16<Float>.self)
            )
        }
        @inline(__always) func add(_ value: Float, feature: Int) {
            let x = SIMD16<Float>(repeating: value)
            let row = feature * NameModel.first
            a += x * numbers(at.weights1, row, as: SIMD16<Float>.self)
            b += x * numbers(at.weights1, row + 16, as: SIMD16<Float>.self)
            c += x * numbers(at.weights1, row + 32, as: SIMD16<Float>.self)
        }
        for i in 0..<NameModel.described { add(model.scaled(features[i], feature: i, bytes), feature: i) }
        if let marked {
            let feature = NameModel.described + marked
            add(model.scaled(1, feature: feature, bytes) - model.scaled(0, feature: feature, bytes), feature: feature)
        }
        var d = numbers(at.bias2, 0, as: SIMD8<Float>.self)
        var e = numbers(at.bias2, 8, as: SIMD8<Float>.self)
        var f = numbers(at.bias2, 16, as: SIMD8<Float>.self)
        @inline(__always) func pass(_ units: SIMD16<Float>, from first: Int) {
            for i in 0..<16 {
                let x = SIMD8<Float>(repeating: max(units[i], 0))
                let row = (first + i) * NameModel.second
                d += x * numbers(at.weights2, row, as: SIMD8<Float>.self)
                e += x * numbers(at.weights2, row + 8, as: SIMD8<Float>.self)
                f += x * numbers(at.weights2, row + 16, as: SIMD8<Float>.self)
            }
        }
        pass(a, from: 0)
        pass(b, from: 16)
        pass(c, from: 32)
        let zero = SIMD8<Float>(repeating: 0)
        let sum =
            pointwiseMax(d, zero) * numbers(at.weights3, 0, as: SIMD8<Float>.self)
            + pointwiseMax(e, zero) * numbers(at.weights3, 8, as: SIMD8<Float>.self)
            + pointwiseMax(f, zero) * numbers(at.weights3, 16, as: SIMD8<Float>.self)
        return numbers(at.bias3, 0, as: Float.self) + sum.sum()
    }

    // Along the line between two knots; beyond the last ones their line goes on.
    private func calibrated(_ logit: Float, _ bytes: UnsafeRawBufferPointer) -> Float {
        func knot(_ i: Int) -> SIMD2<Float> {
            bytes.loadUnaligned(fromByteOffset: model.offsets.knots + 8 * i, as: SIMD2<Float>.self)
        }
        var i = 0
        while i < model.knots - 2, knot(i + 1).x < logit { i += 1 }
        let low = knot(i)
        let high = knot(i + 1)
        return low.y + (logit - low.x) * (high.y - low.y) / (high.x - low.x)
    }
}
