// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// What is known of a request besides what it says.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection.
    let address: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress
    }
}
