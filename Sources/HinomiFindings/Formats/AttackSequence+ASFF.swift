// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension AttackSequence {
    /// Writes the members of ASFF's `Detection.Sequence`. Times are milliseconds there.
    func writeASFF(to json: inout JSONWriter, _ finding: Finding) {
        json.member("Uid", finding.id)
        json.array("Actors") { list in
            for actor in actors where !JSONWriter.isBlank(actor.id) {
                list.object { actor.writeASFF(to: &$0, account: finding.account.description) }
            }
        }
        json.array("Endpoints") { list in
            for address in endpoints { list.object { $0.endpointASFF(address, finding.places[address]) } }
        }
        json.array("Signals") { list in
            for step in steps { list.object { step.writeASFF(to: &$0, finding, endpoints) } }
        }
        json.array("SequenceIndicators") { list in
            for indicator in indicators { list.object { indicator.writeASFF(to: &$0) } }
        }
    }
}

extension AttackSequence.Actor {
    fileprivate func writeASFF(to json: inout JSONWriter, account: String) {
        json.memberASFF("Id", id)
        json.object("User") {
            $0.memberASFF("Name", caller.userName)
            $0.memberASFF("Uid", caller.principalID)
            $0.memberASFF("Type", caller.userType)
            $0.memberASFF("CredentialUid", caller.accessKeyID)
            $0.object("Account") { $0.member("Uid", account) }
        }
    }
}

extension AttackSequence.Step {
    fileprivate func writeASFF(to json: inout JSONWriter, _ finding: Finding, _ endpoints: [IPAddress]) {
        json.member("Type", source.rawValue)
        json.memberASFF("Id", uid)
        json.memberASFF("Title", call)
        json.memberASFF("Name", type.isEmpty ? call : type)
        json.member("CreatedAt", first.withinCalendar.milliseconds)
        json.member("UpdatedAt", last.withinCalendar.milliseconds)
        json.member("FirstSeenAt", first.withinCalendar.milliseconds)
        json.member("LastSeenAt", last.withinCalendar.milliseconds)
        json.member("Severity", severity?.value)
        json.member("Count", min(count, Int(Int32.max)))
        if let thing, !JSONWriter.isBlank(thing.name) { json.member("ResourceIds", [thing.uid.bounded(1024)]) }
        if !JSONWriter.isBlank(actor) { json.member("ActorIds", [actor.bounded(1024)]) }
        if let address, endpoints.contains(address) { json.member("EndpointIds", [address.description]) }
        json.array("SignalIndicators") { list in
            for indicator in indicators { list.object { indicator.writeASFF(to: &$0) } }
        }
    }
}

extension AttackSequence.Indicator {
    fileprivate func writeASFF(to json: inout JSONWriter) {
        json.member("Key", key.rawValue)
        json.member("Values", values.filter { !JSONWriter.isBlank($0) }.map { $0.bounded(1024) })
    }
}

extension JSONWriter {
    fileprivate mutating func endpointASFF(_ address: IPAddress, _ place: Place?) {
        member("Id", address.description)
        member("Ip", address.description)
        guard let place else { return }
        object("Location") {
            $0.memberASFF("City", place.cityName)
            $0.memberASFF("Country", place.countryName.isEmpty ? place.countryCode : place.countryName)
            if let latitude = place.latitude, let longitude = place.longitude, latitude.isFinite, longitude.isFinite {
                $0.member("Lat", latitude)
                $0.member("Lon", longitude)
            }
        }
        object("AutonomousSystem") {
            $0.memberASFF("Name", place.asnOrganization)
            if let number = place.asn.flatMap({ Int32(exactly: $0) }) { $0.member("Number", number) }
        }
    }
}
