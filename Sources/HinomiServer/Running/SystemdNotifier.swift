// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Tells systemd how a service is doing, by the datagrams of sd_notify(3); says nothing where nobody listens.
package struct SystemdNotifier: Sendable {
    private let path: String
    /// How often systemd wants to hear that the service is alive, in seconds; nil where it does not.
    package let watchdogSeconds: Double?

    /// A notifier as the environment of the process tells it; nil where systemd did not start the process.
    package init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@") else { return nil }
        self.path = path
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        watchdogSeconds = isOurs ? environment["WATCHDOG_USEC"].flatMap { Double($0) }.map { $0 / 1e6 } : nil
    }

    /// The service answers.
    package func ready() { send("READY=1") }

    /// The service reads its settings again; `ready` follows.
    package func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000)")
    }

    /// The service is coming to its end.
    package func stopping() { send("STOPPING=1") }

    /// The service is alive.
    package func alive() { send("WATCHDOG=1") }

    private func send(_ message: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        let name = Array(path.utf8)
        guard name.count < capacity else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        // A name that begins with @ is in no folder; there it begins with a zero.
        if name[0] == UInt8(ascii: "@") { address.sun_path.0 = 0 }
        let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + name.count } ?? 0
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, socklen_t(length))
            }
        }
    }
}
