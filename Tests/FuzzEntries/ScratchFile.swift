// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file without a name, for parsers that read files.
final class ScratchFile {
    private let file: UnsafeMutablePointer<FILE>

    init?(_ content: UnsafeBufferPointer<UInt8>) {
        guard let file = tmpfile() else { return nil }
        self.file = file
        guard content.isEmpty || fwrite(content.baseAddress, 1, content.count, file) == content.count, fflush(file) == 0
        else { return nil }
    }

    deinit { _ = fclose(file) }

    /// The path under which others open it, as long as it is there.
    var path: String { "/proc/self/fd/\(fileno(file))" }
}
