# SPDX-License-Identifier: Apache-2.0
"""What holds for all operations, and the small resource families."""
import time
import unittest

import support

if support.boto3:
    from botocore import xform_name

BUCKET = "arn:aws:s3:::exports/findings"
KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"
NO_DESTINATION = "The request is rejected because the one or more input parameters have invalid values."


class AllOperations(support.APITest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.server.client(support.STRANGER)
        cls.model = cls.client.meta.service_model

    def parameters(self, shape):
        """The least that the model lets a request be."""
        if shape.type_name == "structure":
            return {name: self.parameters(shape.members[name]) for name in shape.required_members}
        if shape.type_name == "list":
            return [self.parameters(shape.member)]
        if shape.type_name == "map":
            return {"key": "value"}
        if shape.type_name == "string":
            if shape.enum:
                return shape.enum[0]
            if shape.name == "AccountId":
                return "123456789012"
            if shape.name == "Email":
                return "owner@example.org"
            if "Arn" in shape.name:
                return f"arn:aws:guardduty:{support.REGION}:{support.ADMIN}:detector/{'0' * 32}"
            return "x" * max(shape.metadata.get("min", 1), 3)
        return {"boolean": True, "integer": 1, "long": 1}[shape.type_name]

    def test_there_are_87(self):
        self.assertEqual(len(self.model.operation_names), 87)

    def test_a_detector_that_is_not_there_or_another_accounts_is_refused_alike(self):
        _, theirs = self.with_detector(support.ADMIN)
        asked = 0
        for name in self.model.operation_names:
            shape = self.model.operation_model(name).input_shape
            if shape is None or "DetectorId" not in shape.members:
                continue
            parameters = self.parameters(shape)
            if name == "CreateFilter":
                parameters["FindingCriteria"] = {"Criterion": {"type": {"Eq": ["x"]}}}
            if name == "GetFindingsStatistics":
                parameters["GroupBy"] = "SEVERITY"
            for detector in (theirs, "0" * 32, "nothing like an id"):
                with self.subTest(operation=name, detector=detector):
                    self.assertRefused(
                        "BadRequestException", getattr(self.client, xform_name(name)), status=400,
                        message=support.NOT_OWNED, **{**parameters, "DetectorId": detector})
            asked += 1
        self.assertGreater(asked, 60)

    def test_a_wrong_secret_is_refused_everywhere(self):
        key = {**self.server.key(support.STRANGER), "secretAccessKey": "x" * 40}
        client = self.server.client(key=key)
        for name in self.model.operation_names:
            shape = self.model.operation_model(name).input_shape
            with self.subTest(name):
                self.assertRefused(
                    "InvalidSignatureException", getattr(client, xform_name(name)), status=403,
                    **(self.parameters(shape) if shape else {}))

    def test_a_key_that_may_only_look_changes_nothing(self):
        client = self.server.client(key=self.server.key(support.STRANGER, "--level", "read"))
        refused = 0
        for name in self.model.operation_names:
            if name.startswith(("Get", "List", "Describe")):
                continue
            with self.subTest(name):
                self.assertRefused(
                    "AccessDeniedException", getattr(client, xform_name(name)), status=403,
                    **self.parameters(self.model.operation_model(name).input_shape))
            refused += 1
        self.assertGreater(refused, 45)


class Destinations(support.APITest):
    def test_life_of_a_destination(self):
        client, detector = self.with_detector()
        made = client.create_publishing_destination(
            DetectorId=detector, DestinationType="S3", Tags={"a": "b"},
            DestinationProperties={"DestinationArn": BUCKET, "KmsKeyArn": KEY})["DestinationId"]
        told = client.describe_publishing_destination(DetectorId=detector, DestinationId=made)
        self.assertEqual(told["DestinationProperties"], {"DestinationArn": BUCKET, "KmsKeyArn": KEY})
        # There is no bucket to write to.
        self.assertEqual((told["DestinationType"], told["Status"]), ("S3", "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY"))
        self.assertAlmostEqual(told["PublishingFailureStartTimestamp"] / 1000, time.time(), delta=60)
        self.assertEqual(told["Tags"], {"a": "b"})
        self.assertEqual(
            [d["DestinationId"] for d in client.list_publishing_destinations(DetectorId=detector)["Destinations"]], [made])
        client.update_publishing_destination(
            DetectorId=detector, DestinationId=made, DestinationProperties={"DestinationArn": BUCKET + "/new"})
        told = client.describe_publishing_destination(DetectorId=detector, DestinationId=made)
        self.assertEqual(told["DestinationProperties"], {"DestinationArn": BUCKET + "/new", "KmsKeyArn": KEY})
        for properties in ({"DestinationArn": "bucket"}, {"KmsKeyArn": BUCKET}):
            self.assertRefused(
                "BadRequestException", client.update_publishing_destination, DetectorId=detector, DestinationId=made,
                DestinationProperties=properties)
        self.assertRefused(
            "BadRequestException", client.create_publishing_destination, DetectorId=detector, DestinationType="S3",
            DestinationProperties={"DestinationArn": BUCKET, "KmsKeyArn": KEY})
        client.delete_publishing_destination(DetectorId=detector, DestinationId=made)
        for call in (
            client.describe_publishing_destination, client.delete_publishing_destination,
            client.update_publishing_destination):
            self.assertRefused(
                "BadRequestException", call, DetectorId=detector, DestinationId=made, message=NO_DESTINATION)


class Malware(support.APITest):
    def test_plans(self):
        client = self.server.client()
        role = f"arn:aws:iam::{support.ADMIN}:role/scan"
        resource = {"S3Bucket": {"BucketName": "uploads", "ObjectPrefixes": ["in/"]}}
        plan = client.create_malware_protection_plan(
            Role=role, ProtectedResource=resource, Tags={"a": "b"})["MalwareProtectionPlanId"]
        told = client.get_malware_protection_plan(MalwareProtectionPlanId=plan)
        self.assertEqual((told["Role"], told["ProtectedResource"], told["Tags"]), (role, resource, {"a": "b"}))
        self.assertEqual(told["Actions"], {"Tagging": {"Status": "DISABLED"}})
        self.assertEqual((told["Status"], told["StatusReasons"][0]["Code"]), ("WARNING", "NOT_SCANNED"))
        self.assertEqual(
            client.list_tags_for_resource(ResourceArn=told["Arn"])["Tags"], {"a": "b"})
        client.update_malware_protection_plan(
            MalwareProtectionPlanId=plan, Actions={"Tagging": {"Status": "ENABLED"}},
            ProtectedResource={"S3Bucket": {"ObjectPrefixes": []}})
        told = client.get_malware_protection_plan(MalwareProtectionPlanId=plan)
        self.assertEqual(told["ProtectedResource"]["S3Bucket"]["ObjectPrefixes"], [])
        self.assertEqual(told["Actions"]["Tagging"]["Status"], "ENABLED")
        self.assertEqual(
            client.list_malware_protection_plans()["MalwareProtectionPlans"], [{"MalwareProtectionPlanId": plan}])
        self.assertRefused(
            "ConflictException", client.create_malware_protection_plan, Role=role, ProtectedResource=resource, status=409)
        stranger = self.server.client(support.STRANGER)
        for call in (
            stranger.get_malware_protection_plan, stranger.delete_malware_protection_plan,
            stranger.update_malware_protection_plan):
            self.assertRefused("ResourceNotFoundException", call, MalwareProtectionPlanId=plan, status=404)
        client.delete_malware_protection_plan(MalwareProtectionPlanId=plan)
        self.assertRefused("ResourceNotFoundException", client.get_malware_protection_plan, MalwareProtectionPlanId=plan)

    def test_there_are_no_scans_and_no_agents(self):
        client, detector = self.with_detector(region="eu-west-2")
        self.assertEqual(client.describe_malware_scans(DetectorId=detector)["Scans"], [])
        self.assertEqual(client.list_malware_scans()["Scans"], [])
        self.assertRefused("ResourceNotFoundException", client.get_malware_scan, ScanId="x", status=404)
        self.assertRefused(
            "BadRequestException", client.start_malware_scan,
            ResourceArn=f"arn:aws:ec2:eu-west-2:{support.ADMIN}:instance/i-1")
        self.assertRefused(
            "BadRequestException", client.send_object_malware_scan, S3Object={"Bucket": "b", "Key": "k"})
        self.assertEqual(client.list_coverage(DetectorId=detector)["Resources"], [])
        statistics = client.get_coverage_statistics(
            DetectorId=detector, StatisticsType=["COUNT_BY_RESOURCE_TYPE", "COUNT_BY_COVERAGE_STATUS"])
        self.assertEqual(
            statistics["CoverageStatistics"], {"CountByResourceType": {}, "CountByCoverageStatus": {}})

    def test_scan_settings_come_back_as_sent(self):
        client, detector = self.with_detector(region="eu-west-3")
        self.assertEqual(
            client.get_malware_scan_settings(DetectorId=detector)["EbsSnapshotPreservation"], "NO_RETENTION")
        criteria = {"Include": {"EC2_INSTANCE_TAG": {"MapEquals": [{"Key": "scan", "Value": "yes"}]}}}
        client.update_malware_scan_settings(
            DetectorId=detector, EbsSnapshotPreservation="RETENTION_WITH_FINDING", ScanResourceCriteria=criteria)
        told = client.get_malware_scan_settings(DetectorId=detector)
        self.assertEqual(
            (told["EbsSnapshotPreservation"], told["ScanResourceCriteria"]), ("RETENTION_WITH_FINDING", criteria))
        client.update_malware_scan_settings(DetectorId=detector, EbsSnapshotPreservation="NO_RETENTION")
        self.assertEqual(client.get_malware_scan_settings(DetectorId=detector)["ScanResourceCriteria"], criteria)


class Usage(support.APITest):
    def test_statistics_take_every_form(self):
        client, detector = self.with_detector()
        def told(kind, **criteria):
            return client.get_usage_statistics(
                DetectorId=detector, UsageStatisticType=kind, UsageCriteria=criteria, Unit="USD")["UsageStatistics"]
        self.assertEqual(
            told("SUM_BY_ACCOUNT"),
            {"SumByAccount": [{"AccountId": support.ADMIN, "Total": {"Amount": "0.0000", "Unit": "USD"}}]})
        self.assertEqual(
            [s["DataSource"] for s in told("SUM_BY_DATA_SOURCE", DataSources=["FLOW_LOGS", "CLOUD_TRAIL"])["SumByDataSource"]],
            ["FLOW_LOGS", "CLOUD_TRAIL"])
        self.assertEqual(
            [s["Feature"] for s in told("SUM_BY_FEATURES", Features=["S3_DATA_EVENTS"])["SumByFeature"]], ["S3_DATA_EVENTS"])
        self.assertEqual(len(told("TOP_ACCOUNTS_BY_FEATURE", Features=["DNS_LOGS"])["TopAccountsByFeature"]), 1)
        for kind, member in (("SUM_BY_RESOURCE", "SumByResource"), ("TOP_RESOURCES", "TopResources")):
            self.assertEqual(told(kind), {member: []})
        # Other accounts are not told of.
        self.assertEqual(told("SUM_BY_ACCOUNT", AccountIds=[support.STRANGER]), {"SumByAccount": []})
        for wrong in ({"Unit": "EUR"}, {"UsageCriteria": {"DataSources": ["FLOW_LOGS"], "Features": ["FLOW_LOGS"]}}):
            self.assertRefused(
                "BadRequestException", client.get_usage_statistics, **{
                    "DetectorId": detector, "UsageStatisticType": "SUM_BY_ACCOUNT", "UsageCriteria": {}, **wrong})

    def test_the_trial_counts_for_each_feature(self):
        client, detector = self.with_detector(region="eu-west-2")
        answer = client.get_remaining_free_trial_days(
            DetectorId=detector, AccountIds=[support.ADMIN, support.STRANGER])
        [account] = answer["Accounts"]
        days = {f["Name"]: f["FreeTrialDaysRemaining"] for f in account["Features"]}
        self.assertEqual(
            {days[name] for name in ("FLOW_LOGS", "CLOUD_TRAIL", "DNS_LOGS", "S3_DATA_EVENTS")}, {30})
        self.assertEqual(account["DataSources"]["S3Logs"]["FreeTrialDaysRemaining"], 30)
        self.assertEqual([a["AccountId"] for a in answer["UnprocessedAccounts"]], [support.STRANGER])


if __name__ == "__main__":
    unittest.main()
