// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore

/// The body of an answer, piece by piece as it is asked for; it can be read once.
package struct StreamedBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    private enum Origin: Sendable {
        case network(HTTPClientResponse.Body)
        case pieces([[UInt8]], OutboundError?)
    }

    private let origin: Origin

    init(_ body: HTTPClientResponse.Body) { origin = .network(body) }

    /// A body of these pieces, after which it ends, or fails.
    package init(_ pieces: [[UInt8]], failingWith error: OutboundError? = nil) { origin = .pieces(pieces, error) }

    /// Begins to read.
    package func makeAsyncIterator() -> AsyncIterator {
        switch origin {
        case .network(let body): AsyncIterator(network: body.makeAsyncIterator())
        case .pieces(let pieces, let error): AsyncIterator(pieces: pieces[...], error: error)
        }
    }

    /// Gives one piece after the other; throws an `OutboundError` where the body ends before its time.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var network: HTTPClientResponse.Body.AsyncIterator?
        fileprivate var pieces: ArraySlice<[UInt8]> = []
        fileprivate var error: OutboundError?

        package mutating func next() async throws -> [UInt8]? {
            guard network != nil else {
                if let piece = pieces.popFirst() { return piece }
                if let error { throw error }
                return nil
            }
            do {
                return try await network?.next().map { Array($0.readableBytesView) }
            } catch {
                throw OutboundError(error)
            }
        }
    }
}
