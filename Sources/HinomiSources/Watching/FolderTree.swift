// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The folders below others.
enum FolderTree {
    /// Visits all folders at and below these paths, through symbolic links, each once; hidden ones are left out unless they are
    /// named.
    ///
    /// A folder is visited before anybody looks at what is in it: who begins to watch it then misses no folder that is made in it.
    static func visit(_ roots: [LocalPath], _ body: (LocalPath) -> Void) {
        var seen: Set<FileIdentity> = []
        var pending = Array(roots.reversed())
        while let folder = pending.popLast() {
            var facts = stat()
            guard folder.withCPath({ stat($0, &facts) == 0 }) == true, facts.st_mode & S_IFMT == S_IFDIR,
                seen.insert(FileIdentity(facts)).inserted
            else { continue }
            body(folder)
            guard let stream = folder.withCPath({ opendir($0) }) ?? nil else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let type = Int32(entry.pointee.d_type)
                guard type == Int32(DT_DIR) || type == Int32(DT_LNK) || type == Int32(DT_UNKNOWN),
                    let offset = MemoryLayout<dirent>.offset(of: \.d_name)
                else { continue }
                let name = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
                let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
                if !DirectoryWalk.isHidden(bytes) { pending.append(folder.appending(bytes)) }
            }
        }
    }
}
