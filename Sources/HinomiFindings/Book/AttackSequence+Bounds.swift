// SPDX-License-Identifier: Apache-2.0

extension AttackSequence {
    /// The sequence with every text and list cut to its bound.
    var bounded: AttackSequence {
        AttackSequence(
            steps: steps.prefix(AttackSequence.maxSteps).map(\.bounded),
            actors: actors.prefix(AttackSequence.maxActors).map { actor in
                var actor = actor
                actor.id = actor.id.bounded(256)
                actor.caller.texts = actor.caller.texts.map { $0.bounded(256) }
                return actor
            },
            endpoints: Array(endpoints.prefix(AttackSequence.maxEndpoints)))
    }
}

extension AttackSequence.Step {
    fileprivate var bounded: AttackSequence.Step {
        var step = self
        step.uid = uid.bounded(128)
        step.type = type.bounded(128)
        step.technique = technique.bounded(16)
        step.service = service.bounded(128)
        step.api = api.bounded(128)
        step.first = first.withinCalendar
        step.last = max(last.withinCalendar, step.first)
        step.actor = actor.bounded(256)
        step.thing?.name = thing?.name.bounded(256) ?? ""
        step.indicators = indicators.prefix(Bounds.list).map { indicator in
            AttackSequence.Indicator(
                indicator.key, indicator.values.prefix(Bounds.list).map { $0.bounded(256) })
        }
        return step
    }
}

extension Array where Element: Equatable {
    /// The elements in their order, each once.
    var withoutRepeats: [Element] {
        reduce(into: []) { seen, element in if !seen.contains(element) { seen.append(element) } }
    }
}
