// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Synchronization

/// A program that prints credentials, which a profile names as `credential_process`.
///
/// The operator's own file names it. It may take a minute and print 64 KiB; what it says besides is shown to nobody, since it may
/// hold secrets.
struct CredentialProcess: Sendable {
    let command: String
    var timeLimit = 60.0

    static let outputLimit = 64 << 10

    func run() async throws(AWSError) -> TimedCredentials {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<[UInt8], AWSError>, Never>) in
            // Reading a pipe blocks, so it has a thread of its own.
            Thread.detachNewThread { continuation.resume(returning: output()) }
        }
        do {
            let document = try JSONText.object(try result.get())
            guard document["Version"]?.integer == 1 else {
                throw AWSError.credentials("it printed no credentials of version 1")
            }
            return try CredentialDocument.read(document, token: "SessionToken")
        } catch {
            throw .credentials("the credential_process cannot be used: \(error)")
        }
    }

    private func output() -> Result<[UInt8], AWSError> {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return .failure(.credentials("it cannot be started")) }
        let bytes = read(pipe.fileHandleForReading.fileDescriptor, until: Date().addingTimeInterval(timeLimit))
        if bytes == nil {
            // Its children hold the pipe as well.
            kill(-process.processIdentifier, SIGKILL)
            kill(process.processIdentifier, SIGKILL)
        }
        process.waitUntilExit()
        guard let bytes else { return .failure(.credentials("it took too long, or printed too much")) }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            return .failure(.credentials("it ended with status \(process.terminationStatus)"))
        }
        return .success(bytes)
    }

    private func read(_ descriptor: Int32, until end: Date) -> [UInt8]? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4 << 10)
        while true {
            let left = end.timeIntervalSinceNow
            guard left > 0 else { return nil }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(left * 1_000) + 1)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            guard bytes.count + count <= CredentialProcess.outputLimit else { return nil }
            bytes += piece[..<count]
        }
    }
}
