// SPDX-License-Identifier: Apache-2.0

package import HinomiIntelligence
package import HinomiStore

/// The lists that users brought, for whoever watches logs.
package enum ListsInForce {
    /// Adds the lists of the operator, whose account had the first key.
    ///
    /// They act on all logs that are watched, so that lists of others must not be among them: who may make a trusted list could
    /// silence the findings of everybody.
    package static func addOperators(
        from store: Transaction, to builder: inout IntelligenceBundle.Builder
    ) throws {
        guard let account = try store.keys().first?.account else { return }
        for detector in try store.detectors() where detector.account == account {
            try add(for: detector, from: store, to: &builder)
        }
    }

    /// Adds the lists that act on a detector's account to what a bundle is made of.
    ///
    /// A bundle knows no accounts: what is added acts on all logs that are read with it.
    package static func add(
        for detector: DetectorRecord, from store: Transaction, to builder: inout IntelligenceBundle.Builder
    ) throws {
        for source in detectorIDs(actingOn: detector) {
            for list in try store.listsInForce(of: source) {
                guard let content = try store.content(of: list.id) else { continue }
                try add(content, of: list, to: &builder)
            }
        }
    }

    /// The detectors whose lists act on the account of a detector.
    private static func detectorIDs(actingOn detector: DetectorRecord) -> [String] { [detector.id] }

    // A feed, or a list of another kind, may have the same name; findings tell which is meant.
    private static func add(
        _ content: [UInt8], of list: ListRecord, to builder: inout IntelligenceBundle.Builder
    ) throws(IntelligenceError) {
        let names = [list.name, "\(list.name) (\(list.kind.rawValue))", "\(list.name) (\(list.id))"]
        // Nothing is told of a trusted list by its name.
        for name in list.kind.isTrusted ? names.suffix(1) : names[...] {
            do throws(IntelligenceError) {
                try builder.add(content, of: list, as: name)
                return
            } catch .duplicateList(_) {
                continue
            }
        }
    }
}
