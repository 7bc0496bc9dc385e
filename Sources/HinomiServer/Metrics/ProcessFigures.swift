// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// What the process takes, as the kernel tells it.
struct ProcessFigures {
    var cpuSeconds = 0.0
    var residentBytes: Int64 = 0
    var virtualBytes: Int64 = 0
    var openFiles = 0
    var maximumFiles = 0.0
    var startSeconds = 0.0

    /// The figures of this moment.
    init() {
        var usage = rusage()
        if getrusage(RUSAGE_SELF.rawValue, &usage) == 0 {
            for time in [usage.ru_utime, usage.ru_stime] {
                cpuSeconds += Double(time.tv_sec) + Double(time.tv_usec) / 1e6
            }
        }
        let page = Int64(sysconf(Int32(_SC_PAGESIZE)))
        let sizes = ProcessFigures.text(of: "/proc/self/statm").split(separator: " ").compactMap { Int64($0) }
        if sizes.count > 1 { (virtualBytes, residentBytes) = (sizes[0] * page, sizes[1] * page) }
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { maximumFiles = Double(limit.rlim_cur) }
        startSeconds = ProcessFigures.start
    }

    // The 22nd field of the process's line tells when it began, in ticks since the machine did.
    private static let start: Double = {
        let line = text(of: "/proc/self/stat")
        let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
        var uptime = timespec()
        guard fields.count > 20, let ticks = Double(fields[20]), clock_gettime(CLOCK_BOOTTIME, &uptime) == 0 else {
            return 0
        }
        let age = Double(uptime.tv_sec) + Double(uptime.tv_nsec) / 1e9 - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
        return Date().timeIntervalSince1970 - age
    }()

    // Files of the kernel have no length: they are read to their end.
    private static func text(of path: String) -> String {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 1 << 20) else {
            return ""
        }
        return String(decoding: data, as: UTF8.self)
    }
}

extension MetricsText {
    /// Writes what the process takes, by the names that all programs use.
    mutating func write(_ figures: ProcessFigures) {
        figure("process_cpu_seconds_total", .counter, "Processor time used, in seconds.", figures.cpuSeconds)
        figure("process_resident_memory_bytes", .gauge, "Memory in use.", Double(figures.residentBytes))
        figure("process_virtual_memory_bytes", .gauge, "Address space in use.", Double(figures.virtualBytes))
        figure("process_open_fds", .gauge, "Open files and connections.", Double(figures.openFiles))
        figure("process_max_fds", .gauge, "Files and connections that may be open.", figures.maximumFiles)
        figure("process_start_time_seconds", .gauge, "When the process began.", figures.startSeconds)
    }
}
