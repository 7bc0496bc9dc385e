// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension Finding {
    /// The sequence in words, a line for each thing that is telling.
    var sequenceText: String {
        guard let sequence else { return "" }
        let lines = sequence.indicators.map { indicator in
            let values = indicator.values.prefix(12).joined(separator: ", ")
            let rest = indicator.values.count - 12
            return "  - \(indicator.key.words) (\(indicator.values.count)): \(values)"
                + (rest > 0 ? " and \(rest) more" : "")
        }
        let head = description.hasSuffix(".") ? String(description.dropLast()) + ":" : description
        return ([head] + lines).joined(separator: "\n").bounded(4096)
    }
}

extension AttackSequence {
    /// Writes the members of `detection.sequence`.
    func write(to json: inout JSONWriter, of finding: Finding) {
        let account = finding.account.description
        json.member("uid", finding.id)
        json.member("description", always: finding.sequenceText)
        json.array("actors") { list in
            for actor in actors { list.object { actor.write(to: &$0, account: account) } }
        }
        json.array("resources") { list in
            for thing in things {
                list.object { thing.write(to: &$0, account: account, region: finding.region, actors: actors) }
            }
        }
        json.array("endpoints") { list in
            for address in endpoints { list.object { $0.endpoint(address, finding.places[address]) } }
        }
        json.array("signals") { list in for step in steps { list.object { step.write(to: &$0, endpoints) } } }
        json.array("sequenceIndicators") { list in
            for indicator in indicators { list.object { indicator.write(to: &$0) } }
        }
    }
}

extension AttackSequence.Actor {
    fileprivate func write(to json: inout JSONWriter, account: String) {
        json.member("id", always: id)
        json.object("user") {
            $0.member("name", always: caller.userName)
            $0.member("uid", always: caller.principalID)
            $0.member("type", always: caller.userType)
            $0.member("credentialUid", caller.accessKeyID)
            $0.object("account") { $0.member("uid", always: account) }
        }
    }
}

extension AttackSequence.Thing {
    fileprivate func write(
        to json: inout JSONWriter, account: String, region: String, actors: [AttackSequence.Actor]
    ) {
        json.member("uid", always: uid)
        json.member("name", name)
        json.member("accountId", account)
        json.member("resourceType", kind.rawValue)
        json.member("region", region)
        json.member("service", kind.service)
        json.member("cloudPartition", "aws")
        guard kind == .accessKey, let caller = actors.first(where: { $0.caller.accessKeyID == name })?.caller else {
            return
        }
        json.object("data") {
            $0.object("accessKey") {
                $0.member("principalId", caller.principalID)
                $0.member("userName", caller.userName)
                $0.member("userType", caller.userType)
            }
        }
    }
}

extension AttackSequence.Step {
    fileprivate func write(to json: inout JSONWriter, _ endpoints: [IPAddress]) {
        json.member("uid", always: uid)
        json.member("type", source.rawValue)
        json.member("description", isRefused ? call + ", every attempt refused" : call)
        json.member("name", always: type.isEmpty ? call : type)
        json.member("createdAt", first.inSeconds)
        json.member("updatedAt", last.inSeconds)
        json.member("firstSeenAt", first.inSeconds)
        json.member("lastSeenAt", last.inSeconds)
        json.member("severity", severity?.value)
        json.member("count", min(count, Int(Int32.max)))
        json.member("resourceUids", thing.map { [$0.uid] } ?? [])
        json.member("actorIds", [actor])
        json.member("endpointIds", address.map { endpoints.contains($0) ? [$0.description] : [] } ?? [])
        json.array("signalIndicators") { list in
            for indicator in indicators { list.object { indicator.write(to: &$0) } }
        }
    }
}

extension AttackSequence.Indicator {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("key", key.rawValue)
        json.member("values", values)
    }
}

extension Timestamp {
    /// Seconds since the epoch, as times within sequences are written.
    fileprivate var inSeconds: Double { Double(withinCalendar.milliseconds) / 1_000 }
}

extension JSONWriter {
    fileprivate mutating func endpoint(_ address: IPAddress, _ place: Place?) {
        member("id", address.description)
        member("ip", address.description)
        guard let place else { return }
        if let latitude = place.latitude, let longitude = place.longitude, latitude.isFinite, longitude.isFinite {
            object("location") {
                $0.member("city", always: place.cityName)
                $0.member("country", always: place.countryName.isEmpty ? place.countryCode : place.countryName)
                $0.member("lat", latitude)
                $0.member("lon", longitude)
            }
        }
        // The format has room for numbers of 31 bits only.
        if let number = place.asn.flatMap({ Int32(exactly: $0) }) {
            object("autonomousSystem") {
                $0.member("name", always: place.asnOrganization)
                $0.member("number", number)
            }
        }
    }
}
