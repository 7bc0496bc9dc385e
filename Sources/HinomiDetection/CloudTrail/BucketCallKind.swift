// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a call that reaches for objects is good for.
enum BucketCallKind {
    /// It tells what there is and who may see it: ListObjects, HeadObject, GetObjectAcl.
    case discovery
    /// It takes contents out: GetObject, CopyObject.
    case collection
    /// It changes contents or who may see them: PutObject, DeleteObjects, PutObjectAcl.
    case tampering

    private static let collecting = CallNames([
        "GetObject", "GetObjectTorrent", "CopyObject", "UploadPartCopy", "SelectObjectContent",
    ])

    /// The kind of a call by its name.
    init(_ name: JSONSlice) {
        if BucketCallKind.collecting.contains(name) {
            self = .collection
        } else if name.hasPrefix("Get") || name.hasPrefix("List") || name.hasPrefix("Head") {
            self = .discovery
        } else {
            self = .tampering
        }
    }
}
