// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel

extension Page {
    /// The page that a token asks for, of a list too long to be read whole: `fetch` gives the first so many elements
    /// after a key.
    init(
        by key: (Element) -> String, size: Int?, after token: String?,
        fetch: (_ after: String, _ limit: Int) throws -> [Element]
    ) throws {
        let size = size ?? 50
        var last = ""
        if let token, !token.isEmpty {
            guard let key = PageToken.decode(token) else {
                throw APIError.invalid("nextToken", "it must be one that was given out")
            }
            last = key
        }
        // One more than asked for tells whether there are more.
        let found = try fetch(last, size + 1)
        elements = Array(found.prefix(size))
        nextToken = found.count > size ? elements.last.map { PageToken.encode(key($0)) } : nil
    }
}
