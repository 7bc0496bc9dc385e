// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

extension AccountConduct {
    /// Asks for the memory of the sessions of calls that come soon, step by step, since each says where the next one lies.
    func prepare(for calls: UnsafeBufferPointer<ConductCall>) {
        for call in calls { sessions.prefetchSlot(of: call.session) }
        for call in calls { sessions.prefetchValue(of: call.session) }
        sessions.values.withUnsafeBufferPointer { values in
            for call in calls {
                guard let place = sessions.place(of: call.session),
                    let memory = values[place].memory(of: call.combination)
                else { continue }
                hinomi_prefetch(memory)
            }
        }
    }

    /// Takes in a call, and says what is unusual about the session it belongs to.
    mutating func take(
        _ call: ConductCall, _ places: [any PlaceSource], _ limits: AnomalousBehavior.Limits,
        raising signals: inout [Signal]
    ) {
        let record = call.record
        let seconds = record.time.seconds
        // A call of a broken clock, far ahead of all others, would make all that was learned look old.
        let now = clock.tick(EventMinute.of(seconds) * EventMinute.width)
        guard seconds - now <= AnomalousBehavior.secondsAhead else { return }
        first = min(first, seconds)
        if seconds >= nextSweep {
            close(before: seconds - AnomalousBehavior.pause)
            makeRoom()
            nextSweep = (seconds / 600 + 1) * 600
        }
        let key = call.session
        let combination = call.combination
        var known = sessions.place(of: key)
        if let place = known {
            switch sessions.values[place].meet(record, combination, in: call.hour) {
            case .repeated: return
            case .over:
                close(key)
                known = nil
            case .new: break
            }
        }
        let place = known ?? sessions.insert(begin(call, combination, limits), for: key)
        let volume = sessions.values[place].volume
        // So that it is not copied while it changes.
        var details = sessions.values[place].details.takeOut()
        details.update { session in
            look(at: call, volume, in: &session, places, limits)
            if session.isJudged { judge(&session, call, limits, raising: &signals) }
        }
        sessions.values[place].details = details
    }

    private mutating func begin(
        _ call: ConductCall, _ combination: UInt32, _ limits: AnomalousBehavior.Limits
    ) -> OpenSession {
        let record = call.record
        let seconds = record.time.seconds
        let caller = call.caller
        if principals[record.principal] == nil {
            principals[record.principal] = Principal(
                first: seconds, last: seconds, name: caller.userName, kind: record.kind)
        } else {
            principals[record.principal]?.last = seconds
        }
        let session = ConductSession(
            principal: record.principal, peers: record.peers, kind: record.kind,
            isJudged: seconds - first >= limits.secondsToLearn, caller: caller)
        var open = OpenSession(session, at: record.time)
        _ = open.meet(record, combination, in: call.hour)
        return open
    }

    // Takes in what is new in the session, and how surprising it is.
    private mutating func look(
        at call: ConductCall, _ volume: UInt32, in session: inout ConductSession, _ places: [any PlaceSource],
        _ limits: AnomalousBehavior.Limits
    ) {
        let record = call.record
        let network = ConductNetwork(record.address, places.place(of: record.address))
        let api = UInt32(truncatingIfNeeded: record.api)
        let known = session.isJudged ? habits(of: session, at: record.time.seconds, limits) : nil
        for feature in ConductFeature.allCases {
            let number: UInt32 =
                switch feature {
                case .api: api
                case .network: network.network
                case .country: network.country
                case .agent: record.agent
                case .region: record.region
                case .error: record.error
                case .hour: call.hour
                case .bucket: record.bucket
                case .launched: record.launched
                case .volume: volume
                }
            // Without failures, and with few objects read: that is to be learned too.
            guard number != 0 || feature == .error || feature == .volume else { continue }
            let value = ConductValue(feature: feature, value: number)
            guard session.values.count < ConductSession.maxValues,
                !session.values.contains(where: { $0.value == number && $0.feature == feature })
            else { continue }
            session.values.append(value)
            switch feature {
            case .api: name(value, call.service + ":" + call.text(.api))
            case .network: name(value, network.words)
            case .agent: name(value, AgentFamily.of(ConductText.agent.bytes(in: call.texts)))
            case .bucket: name(value, call.text(.bucket))
            case .region: name(value, call.text(.region))
            case .country: name(value, network.countryCode)
            case .launched: name(value, call.text(.launched))
            case .error: name(value, call.text(.error))
            case .volume: name(value, number == 0 ? "fewer than \(OpenSession.fewObjects)" : "\(1 << number) or more")
            case .hour: break
            }
            if let known { session.add(Surprise(value, known, account: whole)) }
        }
        guard let known, session.notes.count < ConductSession.maxNotes,
            let meaning = APIMeanings.meaning(of: record.api)
        else { return }
        note(call, meaning, volume, in: &session, known)
    }

