// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Names and addresses that everybody uses and on which no vendor's list is believed: feeds do contain them by mistake.
///
/// An entry of a list that is the name itself (or `www.` before it) is dropped, and names below it are not matched by
/// entries above it. A more specific entry, such as one site on a shared host, still counts. Customers' own lists
/// (category `custom`) are always believed.
public enum NeverAlert {
    /// One group of names or addresses and why they are here.
    struct Group: Sendable {
        let reason: String
        /// Names, networks or addresses separated by white space; `*.` before a name takes all names below along.
        let members: String
    }

    /// Why a name is on the built-in list; nil when it is not.
    ///
    /// The name is lower case without a final dot.
    public static func reason(forName name: String) -> String? {
        for group in nameGroups {
            for member in group.members.split(whereSeparator: \.isWhitespace) {
                if member.hasPrefix("*.") {
                    if name == member.dropFirst(2) || name.hasSuffix(member.dropFirst(1)) { return group.reason }
                } else if name == member || (name.hasPrefix("www.") && name.dropFirst(4) == member) {
                    return group.reason
                }
            }
        }
        return nil
    }

    /// Why an address is on the built-in list; nil when it is not.
    public static func reason(forAddress address: IPAddress) -> String? {
        addressGroups.first { group in networks(of: group).contains { $0.contains(address) } }?.reason
    }

    /// The networks of a group.
    static func networks(of group: Group) -> [CIDR] {
        group.members.split(whereSeparator: \.isWhitespace).compactMap { CIDR(String($0)) }
    }
}
