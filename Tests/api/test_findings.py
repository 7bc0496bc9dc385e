# SPDX-License-Identifier: Apache-2.0
import unittest

import support

PORTSCAN, TOR, MINING = "Recon:EC2/Portscan", "UnauthorizedAccess:IAMUser/TorIPCaller", "CryptoCurrency:EC2/BitcoinTool.B!DNS"


class Findings(support.APITest):
    """Samples, and what is done with findings."""

    def ids(self, client, detector, criterion=None, **more):
        pages = client.get_paginator("list_findings").paginate(
            DetectorId=detector, FindingCriteria={"Criterion": criterion or {}}, **more)
        return [i for page in pages for i in page["FindingIds"]]

    def samples(self, region, *types):
        client, detector = self.with_detector(region=region)
        client.create_sample_findings(DetectorId=detector, **({"FindingTypes": list(types)} if types else {}))
        return client, detector

    def types(self, client, detector, ids):
        found = {}
        for i in range(0, len(ids), 50):
            for finding in client.get_findings(DetectorId=detector, FindingIds=ids[i:i + 50])["Findings"]:
                found[finding["Id"]] = finding["Type"]
        return [found[i] for i in ids]

    def test_samples_of_every_type_in_pages(self):
        client, detector = self.samples("us-east-1")
        ids = self.ids(client, detector)
        self.assertGreater(len(ids), 200)
        self.assertEqual(len(ids), len(set(ids)))
        first = client.list_findings(DetectorId=detector, MaxResults=7)
        self.assertEqual(first["FindingIds"], ids[:7])
        second = client.list_findings(DetectorId=detector, MaxResults=7, NextToken=first["NextToken"])
        self.assertEqual(second["FindingIds"], ids[7:14])
        self.assertRefused("BadRequestException", client.list_findings, DetectorId=detector, NextToken="made up")
        self.assertRefused("BadRequestException", client.list_findings, DetectorId=detector, MaxResults=51)
        finding = client.get_findings(DetectorId=detector, FindingIds=ids[:1])["Findings"][0]
        self.assertTrue(finding["Title"].startswith("[SAMPLE] "))
        self.assertEqual(finding["AccountId"], support.ADMIN)
        self.assertEqual(finding["Service"]["DetectorId"], detector)
        self.assertIn(f":detector/{detector}/finding/{ids[0]}", finding["Arn"])

    def test_samples_made_again_count_once_more(self):
        client, detector = self.samples("us-east-2", PORTSCAN, PORTSCAN)
        client.create_sample_findings(DetectorId=detector, FindingTypes=[PORTSCAN])
        finding, = client.get_findings(DetectorId=detector, FindingIds=self.ids(client, detector))["Findings"]
        self.assertEqual(finding["Service"]["Count"], 2)
        self.assertLess(finding["CreatedAt"], finding["UpdatedAt"])
        message = self.assertRefused(
            "BadRequestException", client.create_sample_findings, DetectorId=detector, FindingTypes=["Recon:EC2/Nothing"])
        self.assertIn("Recon:EC2/Nothing", message)

    def test_criteria(self):
        client, detector = self.samples("us-west-1", PORTSCAN, TOR, MINING)
        severities = {PORTSCAN: 5, TOR: 5, MINING: 8}
        for criterion, expected in (
            ({"type": {"Eq": [PORTSCAN, MINING]}}, {PORTSCAN, MINING}),
            ({"type": {"Equals": [PORTSCAN]}}, {PORTSCAN}),
            ({"type": {"Neq": [PORTSCAN]}}, {TOR, MINING}),
            ({"type": {"NotEquals": [PORTSCAN, TOR]}}, {MINING}),
            ({"severity": {"Gte": 7}}, {t for t, s in severities.items() if s >= 7}),
            ({"severity": {"GreaterThan": 5}}, {MINING}),
            ({"severity": {"Lt": 7}}, {PORTSCAN, TOR}),
            ({"severity": {"LessThanOrEqual": 5}}, {PORTSCAN, TOR}),
            ({"severity": {"Eq": ["4", "5", "6"]}}, {PORTSCAN, TOR}),
            ({"severity": {"Gte": 4, "Lt": 7}}, {PORTSCAN, TOR}),
            ({"resource.resourceType": {"Eq": ["Instance"]}}, {PORTSCAN, MINING}),
            ({"resource.instanceDetails.instanceId": {"Eq": ["i-99999999"]}}, {PORTSCAN, MINING}),
            ({"resource.instanceDetails.instanceId": {"Neq": ["i-99999999"]}}, {TOR}),
            ({"service.archived": {"Eq": ["false"]}}, {PORTSCAN, TOR, MINING}),
            ({"service.archived": {"Eq": ["true"]}}, set()),
            ({"accountId": {"Eq": [support.ADMIN]}, "region": {"Eq": ["us-west-1"]}}, {PORTSCAN, TOR, MINING}),
            ({"region": {"Eq": ["us-west-2"]}}, set()),
            ({"updatedAt": {"Gt": 1_700_000_000_000}}, {PORTSCAN, TOR, MINING}),
            ({"updatedAt": {"Lt": 1_700_000_000_000}}, set()),
            ({"service.action.actionType": {"Eq": ["DNS_REQUEST"]}}, {MINING}),
            ({"resource.accessKeyDetails.userName": {"Eq": ["nobody"]}}, set()),
        ):
            with self.subTest(criterion=criterion):
                self.assertEqual(
                    set(self.types(client, detector, self.ids(client, detector, criterion))), expected)

    def test_criteria_that_make_no_sense(self):
        client, detector = self.with_detector(region="us-west-1")
        for criterion in (
            {"colour": {"Eq": ["red"]}}, {"type": {}}, {"type": {"Eq": []}}, {"type": {"Eq": ["x"] * 51}},
            {"type": {"Matches": ["*"]}}, {"service.action": {"Eq": ["x"]}},
        ):
            with self.subTest(criterion=str(criterion)[:60]):
                self.assertRefused(
                    "BadRequestException", client.list_findings, DetectorId=detector,
                    FindingCriteria={"Criterion": criterion}, message="findingCriteria")

    def test_every_listing_attribute_can_be_asked_for_and_sorted_by(self):
        reference = support.ROOT.parent / "shared/reference/finding-criteria-attributes.json"
        if not reference.exists():
            self.skipTest("the reference is not here")
        client, detector = self.samples("ap-southeast-1")
        everything = set(self.ids(client, detector))
        for attribute in support.json.loads(reference.read_text())["list_findings_attributes"]:
            with self.subTest(attribute):
                operator = {"Neq": ["-1"]} if attribute == "severity" else {"Neq": ["no such value"]}
                self.assertEqual(set(self.ids(client, detector, {attribute: operator})), everything)
                for order in ("ASC", "DESC"):
                    ids = self.ids(
                        client, detector, SortCriteria={"AttributeName": attribute, "OrderBy": order},
                        PaginationConfig={"PageSize": 50})
                    self.assertEqual(len(ids), len(everything))
                    self.assertEqual(set(ids), everything)

    def test_order(self):
        client, detector = self.samples("ap-southeast-2", PORTSCAN, TOR, MINING)
        def listed(attribute, order):
            return self.types(client, detector, client.list_findings(
                DetectorId=detector, SortCriteria={"AttributeName": attribute, "OrderBy": order})["FindingIds"])
        self.assertEqual(listed("type", "ASC"), sorted([PORTSCAN, TOR, MINING]))
        self.assertEqual(listed("type", "DESC"), sorted([PORTSCAN, TOR, MINING], reverse=True))
        self.assertEqual(listed("severity", "DESC")[0], MINING)
        # Those without the attribute come last, whichever way.
        self.assertEqual(listed("resource.instanceDetails.instanceId", "ASC")[-1], TOR)
        self.assertEqual(listed("resource.instanceDetails.instanceId", "DESC")[-1], TOR)
        ids = self.ids(client, detector)
        got = client.get_findings(
            DetectorId=detector, FindingIds=ids, SortCriteria={"AttributeName": "severity", "OrderBy": "DESC"})["Findings"]
        self.assertEqual([f["Severity"] for f in got], [8.0, 5.0, 5.0])
        self.assertRefused(
            "BadRequestException", client.list_findings, DetectorId=detector, SortCriteria={"AttributeName": "colour"})

    def test_archive_unarchive_feedback(self):
        client, detector = self.samples("ap-northeast-2", PORTSCAN, TOR)
        ids = self.ids(client, detector, {"type": {"Eq": [PORTSCAN]}})
        client.archive_findings(DetectorId=detector, FindingIds=ids)
        archived = {"service.archived": {"Eq": ["true"]}}
        self.assertEqual(self.ids(client, detector, archived), ids)
        self.assertTrue(client.get_findings(DetectorId=detector, FindingIds=ids)["Findings"][0]["Service"]["Archived"])
        # When it goes on, it comes back.
        client.create_sample_findings(DetectorId=detector, FindingTypes=[PORTSCAN])
        self.assertEqual(self.ids(client, detector, archived), [])
        client.archive_findings(DetectorId=detector, FindingIds=ids)
        client.unarchive_findings(DetectorId=detector, FindingIds=ids)
        self.assertEqual(self.ids(client, detector, archived), [])
        client.update_findings_feedback(
            DetectorId=detector, FindingIds=ids, Feedback="NOT_USEFUL", Comments="our own scanner")
        finding, = client.get_findings(DetectorId=detector, FindingIds=ids)["Findings"]
        self.assertEqual(finding["Service"]["UserFeedback"], "NOT_USEFUL")
        self.assertRefused(
            "BadRequestException", client.update_findings_feedback, DetectorId=detector, FindingIds=ids, Feedback="FINE")
        self.assertRefused(
            "BadRequestException", client.get_findings, DetectorId=detector, FindingIds=["x"] * 51)

    def test_findings_of_others_are_neither_told_nor_changed(self):
        region = "ap-northeast-3"
        client, detector = self.samples(region, PORTSCAN)
        other, its = self.with_detector(support.STRANGER, region)
        ids = self.ids(client, detector)
        self.assertEqual(other.get_findings(DetectorId=its, FindingIds=ids)["Findings"], [])
        other.archive_findings(DetectorId=its, FindingIds=ids)
        self.assertEqual(self.ids(client, detector, {"service.archived": {"Eq": ["true"]}}), [])
        self.assertEqual(self.ids(other, its), [])

    def test_statistics(self):
        client, detector = self.samples("af-south-1", PORTSCAN, TOR, MINING)
        def grouped(**how):
            return client.get_findings_statistics(DetectorId=detector, **how)["FindingStatistics"]
        self.assertEqual(
            grouped(FindingStatisticTypes=["COUNT_BY_SEVERITY"])["CountBySeverity"], {"5.0": 2, "8.0": 1})
        self.assertEqual(
            [(g["Severity"], g["TotalFindings"]) for g in grouped(GroupBy="SEVERITY")["GroupedBySeverity"]],
            [(8.0, 1), (5.0, 2)])
        self.assertEqual(
            [(g["AccountId"], g["TotalFindings"]) for g in grouped(GroupBy="ACCOUNT")["GroupedByAccount"]],
            [(support.ADMIN, 3)])
        self.assertEqual(
            {(g["FindingType"], g["TotalFindings"]) for g in grouped(GroupBy="FINDING_TYPE")["GroupedByFindingType"]},
            {(PORTSCAN, 1), (TOR, 1), (MINING, 1)})
        resources = grouped(GroupBy="RESOURCE", MaxResults=1)["GroupedByResource"]
        self.assertEqual(
            [(r["ResourceId"], r["ResourceType"], r["TotalFindings"]) for r in resources], [("i-99999999", "Instance", 2)])
        self.assertEqual(sum(g["TotalFindings"] for g in grouped(GroupBy="DATE")["GroupedByDate"]), 3)
        self.assertEqual(
            grouped(
                FindingStatisticTypes=["COUNT_BY_SEVERITY"],
                FindingCriteria={"Criterion": {"severity": {"Gte": 7}}})["CountBySeverity"], {"8.0": 1})
        self.assertRefused("BadRequestException", client.get_findings_statistics, DetectorId=detector)
        self.assertRefused(
            "BadRequestException", client.get_findings_statistics, DetectorId=detector, GroupBy="DATE",
            FindingStatisticTypes=["COUNT_BY_SEVERITY"])


