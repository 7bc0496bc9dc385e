// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// The last query of a series: what a signal shows of it is made when there is a signal, which there nearly never is.
enum LatestQuery: Sendable {
    case seen(QueryRecord, name: [UInt8], client: ClientFacts)
    case told(Told)

    /// What a signal shows.
    struct Told: Codable, Sendable {
        var action: Action
        var resource: Resource
        var client: ClientFacts
        var owner: String

        init(_ query: ObservedQuery) {
            action = query.action
            resource = query.resource
            client = query.client
            owner = query.owner
        }
    }

    init(_ query: ObservedQuery) { self = .seen(query.record, name: Array(query.name), client: query.client) }

    /// What a signal shows of the query.
    var told: Told {
        switch self {
        case .told(let told): return told
        case .seen(let record, let name, let client):
            let card = ClientCard(client, own: nil)
            return name.withUnsafeBufferPointer { name in
                withExtendedLifetime(card) {
                    Told(ObservedQuery(record, name: name, card: card, mark: ListMark(shared: 0)))
                }
            }
        }
    }
}

extension LatestQuery: Codable {
    init(from decoder: any Decoder) throws { self = .told(try Told(from: decoder)) }

    func encode(to encoder: any Encoder) throws { try told.encode(to: encoder) }
}
