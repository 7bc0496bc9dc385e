// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HinomiService
import Logging
import NIOCore

/// What is told of a request in figures and in the log.
struct RequestFacts {
    let requestID = UUID().uuidString.lowercased()
    /// The operation's name; never what was asked for by a name that we do not know.
    var operation = RequestFacts.unknown
    var caller: Caller?
    private let head: HTTPRequest
    private let address: SocketAddress?

    /// What requests that ask for nothing of ours are counted under.
    static let unknown = "unknown"

    /// The facts of a request from an address.
    init(_ head: HTTPRequest, _ address: SocketAddress?) {
        self.head = head
        self.address = address
    }

    /// Writes one line of the access log. The query is left out: it may hold a signature.
    func log(_ status: Int, seconds: Double, to logger: Logger) {
        guard logger.logLevel <= .debug else { return }
        var fields: Logger.Metadata = [
            "requestID": "\(requestID)", "method": "\(head.method.rawValue)",
            "path": "\(head.path?.prefix { $0 != "?" } ?? "")", "operation": "\(operation)", "status": "\(status)",
            "milliseconds": "\(Int(seconds * 1000))", "address": "\(address?.ipAddress ?? "")",
        ]
        if let agent = head.headerFields[.userAgent] { fields["userAgent"] = "\(agent)" }
        if let caller {
            fields["account"] = "\(caller.account)"
            fields["key"] = "\(caller.keyID)"
        }
        logger.debug("A request was answered.", metadata: fields)
    }
}
