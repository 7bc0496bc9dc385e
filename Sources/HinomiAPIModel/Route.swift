// SPDX-License-Identifier: Apache-2.0

/// Where requests for an operation go: a method, and a path in which `{Label}` stands for a segment.
package struct Route: Sendable {
    package let method: String
    let template: String
    private let parts: [Part]

    private enum Part: Sendable {
        case word(String)
        case label(String)
    }

    init(method: String, template: String) {
        self.method = method
        self.template = template
        parts = template.split(separator: "/").map {
            $0.hasPrefix("{") ? .label(String($0.dropFirst().dropLast())) : .word(String($0))
        }
    }

    /// What the segments of a path, still encoded, say for the labels; nil where it is another path.
    fileprivate func labels(of segments: [Substring]) -> [(name: String, segment: Substring)]? {
        guard segments.count == parts.count else { return nil }
        var labels: [(String, Substring)] = []
        for (part, segment) in zip(parts, segments) {
            switch part {
            case .word(let word): guard word == segment else { return nil }
            case .label(let name): labels.append((name, segment))
            }
        }
        return labels
    }

    fileprivate var wordCount: Int { parts.count { if case .word = $0 { true } else { false } } }
}

/// Finds the operation that a method and path ask for.
package struct Router: Sendable {
    private let routes: [String: [(operation: API.Operation, route: Route)]]

    /// A router of all operations.
    package init() {
        // Where a word and a label both fit, the word is meant.
        routes = Dictionary(grouping: API.Operation.allCases.map { ($0, $0.route) }) { $0.1.method }
            .mapValues { $0.sorted { $0.1.wordCount > $1.1.wordCount } }
    }

    /// The operation, and what stands for the labels of its path, as it stands in the path.
    ///
    /// Routing goes by the encoded path: a tagged resource's ARN is one segment, whose slashes are encoded.
    package func operation(
        method: String, encodedPath: Substring
    ) -> (operation: API.Operation, labels: [(name: String, segment: Substring)])? {
        let segments = encodedPath.split(separator: "/", maxSplits: 8)
        for (operation, route) in routes[method] ?? [] {
            if let labels = route.labels(of: segments) { return (operation, labels) }
        }
        return nil
    }
}