class Filters(support.APITest):
    CRITERIA = {"Criterion": {"type": {"Eq": [PORTSCAN]}, "severity": {"Gte": 1, "LessThan": 9}}}

    def test_life_of_a_filter(self):
        client, detector = self.with_detector(region="us-east-1")
        self.assertEqual(
            client.create_filter(
                DetectorId=detector, Name="scanner", Description="ours", Action="ARCHIVE", Rank=1,
                FindingCriteria=self.CRITERIA, Tags={"a": "b"})["Name"], "scanner")
        told = client.get_filter(DetectorId=detector, FilterName="scanner")
        self.assertEqual(told["FindingCriteria"], self.CRITERIA)
        self.assertEqual(
            (told["Description"], told["Action"], told["Rank"], told["Tags"]), ("ours", "ARCHIVE", 1, {"a": "b"}))
        self.assertRefused(
            "BadRequestException", client.create_filter, DetectorId=detector, Name="scanner", FindingCriteria=self.CRITERIA)
        newer = {"Criterion": {"updatedAt": {"GreaterThan": 1_700_000_000_000}}}
        client.update_filter(DetectorId=detector, FilterName="scanner", Action="NOOP", FindingCriteria=newer)
        told = client.get_filter(DetectorId=detector, FilterName="scanner")
        self.assertEqual((told["Action"], told["FindingCriteria"], told["Description"]), ("NOOP", newer, "ours"))
        arn = f"arn:aws:guardduty:us-east-1:{support.ADMIN}:detector/{detector}/filter/scanner"
        client.tag_resource(ResourceArn=arn, Tags={"c": "d"})
        self.assertEqual(client.list_tags_for_resource(ResourceArn=arn)["Tags"], {"a": "b", "c": "d"})
        client.delete_filter(DetectorId=detector, FilterName="scanner")
        for call in (client.get_filter, client.delete_filter, client.update_filter):
            self.assertRefused(
                "BadRequestException", call, DetectorId=detector, FilterName="scanner",
                message="The request is rejected since no such resource found.")
        self.assertRefused("BadRequestException", client.list_tags_for_resource, ResourceArn=arn)

    def test_the_same_token_makes_one_filter(self):
        client, detector = self.with_detector(region="eu-south-1")
        for name in ("first", "second"):
            told = client.create_filter(
                DetectorId=detector, Name=name, FindingCriteria=self.CRITERIA, ClientToken="again")
            self.assertEqual(told["Name"], "first")
        self.assertEqual(client.list_filters(DetectorId=detector)["FilterNames"], ["first"])

    def test_ranks_have_no_gaps(self):
        client, detector = self.with_detector(region="us-east-2")
        def ranks():
            names = client.list_filters(DetectorId=detector)["FilterNames"]
            told = [client.get_filter(DetectorId=detector, FilterName=n) for n in names]
            return [t["Name"] for t in sorted(told, key=lambda t: t["Rank"])], sorted(t["Rank"] for t in told)
        for name, rank in (("first", 1), ("second", 1), ("third", 2)):
            client.create_filter(DetectorId=detector, Name=name, Rank=rank, FindingCriteria=self.CRITERIA)
        self.assertEqual(ranks(), (["second", "third", "first"], [1, 2, 3]))
        client.update_filter(DetectorId=detector, FilterName="first", Rank=1)
        self.assertEqual(ranks(), (["first", "second", "third"], [1, 2, 3]))
        client.delete_filter(DetectorId=detector, FilterName="second")
        self.assertEqual(ranks(), (["first", "third"], [1, 2]))
        self.assertRefused(
            "BadRequestException", client.create_filter, DetectorId=detector, Name="far", Rank=9,
            FindingCriteria=self.CRITERIA, message="the parameter rank is out-of-bounds")

    def test_pages(self):
        client, detector = self.with_detector(region="us-west-1")
        for i in range(5):
            client.create_filter(DetectorId=detector, Name=f"filter-{i}", FindingCriteria=self.CRITERIA)
        pages = list(client.get_paginator("list_filters").paginate(
            DetectorId=detector, PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(p["FilterNames"]) for p in pages], [2, 2, 1])
        self.assertEqual([n for p in pages for n in p["FilterNames"]], [f"filter-{i}" for i in range(5)])

    def test_bad_filters(self):
        _, detector = self.with_detector(region="us-west-2")
        client = self.server.client(region="us-west-2", parameter_validation=False)
        good = dict(DetectorId=detector, Name="filter", FindingCriteria=self.CRITERIA)
        for bad in (
            {"Name": "ab"}, {"Name": "x" * 65}, {"Name": "with space"}, {"Description": "x" * 513}, {"Rank": 0}, {"Rank": 101},
            {"Action": "DELETE"}, {"FindingCriteria": {"Criterion": {}}},
            {"FindingCriteria": {"Criterion": {"colour": {"Eq": ["red"]}}}},
        ):
            with self.subTest(bad=str(bad)[:50]):
                self.assertRefused("BadRequestException", client.create_filter, **{**good, **bad})

    def test_filters_that_archive_act_on_what_is_new(self):
        client, detector = self.with_detector(region="eu-central-1")
        client.create_sample_findings(DetectorId=detector, FindingTypes=[PORTSCAN])
        archived = {"Criterion": {"service.archived": {"Eq": ["true"]}}}
        for name, action, kind in (("look", "NOOP", TOR), ("hide", "ARCHIVE", MINING)):
            client.create_filter(
                DetectorId=detector, Name=name, Action=action,
                FindingCriteria={"Criterion": {"type": {"Matches": [kind[:10] + "*"]}}})
        client.create_filter(
            DetectorId=detector, Name="scans", Action="ARCHIVE", FindingCriteria={"Criterion": {"type": {"Eq": [PORTSCAN]}}})
        # What was there before is left as it is.
        self.assertEqual(client.list_findings(DetectorId=detector, FindingCriteria=archived)["FindingIds"], [])
        client.create_sample_findings(DetectorId=detector, FindingTypes=[TOR, MINING])
        ids = client.list_findings(DetectorId=detector, FindingCriteria=archived)["FindingIds"]
        self.assertEqual([f["Type"] for f in client.get_findings(DetectorId=detector, FindingIds=ids)["Findings"]], [MINING])


if __name__ == "__main__":
    unittest.main()
