// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// The values of attributes of one finding, taken out of its document in the form of the API.
public struct FindingAttributes: Sendable {
    private let document: JSONValue

    /// The attributes of a finding; `document` is the finding itself, not a list of findings.
    public init(_ document: JSONValue) { self.document = document }

    /// All values of an attribute in the order of the document; empty where the finding does not have it.
    ///
    /// Lists on the way are walked through, and of a map the values count. Members may be spelled in another case than the
    /// attribute, as the API does itself (`LoginAttributes`).
    public func values(of attribute: String) -> [AttributeValue] {
        var found: [AttributeValue] = []
        let path = attribute.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        FindingAttributes.collect(document, path[...], attribute, into: &found)
        return found
    }

    /// The attributes for listing that the finding has, in order of their names, with all their values.
    public var listed: [(attribute: String, values: [AttributeValue])] {
        AttributeName.listing.compactMap { name in
            let values = values(of: name)
            return values.isEmpty ? nil : (name, values)
        }
    }

    // Recursion ends: documents are bounded in depth.
    private static func collect(
        _ value: JSONValue, _ path: ArraySlice<String>, _ attribute: String, into found: inout [AttributeValue]
    ) {
        switch value {
        case .array(let elements): for element in elements { collect(element, path, attribute, into: &found) }
        case .object(let object):
            guard let step = path.first else {
                for member in object { collect(member.value, path, attribute, into: &found) }
                return
            }
            guard let next = object[step] ?? object.spelledLike(step) else { return }
            collect(next, path.dropFirst(), attribute, into: &found)
        case .null, .bool, .number, .string:
            guard path.isEmpty, let scalar = AttributeValue(value, of: attribute) else { return }
            found.append(scalar)
        }
    }
}

extension JSONObject {
    fileprivate func spelledLike(_ key: String) -> JSONValue? {
        members.last { member in
            member.key.utf8.count == key.utf8.count
                && zip(member.key.utf8, key.utf8).allSatisfy {
                    $0 == $1 || ($0 | 0x20 == $1 | 0x20 && $0 | 0x20 >= 0x61)
                }
        }?.value
    }
}
