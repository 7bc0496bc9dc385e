// SPDX-License-Identifier: Apache-2.0

package import HinomiAPIModel
import HinomiFindings
import HinomiStore

extension GuardDutyService {
    package func createSampleFindings(
        _ input: API.CreateSampleFindingsRequest, _ call: ServiceCall
    ) throws -> API.CreateSampleFindingsResponse {
        let detector = try call.detector(input.detectorID)
        let samples = SampleFindings(
            account: detector.account, region: detector.region, detectorID: detector.id, at: call.now)
        let findings: [Finding]
        do throws(SampleTypeError) {
            findings =
                try input.findingTypes.map { types throws(SampleTypeError) in
                    try samples.findings(of: types.map { FindingType($0) })
                } ?? samples.all()
        } catch {
            throw APIError.invalid("findingTypes", "\(error)")
        }
        var intake = FindingIntake(self, call.store, now: call.now)
        for finding in findings { try intake.take(sample: try StoredFinding(document: finding.json())) }
        return API.CreateSampleFindingsResponse()
    }
}
