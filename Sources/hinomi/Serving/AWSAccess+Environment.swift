// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiAWS
import HinomiStore

extension AWSAccess {
    /// The access that the environment describes, without the keys of this server that it may hold.
    init(environment: [String: String], store: Store) throws {
        try self.init(
            described: environment,
            keys: KeyReading { id in
                // Who cannot tell shows nothing.
                (try? store.readNow { try $0.keys().contains { $0.id == id } }) ?? true
            })
    }

    /// The access that the environment describes. A key beside `AWS_ENDPOINT_URL` is for whoever answers there, and not for AWS.
    init(environment: [String: String]) throws {
        let isElsewhere = environment["AWS_ENDPOINT_URL"]?.isEmpty == false
        let id = environment["AWS_ACCESS_KEY_ID"]
        try self.init(described: environment, keys: KeyReading { isElsewhere && $0 == id })
    }

    private init(described environment: [String: String], keys: KeyReading) throws {
        do {
            try self.init(environment: environment, keys: keys, network: Network())
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