    // What is usual to who is at work in a session, and to those like them.
    private func habits(
        of session: ConductSession, at seconds: Int64, _ limits: AnomalousBehavior.Limits
    ) -> KnownHabits {
        KnownHabits(
            principal: principals[session.principal]?.profile ?? ConductProfile(),
            isKnown: isKnown(session.principal, at: seconds, limits), peers: peers[session.peers] ?? ConductProfile())
    }

    // Keeps an unusual call for the finding it may become part of.
    private func note(
        _ call: ConductCall, _ meaning: APIMeaning, _ volume: UInt32, in session: inout ConductSession,
        _ known: KnownHabits
    ) {
        let record = call.record
        let api = ConductValue(feature: .api, value: UInt32(truncatingIfNeeded: record.api))
        var surprise = Surprise(api, known, account: whole)
        // A usual call on a bucket, in a region, of a type of instance, or so often, that is not usual, is no usual call.
        for (feature, value) in [
            (ConductFeature.bucket, record.bucket), (.region, record.region), (.launched, record.launched),
            (.volume, record.readsObject ? volume : 0),
        ] where value != 0 && !surprise.isOdd {
            surprise = Surprise(ConductValue(feature: feature, value: value), known, account: whole)
        }
        guard surprise.isOdd,
            !session.notes.contains(where: {
                $0.surprise.value == surprise.value && $0.call.api == call.text(.api)
                    && $0.call.error == call.text(.error)
            })
        else { return }
        let launched = ConductValue(feature: .launched, value: record.launched)
        let isNewLaunch =
            record.launched != 0 && record.succeeded
            && Surprise(launched, known, account: whole).isOdd
        session.notes.append(
            ConductSession.Note(
                call: ShownCall(call), surprise: surprise, meaning: meaning,
                launched: isNewLaunch ? call.text(.launched) : ""))
    }

    private func judge(
        _ session: inout ConductSession, _ call: ConductCall, _ limits: AnomalousBehavior.Limits,
        raising signals: inout [Signal]
    ) {
        guard session.isOddCaller,
            let (chance, compared) = chance(of: session.score, session.kind, limits)
        else { return }
        let tests = max(1, sessionsADay)
        let verdict = ConductVerdict(
            chance: chance, limit: limits.budget / tests, limitOfLow: limits.budgetOfLow / tests, sessions: compared,
            isKnown: isKnown(session.principal, at: call.record.time.seconds, limits))
        if session.agrees, chance <= verdict.limit {
            tell(&session, call, verdict, raising: &signals)
        } else if chance <= verdict.limitOfLow, !session.isTold, session.isFromElsewhere,
            verdict.isKnown
        {
            session.isTold = true
            signals.append(ConductSignal.elsewhere(session, call, self, verdict))
        }
    }

    private func tell(
        _ session: inout ConductSession, _ call: ConductCall, _ verdict: ConductVerdict,
        raising signals: inout [Signal]
    ) {
        for i in session.notes.indices where !session.notes[i].isTold {
            let note = session.notes[i]
            let type = ConductType(note)
            session.notes[i].isTold = true
            session.isTold = true
            guard !ConductType.isAudit(session.caller.userName, type) else { continue }
            signals.append(ConductSignal.unusual(type.type, type.severity, note, session, call, self, verdict))
            if !note.launched.isEmpty {
                signals.append(
                    ConductSignal.unusual(ConductType.launch, .high, note, session, call, self, verdict))
            }
        }
    }
}
