// SPDX-License-Identifier: Apache-2.0

/// Why a request is refused.
package struct APIError: Error, Hashable, Sendable {
    package var type: API.ErrorType
    package var message: String

    /// An error of this type.
    package init(_ type: API.ErrorType, _ message: String) {
        self.type = type
        self.message = message
    }

    /// The request is at fault; the message begins as all of the real service do.
    package static func badRequest(because reason: String) -> APIError {
        APIError(.badRequestException, "The request is rejected because \(reason)")
    }

    /// A parameter is at fault, and what would be right.
    package static func invalid(_ parameter: FieldPath, _ rule: String) -> APIError {
        badRequest(because: "the parameter \(parameter) has an invalid value: \(rule).")
    }
}
