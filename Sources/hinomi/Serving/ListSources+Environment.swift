// SPDX-License-Identifier: Apache-2.0

import HinomiAWS
import HinomiService

extension ListSources {
    /// The sources that the environment allows; objects in S3 are read with this access.
    init(environment: [String: String], access: AWSAccess) {
        self.init(
            allowsLocal: environment["HINOMI_TRUST_LOCAL_LOCATIONS"] == "1", s3Endpoint: access.endpoints.s3,
            credentials: access.credentials)
    }
}
