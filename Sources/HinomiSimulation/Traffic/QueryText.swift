// SPDX-License-Identifier: Apache-2.0

/// Writes a question to the resolver as Route 53 logs it.
enum QueryText {
    static func line(
        _ name: String, type: String = "A", answer: String? = nil, by instance: Instance, account: Account,
        at time: Int64,
        _ random: inout Randomness
    ) -> String {
        let data =
            answer
            ?? (name.hasSuffix(".amazonaws.com") ? NetworkPool.amazon(account.region) : NetworkPool.sites).address(
                &random)
        return
            "{\"version\":\"1.100000\",\"account_id\":\"\(account.id)\",\"region\":\"\(account.region)\",\"vpc_id\":\"\(account.vpc)\","
            + "\"query_timestamp\":\"\(TimeText.iso(time))\",\"query_name\":\"\(name).\",\"query_type\":\"\(type)\",\"query_class\":\"IN\","
            + "\"rcode\":\"NOERROR\",\"answers\":[{\"Rdata\":\(JSONText.quoted(data)),\"Type\":\"\(type)\",\"Class\":\"IN\"}],"
            + "\"srcaddr\":\"\(instance.address)\",\"srcport\":\"\(random.within(32_768...60_999))\",\"transport\":\"UDP\","
            + "\"srcids\":{\"instance\":\"\(instance.id)\"}}"
    }
}
