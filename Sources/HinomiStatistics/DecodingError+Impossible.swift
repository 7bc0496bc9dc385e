// SPDX-License-Identifier: Apache-2.0

extension DecodingError {
    /// What was read is nothing that was ever written.
    static func impossible(_ what: String, in decoder: any Decoder) -> DecodingError {
        .dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: what + " that cannot be"))
    }
}
