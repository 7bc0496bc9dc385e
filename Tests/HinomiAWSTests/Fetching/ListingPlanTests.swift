// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiAWS

struct ListingPlanTests {
    // 2026-11-29T12:00:00Z
    private static let noon: Int64 = 1_795_953_600
    private static let root = "AWSLogs/111122223333/CloudTrail/us-east-1/"

    @Test func `the clock of these tests is right`() {
        #expect(Timestamp(iso8601: "2026-11-29T12:00:00Z")?.seconds == ListingPlanTests.noon)
    }

    @Test(
        arguments: [
            ("AWSLogs/1/CloudTrail/us-east-1/2026/11/29/", true, 86_400), ("x/2026/02/", false, 28 * 86_400),
            ("x/2026/", false, 365 * 86_400), ("x/year=2026/month=11/day=29/", true, 86_400),
            ("x/year=2026/month=12/", false, 31 * 86_400),
        ] as [(String, Bool, Int64)])
    func `years, months and days are known by their names`(prefix: String, isDay: Bool, seconds: Int64) {
        let place = ListedPlace(prefix)
        #expect(place.isDay == isDay)
        #expect(place.period.map { $0.upperBound - $0.lowerBound } == seconds)
    }

    @Test(arguments: [
        "", "AWSLogs/", "AWSLogs/111122223333/", "x/2026/13/", "x/2026/11/31/", "x/26/11/29/", "x/9999/11/29/",
        "x/11/29/",
        "2026x/", "x/2026/11/29/05/",
    ])
    func `others are folders`(prefix: String) {
        #expect(!ListedPlace(prefix).isDay)
    }

    @Test func `where logs arrive it is listed every minute, and less often the longer nothing came`() {
        let day = ListedPlace(ListingPlanTests.root + "2026/11/29/")
        let noon = ListingPlanTests.noon
        func interval(_ idle: Int64) -> Int64 {
            day.interval(at: noon, lastNew: noon - idle, holdsObjects: true, shortest: 60)
        }
        #expect(interval(0) == 60)
        #expect(interval(600) == 60)
        #expect(interval(3_000) == 300)
        #expect(interval(80_000) == 900)
    }

    @Test func `a day that is over is never given up, and costs few lists`() {
        let day = ListedPlace(ListingPlanTests.root + "2026/11/29/")
        var now = ListingPlanTests.noon + 86_400
        var count = 0
        while now < ListingPlanTests.noon + 366 * 86_400 {
            let next = now + day.interval(at: now, lastNew: 0, holdsObjects: true, shortest: 60)
            // What comes late is found after half as much time again, at the latest.
            #expect(next - now <= max(3_600, (now - ListingPlanTests.noon) / 2))
            now = next
            count += 1
        }
        #expect(count < 30)
    }

    @Test func `folders come first, then one date after the other over all places`() {
        var plan = ListingPlan(shortest: 60)
        let noon = ListingPlanTests.noon
        for prefix in ["", "a/2026/11/28/", "b/2026/11/28/", "a/2026/11/29/", "a/2026/11/"] {
            plan.add(prefix, listedAt: nil, now: noon)
        }
        #expect(plan.due(at: noon).map(\.prefix) == ["", "a/2026/11/"])
        plan.wasListed("", at: noon, ListingOutcome())
        plan.wasListed("a/2026/11/", at: noon, ListingOutcome())
        #expect(plan.due(at: noon).map(\.prefix) == ["a/2026/11/28/", "b/2026/11/28/"])
        plan.wasListed("a/2026/11/28/", at: noon, ListingOutcome())
        plan.failed("b/2026/11/28/", at: noon)
        #expect(plan.due(at: noon).map(\.prefix) == ["a/2026/11/29/"])
        #expect(plan.due(at: noon + 60).map(\.prefix).contains("b/2026/11/28/"))
    }

    @Test func `after a restart, days that are long over wait for their turn`() {
        var plan = ListingPlan(shortest: 60)
        let noon = ListingPlanTests.noon
        plan.add("a/2026/11/19/", listedAt: noon - 3_600, now: noon)
        plan.add("a/2026/11/29/", listedAt: noon - 3_600, now: noon)
        #expect(plan.due(at: noon).map(\.prefix) == ["a/2026/11/29/"])
    }

    @Test func `today's folders are known without a list`() {
        var plan = ListingPlan(shortest: 60)
        let noon = ListingPlanTests.noon
        plan.add("a/2026/11/28/", listedAt: nil, now: noon)
        plan.add("h/year=2026/month=11/day=28/", listedAt: nil, now: noon)
        plan.add("old/2026/10/01/", listedAt: nil, now: noon)
        plan.add("a/2026/", listedAt: nil, now: noon)
        let new = plan.newPlaces(at: noon)
        #expect(
            new == [
                "a/2026/11/", "a/2026/11/29/", "h/year=2026/", "h/year=2026/month=11/", "h/year=2026/month=11/day=29/",
            ])
        let later = plan.newPlaces(at: noon + 60)
        #expect(later.isEmpty)
        #expect(ListedPlace("2026/12/31/").siblings(at: noon) == ["2026/", "2026/11/", "2026/11/29/"])
    }

    @Test func `where names are the same up to their time, only the last hour is listed`() {
        let prefix = ListingPlanTests.root + "2026/11/29/"
        let noon = ListingPlanTests.noon
        var plan = ListingPlan(shortest: 60)
        plan.add(prefix, listedAt: nil, now: noon)
        var outcome = ListingOutcome()
        for time in ["1000", "1155", "1150"] {
            outcome.see(prefix + "111122223333_CloudTrail_us-east-1_20261129T\(time)Z_x.json.gz", in: prefix)
        }
        plan.wasListed(prefix, at: noon, outcome)
        #expect(
            plan.start(of: prefix, at: noon + 60)
                == prefix + "111122223333_CloudTrail_us-east-1_20261129T1055")
        #expect(plan.start(of: prefix, at: noon + ListedPlace.wholeEvery) == nil)
    }

    @Test(arguments: [
        [
            "111122223333_vpcflowlogs_us-east-1_fl-1_20261129T1200Z_x.log.gz",
            "111122223333_vpcflowlogs_us-east-1_fl-2_20261129T1200Z_x.log.gz",
        ],
        ["111122223333_CloudTrail_us-east-1_20261129T1200Z_x.json.gz", "other.log"], [],
        ["12/111122223333_CloudTrail_us-east-1_20261129T1200Z_x.json.gz"],
    ])
    func `where they are not, all of a day is`(names: [String]) {
        var outcome = ListingOutcome()
        for name in names { outcome.see("x/2026/11/29/" + name, in: "x/2026/11/29/") }
        #expect(outcome.nextStart == nil)
    }

    @Test(arguments: [
        ("s3://our-logs", "our-logs", ""), ("s3://our-logs/", "our-logs", ""),
        ("s3://our-logs/a/b", "our-logs", "a/b/"),
        ("s3://our-logs/a/", "our-logs", "a/"),
    ])
    func `a bucket's address is read`(text: String, bucket: String, prefix: String) {
        let address = BucketAddress(text)
        #expect(address?.bucket == bucket)
        #expect(address?.prefix == prefix)
    }

    @Test(arguments: ["s3://", "s3:///x", "s3://Our/x", "s3://a@b/x", "https://our-logs", "s3://ab"])
    func `what is no bucket's address is refused`(text: String) { #expect(BucketAddress(text) == nil) }
}
