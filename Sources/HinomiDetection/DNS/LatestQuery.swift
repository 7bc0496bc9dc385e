// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// The last query of a series: what a signal shows of it is made when there is a signal, which there nearly never is.
enum LatestQuery: Sendable {
    case seen(QueryRecord, name: [UInt8], client: Shared<ClientFacts>)
    case shown(ShownQuery)

    init(_ query: ObservedQuery) { self = .seen(query.record, name: Array(query.name), client: query.card.facts) }

    /// What a signal shows of the query.
    var shown: ShownQuery {
        switch self {
        case .shown(let shown): return shown
        case .seen(let record, let name, let client):
            let card = ClientCard(client, own: nil)
            return name.withUnsafeBufferPointer { name in
                withExtendedLifetime(card) {
                    ShownQuery(ObservedQuery(record, name: name, card: card, mark: ListMark(shared: 0)))
                }
            }
        }
    }
}

extension LatestQuery: Codable {
    init(from decoder: any Decoder) throws { self = .shown(try ShownQuery(from: decoder)) }

    func encode(to encoder: any Encoder) throws { try shown.encode(to: encoder) }
}
