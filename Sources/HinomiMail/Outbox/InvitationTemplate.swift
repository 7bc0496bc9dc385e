// SPDX-License-Identifier: Apache-2.0

import HinomiStore

/// The words of an invitation's mail, with places for what differs: `{account}`, `{administrator}`, `{region}`, `{invitation}`,
/// `{message}`, `{sender}` and `{unsubscribe}`.
///
/// The first line is `Subject: …`, then comes an empty one. A paragraph with `{message}` is left out where the administrator said
/// nothing.
package struct InvitationTemplate: Hashable, Sendable {
    /// What cannot be used of a template.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    private enum Place: String, CaseIterable {
        case account, administrator, region, invitation, message, sender, unsubscribe
    }

    private enum Piece: Hashable {
        case text(String)
        case place(Place)
    }

    private let subject: [Piece]
    private let paragraphs: [[Piece]]

    /// The longest template, in bytes.
    package static let maximumSize = 64 << 10

    /// Reads a template.
    package init(_ text: String) throws(Fault) {
        guard text.utf8.count <= InvitationTemplate.maximumSize else {
            throw Fault(description: "it is longer than \(InvitationTemplate.maximumSize) bytes")
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let first = lines.first, first.hasPrefix("Subject: "), lines.dropFirst().first?.isEmpty == true else {
            throw Fault(description: "it must begin with a line Subject: … and an empty one")
        }
        subject = try InvitationTemplate.pieces(first.dropFirst(9))
        guard !subject.contains(.place(.message)) else {
            throw Fault(description: "{message} cannot be in the subject")
        }
        let body = lines.dropFirst(2).split(whereSeparator: \.isEmpty)
        paragraphs = try InvitationTemplate.each(body) { lines throws(Fault) in
            try InvitationTemplate.pieces(lines.joined(separator: "\n")[...])
        }
        // Without it nobody could accept.
        guard paragraphs.contains(where: { $0.contains(.place(.invitation)) }) else {
            throw Fault(description: "{invitation} must be in it, since accepting takes it")
        }
        guard paragraphs.contains(where: { $0.contains(.place(.unsubscribe)) }) else {
            throw Fault(description: "{unsubscribe} must be in it, with {sender}: people may want no more mails")
        }
    }

    private static func each<Element, Result>(
        _ elements: [Element], _ body: (Element) throws(Fault) -> Result
    ) throws(Fault) -> [Result] {
        var results: [Result] = []
        for element in elements { results.append(try body(element)) }
        return results
    }

    private static func pieces(_ text: Substring) throws(Fault) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}"),
                let place = Place(rawValue: String(rest[rest.index(after: open)..<close]))
            else {
                let known = Place.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
                throw Fault(description: "there is no place \(rest[open...].prefix(20)); there are \(known)")
            }
            pieces.append(.place(place))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// The words for an invitation whose answers go to `sender`.
    func text(of facts: InvitationFacts, sender: MailAddress) -> (subject: String, body: String) {
        let message = facts.message.flatMap { $0.isEmpty ? nil : $0 }
        func fill(_ pieces: [Piece]) -> String {
            pieces.map { piece in
                switch piece {
                case .text(let text): text
                case .place(.account): "\(facts.account)"
                case .place(.administrator): "\(facts.administrator)"
                case .place(.region): facts.region
                case .place(.invitation): facts.invitation
                case .place(.message): message.map(InvitationTemplate.quoted) ?? ""
                case .place(.sender): "\(sender)"
                case .place(.unsubscribe): MailMessage.optOutWord
                }
            }.joined()
        }
        let wanted = paragraphs.filter { message != nil || !$0.contains(.place(.message)) }
        return (fill(subject), wanted.map(fill).joined(separator: "\n\n") + "\n")
    }

    // Set apart, so that nobody takes it for ours.
    private static func quoted(_ message: String) -> String {
        message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "> \($0)" }
            .joined(separator: "\n")
    }

    /// The words that are used where the operator has no others.
    package static let english: InvitationTemplate = {
        do {
            return try InvitationTemplate(englishText)
        } catch {
            preconditionFailure("the built-in template: \(error)")
        }
    }()

    private static let englishText = """
        Subject: Invitation to share security findings with AWS account {administrator}

        AWS account {administrator} invites your account {account} to share its security findings in the region {region}. \
        If you accept, account {administrator} sees the findings of your account in this region, and decides which are \
        suppressed, which lists of addresses count and how often findings are published.

        Its message to you:
        {message}

        To accept, ask your account's server with a key of account {account}. See the id of your detector with the first \
        command; where there is none, make one with the second:

            aws guardduty list-detectors --region {region}
            aws guardduty create-detector --enable --region {region}

            aws guardduty accept-administrator-invitation --region {region} --detector-id YOUR-DETECTOR-ID \
        --administrator-id {administrator} --invitation-id {invitation}

        To decline:

            aws guardduty decline-invitations --region {region} --account-ids {administrator}

        If you do not know account {administrator}, do nothing: without your consent it sees nothing of your account.

        To get no such mails any more, write to {sender} with the subject "{unsubscribe}".
        """
}
