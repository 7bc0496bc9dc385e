// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiAPIModel

@Suite struct RouterTests {
    private let router = Router()

    @Test(arguments: API.Operation.allCases)
    func `each operation is found by its own path`(operation: API.Operation) throws {
        let template = try #require(RouterTests.templates[operation])
        let (found, labels) = try #require(
            router.operation(method: template.method, encodedPath: template.path[...]))
        #expect(found == operation)
        #expect(labels.map(\.segment) == labels.indices.map { "value\($0)" })
    }

    @Test func `an ARN is one segment`() throws {
        let (operation, labels) = try #require(
            router.operation(method: "GET", encodedPath: "/tags/arn%3Aaws%3Aguardduty%3A%3Adetector%2Fx%2Ffilter%2Fy"))
        #expect(operation == .listTagsForResource)
        #expect(labels.map(\.segment) == ["arn%3Aaws%3Aguardduty%3A%3Adetector%2Fx%2Ffilter%2Fy"])
    }

    @Test(arguments: ["/", "/detectors", "/detector/a/b/c/d/e/f/g/h/i/j", "/detector/a/nothing"])
    func `other paths lead nowhere`(path: String) {
        #expect(router.operation(method: "GET", encodedPath: path[...]) == nil)
    }

    // Paths as the routes have them, each label filled in its order.
    private static let templates: [API.Operation: (method: String, path: String)] = {
        var templates: [API.Operation: (String, String)] = [:]
        for operation in API.Operation.allCases {
            var count = 0
            let path = operation.route.template.split(separator: "/").map { part -> String in
                guard part.hasPrefix("{") else { return String(part) }
                defer { count += 1 }
                return "value\(count)"
            }
            templates[operation] = (operation.route.method, "/" + path.joined(separator: "/"))
        }
        return templates
    }()
}
