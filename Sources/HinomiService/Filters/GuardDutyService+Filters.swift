// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiFindings
import HinomiStore

extension GuardDutyService {
    /// The most filters of a detector.
    static var maximumFilters: Int { 100 }

    package func createFilter(
        _ input: API.CreateFilterRequest, _ call: ServiceCall
    ) throws -> API.CreateFilterResponse {
        let detector = try call.detector(input.detectorID)
        guard input.name.isFilterName else {
            throw APIError.invalid("name", "it must be letters, digits, dots, underscores and hyphens")
        }
        _ = try call.criteria(input.findingCriteria, for: .filter)
        let made = try call.once(.createFilter, input.clientToken) {
            var filters = try call.store.filters(of: detector.id)
            guard !filters.contains(where: { $0.name == input.name }) else {
                throw APIError.badRequest(because: "another filter with the given name already exists.")
            }
            guard filters.count < GuardDutyService.maximumFilters else {
                throw APIError.badRequest(
                    because: "the number of filters has reached its limit of \(GuardDutyService.maximumFilters).")
            }
            let filter = FilterRecord(
                detector: detector.id, name: input.name, description: input.description ?? "",
                archives: input.action == .archive, rank: 0, criteria: input.findingCriteria.bytes)
            try filters.insert(filter, atRank: input.rank)
            try call.store.save(filters, of: detector.id)
            let arn = detector.arn(ofFilter: input.name)
            try call.tag(arn, with: input.tags)
            return arn
        }
        return API.CreateFilterResponse(name: String(made.split(separator: "/").last ?? ""))
    }

    package func getFilter(_ input: API.GetFilterRequest, _ call: ServiceCall) throws -> API.GetFilterResponse {
        let detector = try call.detector(input.detectorID)
        guard let filter = try call.store.filter(input.filterName, of: detector.id) else {
            throw APIError.noSuchResource
        }
        return API.GetFilterResponse(
            name: filter.name, description: filter.description, action: filter.archives ? .archive : .noop,
            rank: filter.rank, findingCriteria: API.Document(bytes: filter.criteria),
            tags: try call.store.tags(of: detector.arn(ofFilter: filter.name)))
    }

    package func updateFilter(
        _ input: API.UpdateFilterRequest, _ call: ServiceCall
    ) throws -> API.UpdateFilterResponse {
        let detector = try call.detector(input.detectorID)
        var filters = try call.store.filters(of: detector.id)
        guard let i = filters.firstIndex(where: { $0.name == input.filterName }) else { throw APIError.noSuchResource }
        var filter = filters[i]
        if let description = input.description { filter.description = description }
        if let action = input.action { filter.archives = action == .archive }
        if let criteria = input.findingCriteria {
            _ = try call.criteria(criteria, for: .filter)
            filter.criteria = criteria.bytes
        }
        filters[i] = filter
        if let rank = input.rank, rank != filter.rank {
            filters.remove(at: i)
            try filters.insert(filter, atRank: rank)
        }
        try call.store.save(filters, of: detector.id)
        return API.UpdateFilterResponse(name: filter.name)
    }

    package func deleteFilter(
        _ input: API.DeleteFilterRequest, _ call: ServiceCall
    ) throws -> API.DeleteFilterResponse {
        let detector = try call.detector(input.detectorID)
        var filters = try call.store.filters(of: detector.id)
        guard let i = filters.firstIndex(where: { $0.name == input.filterName }) else { throw APIError.noSuchResource }
        filters.remove(at: i)
        filters.close()
        try call.store.save(filters, of: detector.id)
        try call.store.untag(detector.arn(ofFilter: input.filterName), nil)
        return API.DeleteFilterResponse()
    }

    package func listFilters(
        _ input: API.ListFiltersRequest, _ call: ServiceCall
    ) throws -> API.ListFiltersResponse {
        let detector = try call.detector(input.detectorID)
        let names = try call.store.filters(of: detector.id).map(\.name).sorted()
        let page = try Page(of: names, by: \.self, size: input.maxResults, after: input.nextToken)
        return API.ListFiltersResponse(filterNames: page.elements, nextToken: page.nextToken)
    }
}

extension [FilterRecord] {
    /// Puts a filter at a rank, behind all others where none is told; those behind move on. Ranks have no gaps.
    fileprivate mutating func insert(_ filter: FilterRecord, atRank rank: Int?) throws(APIError) {
        let rank = rank ?? count + 1
        guard 1...count + 1 ~= rank else { throw .badRequest(because: "the parameter rank is out-of-bounds.") }
        insert(filter, at: rank - 1)
        close()
    }

    /// Numbers the filters in their order.
    fileprivate mutating func close() {
        for i in indices { self[i].rank = i + 1 }
    }
}

extension DetectorRecord {
    /// The ARN under which a filter is tagged.
    func arn(ofFilter name: String) -> String { "\(arn)/filter/\(name)" }
}

extension String {
    fileprivate var isFilterName: Bool {
        utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || [0x2D, 0x2E, 0x5F].contains($0)
        }
    }
}
