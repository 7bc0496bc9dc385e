# SPDX-License-Identifier: Apache-2.0
import unittest

import support


class Detectors(support.APITest):
    def features(self, client, detector):
        return {f["Name"]: f["Status"] for f in client.get_detector(DetectorId=detector)["Features"]}

    def test_life_of_a_detector(self):
        client = self.server.client(region="ap-northeast-1")
        self.assertEqual(client.list_detectors()["DetectorIds"], [])
        detector = client.create_detector(
            Enable=True, FindingPublishingFrequency="ONE_HOUR", Tags={"env": "test"})["DetectorId"]
        self.assertRegex(detector, "^[0-9a-f]{32}$")
        self.assertEqual(client.list_detectors()["DetectorIds"], [detector])
        told = client.get_detector(DetectorId=detector)
        self.assertEqual(told["Status"], "ENABLED")
        self.assertEqual(told["FindingPublishingFrequency"], "ONE_HOUR")
        self.assertEqual(told["Tags"], {"env": "test"})
        self.assertRegex(told["CreatedAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertIn(":role/aws-service-role/guardduty.amazonaws.com/", told["ServiceRole"])
        self.assertRefused(
            "BadRequestException", client.create_detector, Enable=True,
            message="The request is rejected because a detector already exists for the current account.", status=400)
        client.update_detector(DetectorId=detector, Enable=False, FindingPublishingFrequency="FIFTEEN_MINUTES")
        told = client.get_detector(DetectorId=detector)
        self.assertEqual((told["Status"], told["FindingPublishingFrequency"]), ("DISABLED", "FIFTEEN_MINUTES"))
        client.delete_detector(DetectorId=detector)
        self.assertEqual(client.list_detectors()["DetectorIds"], [])
        self.assertRefused(
            "BadRequestException", client.get_detector, DetectorId=detector, message=support.NOT_OWNED, status=400)

    def test_the_same_token_makes_the_same_detector(self):
        client = self.server.client(region="ap-south-1")
        first = client.create_detector(Enable=True, ClientToken="again")["DetectorId"]
        self.assertEqual(client.create_detector(Enable=True, ClientToken="again")["DetectorId"], first)
        self.assertRefused("BadRequestException", client.create_detector, Enable=True, ClientToken="another")

    def test_what_is_deleted_is_forgotten(self):
        client, detector = self.with_detector(region="sa-east-1")
        client.create_sample_findings(DetectorId=detector, FindingTypes=["Recon:EC2/Portscan"])
        client.tag_resource(ResourceArn=f"arn:aws:guardduty:sa-east-1:{support.ADMIN}:detector/{detector}", Tags={"a": "b"})
        client.delete_detector(DetectorId=detector)
        again = client.create_detector(Enable=True)["DetectorId"]
        self.assertEqual(client.list_findings(DetectorId=again)["FindingIds"], [])
        self.assertEqual(client.get_detector(DetectorId=again)["Tags"], {})

    def test_features_and_data_sources_are_two_views_of_one_state(self):
        client = self.server.client(region="ca-central-1")
        detector = client.create_detector(
            Enable=True, DataSources={"S3Logs": {"Enable": False}},
            Features=[{"Name": "RDS_LOGIN_EVENTS", "Status": "DISABLED"}])["DetectorId"]
        features = self.features(client, detector)
        self.assertEqual(
            features, {
                "CLOUD_TRAIL": "ENABLED", "DNS_LOGS": "ENABLED", "FLOW_LOGS": "ENABLED", "S3_DATA_EVENTS": "DISABLED",
                "EKS_AUDIT_LOGS": "ENABLED", "EBS_MALWARE_PROTECTION": "ENABLED", "RDS_LOGIN_EVENTS": "DISABLED",
                "LAMBDA_NETWORK_LOGS": "ENABLED", "RUNTIME_MONITORING": "DISABLED"})
        client.update_detector(DetectorId=detector, Features=[{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}])
        self.assertEqual(client.get_detector(DetectorId=detector)["DataSources"]["S3Logs"]["Status"], "ENABLED")
        self.assertEqual(self.features(client, detector)["RDS_LOGIN_EVENTS"], "DISABLED")
        client.update_detector(
            DetectorId=detector, DataSources={
                "Kubernetes": {"AuditLogs": {"Enable": False}},
                "MalwareProtection": {"ScanEc2InstanceWithFindings": {"EbsVolumes": False}}})
        features = self.features(client, detector)
        self.assertEqual((features["EKS_AUDIT_LOGS"], features["EBS_MALWARE_PROTECTION"]), ("DISABLED", "DISABLED"))

    def test_additional_configuration_comes_back_in_the_order_it_was_sent(self):
        client = self.server.client(region="eu-north-1")
        detector = client.create_detector(Enable=True)["DetectorId"]
        sent = [
            {"Name": name, "Status": status} for name, status in (
                ("EC2_AGENT_MANAGEMENT", "ENABLED"), ("EKS_ADDON_MANAGEMENT", "DISABLED"),
                ("ECS_FARGATE_AGENT_MANAGEMENT", "ENABLED"))]
        client.update_detector(
            DetectorId=detector,
            Features=[{"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": sent}])
        told = next(
            f for f in client.get_detector(DetectorId=detector)["Features"] if f["Name"] == "RUNTIME_MONITORING")
        self.assertEqual([{k: a[k] for k in ("Name", "Status")} for a in told["AdditionalConfiguration"]], sent)
        self.assertRefused(
            "BadRequestException", client.update_detector, DetectorId=detector, Features=[
                {"Name": "S3_DATA_EVENTS", "Status": "ENABLED", "AdditionalConfiguration": sent[:1]}])
        self.assertRefused(
            "BadRequestException", client.update_detector, DetectorId=detector, Features=[
                {"Name": "RUNTIME_MONITORING", "Status": "ENABLED"}, {"Name": "EKS_RUNTIME_MONITORING", "Status": "ENABLED"}])
        self.assertRefused(
            "BadRequestException", client.update_detector, DetectorId=detector,
            Features=[{"Name": "FLOW_LOGS", "Status": "DISABLED"}])

    def test_tags(self):
        client, detector = self.with_detector(region="eu-west-2")
        arn = f"arn:aws:guardduty:eu-west-2:{support.ADMIN}:detector/{detector}"
        client.tag_resource(ResourceArn=arn, Tags={"team": "blue", "env": "dev"})
        client.tag_resource(ResourceArn=arn, Tags={"env": "prod"})
        self.assertEqual(client.list_tags_for_resource(ResourceArn=arn)["Tags"], {"team": "blue", "env": "prod"})
        client.untag_resource(ResourceArn=arn, TagKeys=["env", "absent"])
        self.assertEqual(client.list_tags_for_resource(ResourceArn=arn)["Tags"], {"team": "blue"})
        client.untag_resource(ResourceArn=arn, TagKeys=["team"])
        self.assertEqual(client.get_detector(DetectorId=detector)["Tags"], {})
        self.assertRefused("BadRequestException", client.tag_resource, ResourceArn=arn, Tags={"aws:x": "y"})
        self.assertRefused(
            "BadRequestException", client.tag_resource, ResourceArn=arn, Tags={f"k{i}": "" for i in range(51)})
        self.assertRefused("BadRequestException", client.tag_resource, ResourceArn=arn, Tags={"k": "v" * 257})
        self.assertRefused(
            "BadRequestException", client.list_tags_for_resource, ResourceArn=arn[:-1] + "x", message=support.NOT_OWNED)
        stranger = self.server.client(support.STRANGER, region="eu-west-2")
        self.assertRefused("AccessDeniedException", stranger.list_tags_for_resource, ResourceArn=arn, status=403)
        self.assertRefused("AccessDeniedException", stranger.tag_resource, ResourceArn=arn, Tags={"a": "b"})

    def test_accounts_and_regions_do_not_see_each_other(self):
        client, detector = self.with_detector(region="eu-west-3")
        for other in (
            self.server.client(support.STRANGER, region="eu-west-3"), self.server.client(region="eu-central-1")):
            self.assertEqual(other.list_detectors()["DetectorIds"], [])
            for call, more in (
                (other.get_detector, {}), (other.update_detector, {"Enable": False}), (other.delete_detector, {}),
                (other.list_findings, {}), (other.get_findings, {"FindingIds": ["x"]}), (other.list_filters, {}),
                (other.create_sample_findings, {})):
                self.assertRefused("BadRequestException", call, DetectorId=detector, **more, message=support.NOT_OWNED)
        self.assertEqual(client.get_detector(DetectorId=detector)["Status"], "ENABLED")


if __name__ == "__main__":
    unittest.main()
