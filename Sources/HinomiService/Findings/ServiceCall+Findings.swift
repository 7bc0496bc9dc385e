// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiFindings
import HinomiRecords
import HinomiStore

extension ServiceCall {
    /// Whose findings the holder of a detector may see: their own and those of their members.
    func scope(of detector: DetectorRecord) throws -> FindingScope {
        FindingScope(
            region: detector.region, accounts: try store.findingDetectors(of: detector).map(\.account))
    }

    /// Reads criteria of a request; those that are absent are met by all findings.
    func criteria(
        _ document: API.Document?, for use: FindingCriteria.Use = .listing
    ) throws -> FindingCriteria {
        do throws(CriteriaError) {
            return try FindingCriteria(try json(document) ?? .object([:]), for: use)
        } catch {
            throw APIError.invalid("findingCriteria", "\(error)")
        }
    }

    /// Reads the order that a request asks for; nil where it asks for none.
    func sort(_ criteria: API.SortCriteria?) throws -> FindingSort? {
        guard let criteria else { return nil }
        var members = JSONObject()
        if let name = criteria.attributeName {
            members.members.append(.init(key: "attributeName", value: .string(name)))
        }
        if let order = criteria.orderBy {
            members.members.append(.init(key: "orderBy", value: .string(order.rawValue)))
        }
        do throws(CriteriaError) {
            return try FindingSort(.object(members))
        } catch {
            throw APIError.invalid("sortCriteria", "\(error)")
        }
    }

    // What was checked on its way in is JSON.
    private func json(_ document: API.Document?) throws(CriteriaError) -> JSONValue? {
        document.flatMap { document in
            document.bytes.withUnsafeBufferPointer { try? JSONValue.parse($0) }
        }
    }
}

extension FindingPosition {
    /// The position as a token of the API.
    var token: String {
        switch key {
        case nil: PageToken.encode("\(number)")
        case let key?: PageToken.encode("\(number) \(key.number == nil ? "t" : "n")\(key.text)")
        }
    }

    /// The position that a token of the API stands for.
    init(token: String) throws(APIError) {
        guard let text = PageToken.decode(token) else { throw .badToken }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = Int64(parts[0]) else { throw .badToken }
        guard parts.count > 1 else {
            self.init(key: nil, number: number)
            return
        }
        switch parts[1].first {
        case "t": self.init(key: AttributeValue(text: String(parts[1].dropFirst())), number: number)
        case "n":
            guard let value = Double(parts[1].dropFirst()), value.isFinite else { throw .badToken }
            self.init(key: AttributeValue(number: value), number: number)
        default: throw .badToken
        }
    }
}

extension APIError {
    /// A token that was never given out.
    static let badToken = APIError.invalid("nextToken", "it must be one that was given out")
}
