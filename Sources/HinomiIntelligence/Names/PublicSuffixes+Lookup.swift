// SPDX-License-Identifier: Apache-2.0

extension PublicSuffixes {
    /// Where the public suffix of a name begins, and who gives names under it.
    @frozen
    public struct Match: Hashable, Sendable {
        /// The offset of the suffix in the name; 0 when the name itself is one.
        public var start: Int
        /// Whether a rule of the private section decided: a shared host rather than a registry.
        public var isPrivate: Bool
        /// Whether any rule decided; an unlisted last label counts as a suffix without one.
        public var isListed: Bool

        @inlinable
        init(start: Int, isPrivate: Bool, isListed: Bool) {
            self.start = start
            self.isPrivate = isPrivate
            self.isListed = isListed
        }
    }

    /// The longest public suffix of a name.
    ///
    /// With `includingPrivate` false only the rules of registries count, so that `github.io` is a registered name.
    @inlinable
    public func suffix(of name: UnsafeBufferPointer<UInt8>, includingPrivate: Bool = true) -> Match {
        var end = name.count
        // The last label, which is a suffix even where no rule says so.
        var start = PublicSuffixes.labelStart(name, endingAt: end)
        var match = Match(start: start, isPrivate: false, isListed: false)
        while true {
            let marks = marks(name[start...])
            if marks.isEmpty { return match }
            if marks.contains(.exception) || (includingPrivate && marks.contains(.exceptionPrivate)) {
                // An exception is a registered name: its suffix is what follows its first label.
                return Match(
                    start: min(end + 1, name.count), isPrivate: !marks.contains(.exception), isListed: true)
            }
            if marks.contains(.rule) {
                match = Match(start: start, isPrivate: false, isListed: true)
            } else if includingPrivate, marks.contains(.rulePrivate) {
                match = Match(start: start, isPrivate: true, isListed: true)
            }
            guard start > 0 else { return match }
            end = start - 1
            start = PublicSuffixes.labelStart(name, endingAt: end)
            if marks.contains(.wildcard) {
                match = Match(start: start, isPrivate: false, isListed: true)
            } else if includingPrivate, marks.contains(.wildcardPrivate) {
                match = Match(start: start, isPrivate: true, isListed: true)
            }
        }
    }

    /// The offset at which the registered name (the public suffix and one label more) begins in a name.
    ///
    /// Nil when the name is itself a public suffix, or empty.
    @inlinable
    public func registeredDomainStart(of name: UnsafeBufferPointer<UInt8>, includingPrivate: Bool = true) -> Int? {
        let suffix = suffix(of: name, includingPrivate: includingPrivate)
        guard suffix.start > 0 else { return nil }
        return PublicSuffixes.labelStart(name, endingAt: suffix.start - 1)
    }

    /// Whether the name is itself a public suffix.
    @inlinable
    public func isPublicSuffix(_ name: UnsafeBufferPointer<UInt8>) -> Bool { suffix(of: name).start == 0 }

    /// Whether the name is itself a public suffix of the private section: a shared host such as `github.io`.
    @inlinable
    public func isPrivateSuffix(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let suffix = suffix(of: name)
        return suffix.start == 0 && suffix.isPrivate
    }

    /// The registered name within a name; nil when the name is itself a public suffix.
    public func registeredDomain(of name: String) -> String? {
        var name = name
        return name.withUTF8 { bytes in
            registeredDomainStart(of: bytes).map { String(decoding: bytes[$0...], as: UTF8.self) }
        }
    }

    /// The offset of the first byte of the label that ends before `end`.
    @inlinable
    static func labelStart(_ name: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int {
        var start = end
        while start > 0, name[start - 1] != 0x2E { start -= 1 }
        return start
    }
}
