// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension PublicGrant {
    /// What a request gives the public by an ACL: a canned one, grants in headers, or a list of grants.
    ///
    /// Nil where the request sets no ACL.
    init?(accessControlOf parameters: JSONSlice) {
        self.init()
        var isSet = false
        for holder in [parameters, parameters["accessControlList"]] where holder.kind == .object {
            holder.forEachMember { name, value in
                guard name.hasPrefix("x-amz-") else { return true }
                let text = value.string ?? value[0].string ?? ""
                if name.equals("x-amz-acl") {
                    isSet = true
                    addCanned(text)
                } else if name.hasPrefix("x-amz-grant-") {
                    isSet = true
                    addHeader(name, text)
                }
                return true
            }
        }
        for key in ["AccessControlPolicy", "accessControlPolicy"] as [StaticString] {
            let known: Void? = parameters[key].withDocument { policy in
                isSet = true
                addGrants(policy["AccessControlList"])
            }
            if known != nil { break }
        }
        if !isSet { return nil }
    }

    private mutating func addCanned(_ name: String) {
        switch name {
        case "public-read": add(.everyone, read: true, write: false)
        case "public-read-write": add(.everyone, read: true, write: true)
        case "authenticated-read": add(.accounts, read: true, write: false)
        default: break
        }
    }

    // `x-amz-grant-read: uri="http://acs.amazonaws.com/groups/global/AllUsers", id="…"`
    private mutating func addHeader(_ name: JSONSlice, _ grantees: String) {
        let isFull = name.equals("x-amz-grant-full-control")
        let isWrite = name.hasPrefix("x-amz-grant-write")
        for grantee in grantees.split(separator: ",").prefix(100) {
            add(PublicGrant.audience(ofGroup: grantee), read: isFull || !isWrite, write: isFull || isWrite)
        }
    }

    // One grant stands alone, several in a list.
    private mutating func addGrants(_ list: JSONSlice) {
        let grants = list.kind == .array ? list : list["Grant"]
        guard grants.kind == .array else { return addGrant(grants) }
        var count = 0
        grants.forEachElement { grant in
            // S3 allows a hundred.
            count += 1
            addGrant(grant)
            return count < 100
        }
    }

    private mutating func addGrant(_ grant: JSONSlice) {
        guard let group = grant["Grantee"]["URI"].string else { return }
        let permission = grant["Permission"]
        let isFull = permission.equals("FULL_CONTROL")
        let isWrite = permission.hasPrefix("WRITE")
        add(PublicGrant.audience(ofGroup: Substring(group)), read: isFull || !isWrite, write: isFull || isWrite)
    }

    private static func audience(ofGroup text: Substring) -> Audience {
        let name = text.drop { $0 == " " }.split { $0 == "\"" || $0 == "=" || $0 == " " }.last ?? text
        switch name.split(separator: "/").last {
        case "AllUsers": return .everyone
        case "AuthenticatedUsers": return .accounts
        default: return .named
        }
    }
}
