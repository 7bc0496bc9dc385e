// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiOutbound
import HinomiService
import HinomiSigning
import HinomiStore

extension ListSources {
    /// The sources that the environment allows.
    ///
    /// A shell from which this very server is asked holds a key of ours under the names of a key of AWS: it is not shown
    /// to AWS.
    init(environment: [String: String], store: Store) throws {
        self.init(allowsLocal: environment["HINOMI_TRUST_LOCAL_LOCATIONS"] == "1")
        if let endpoint = environment["HINOMI_S3_ENDPOINT"], !endpoint.isEmpty {
            do {
                s3Endpoint = try OutboundURL(endpoint)
            } catch {
                throw ValidationError("HINOMI_S3_ENDPOINT must be as http://127.0.0.1:9000: \(error)")
            }
        }
        guard let id = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"],
            !id.isEmpty, !secret.isEmpty, try !store.readNow({ try $0.keys().contains { $0.id == id } })
        else { return }
        let token = environment["AWS_SESSION_TOKEN"]
        credentials = SigningCredentials(
            accessKeyID: id, secret: secret, sessionToken: token?.isEmpty == false ? token : nil)
    }
}
