// SPDX-License-Identifier: Apache-2.0

import HinomiPipeline
import HinomiRecords

enum MaxMindEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        guard let file = ScratchFile(input) else { return nil }
        return withExtendedLifetime(file) {
            do throws(MaxMindError) {
                let database = try MaxMindFile(path: file.path)
                for address in DocumentEntry.probes + others {
                    guard let place = database.place(of: address) else { continue }
                    if place.countryName.utf8.count > 1_536 || place.asnOrganization.utf8.count > 1_536 {
                        return "a name without bounds"
                    }
                    if let latitude = place.latitude, !(abs(latitude) <= 90) { return "a latitude of \(latitude)" }
                }
                return nil
            } catch {
                return error.reason.isEmpty ? "a refusal without words" : nil
            }
        }
    }

    private static let others = [IPAddress(203, 0, 113, 1), IPAddress(198, 51, 100, 7), IPAddress(10, 0, 0, 1)]
}
