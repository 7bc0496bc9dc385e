// SPDX-License-Identifier: Apache-2.0

extension Finding {
    /// One plain sentence: what happened, how often, when.
    public var summary: String {
        let what = description.hasSuffix(".") ? String(description.dropLast()) : description
        let often = "seen " + PlainNumber.times(count)
        return what + "; " + often + " " + PlainTime.range(eventFirstSeen, eventLastSeen) + "."
    }
}
