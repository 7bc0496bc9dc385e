// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers as people read them.
enum PlainFigures {
    /// 1,234,567
    static func grouped(_ value: Int) -> String {
        let digits = Array(String(abs(value)).reversed())
        let groups = stride(from: 0, to: digits.count, by: 3).map {
            String(digits[$0..<min($0 + 3, digits.count)].reversed())
        }
        return (value < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    /// 850, 12.3 k, 4.56 M
    static func short(_ value: Double) -> String {
        switch value {
        case ..<1_000: String(format: "%.0f", value)
        case ..<1_000_000: String(format: "%.1f k", value / 1_000)
        default: String(format: "%.2f M", value / 1_000_000)
        }
    }

    /// 512 B, 3.4 MB
    static func bytes(_ value: UInt64) -> String {
        switch value {
        case ..<1_000: "\(value) B"
        case ..<1_000_000: String(format: "%.1f kB", Double(value) / 1e3)
        case ..<1_000_000_000: String(format: "%.1f MB", Double(value) / 1e6)
        default: String(format: "%.2f GB", Double(value) / 1e9)
        }
    }

    /// 0.4 s, 12 s, 3 min 20 s
    static func span(_ seconds: Double) -> String {
        switch seconds {
        case ..<10: String(format: "%.1f s", seconds)
        case ..<120: String(format: "%.0f s", seconds)
        case ..<7_200: "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
        default: "\(Int(seconds) / 3_600) h \(Int(seconds) % 3_600 / 60) min"
        }
    }
}
