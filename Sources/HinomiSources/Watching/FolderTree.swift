// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The folders below others.
enum FolderTree {
    /// All folders at and below these paths, through symbolic links, each once; hidden ones are left out unless they are named.
    static func folders(under roots: [LocalPath]) -> [LocalPath] {
        var seen: Set<FileIdentity> = []
        var found: [LocalPath] = []
        var pending = Array(roots.reversed())
        while let folder = pending.popLast() {
            var facts = stat()
            guard folder.withCPath({ stat($0, &facts) == 0 }) == true, facts.st_mode & S_IFMT == S_IFDIR,
                seen.insert(FileIdentity(facts)).inserted
            else { continue }
            found.append(folder)
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
        return found
    }
}
