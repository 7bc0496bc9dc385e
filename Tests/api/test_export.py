# SPDX-License-Identifier: Apache-2.0
"""Findings are written to buckets."""
import re
import time
import unittest
import urllib.request

import support
from buckets import Buckets, ThreadedMotoServer

BUCKET, SHARED = "findings-of-ours", "findings-of-all"
KEY = f"arn:aws:kms:eu-west-1:{support.ADMIN}:key/k"
TYPES = ["Recon:EC2/Portscan", "Stealth:IAMUser/CloudTrailLoggingDisabled"]
FAILING = "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY"


@unittest.skipIf(ThreadedMotoServer is None, "moto is not installed")
class Export(support.APITest):
    def setUp(self):
        self.buckets = Buckets(BUCKET, SHARED)
        self.addCleanup(self.buckets.close)
        self.server = support.Server(
            "--account", support.ADMIN, "--export-bucket", SHARED, "--metrics-listen", "127.0.0.1:0", env=self.buckets.environment)
        self.addCleanup(self.server.close)

    def destination(self, client, detector, bucket, **properties):
        made = client.create_publishing_destination(
            DetectorId=detector, DestinationType="S3",
            DestinationProperties={"DestinationArn": f"arn:aws:s3:::{bucket}", **properties})["DestinationId"]
        return made, self.told(client, detector, made)["Status"]

    def told(self, client, detector, destination):
        return client.describe_publishing_destination(DetectorId=detector, DestinationId=destination)

    def waiting(self):
        """How many findings wait to be written, by the server's figures."""
        port = re.search(r"port=(\d+)", self.server.wait_for("Figures are told.*").string)[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
            return int(re.search(r"^hinomi_exports_waiting (\d+)", page.read().decode(), re.M)[1])

    def exported(self, bucket, count, timeout=40):
        """Waits until so many findings are written, and returns them by object."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            found = self.buckets.findings(bucket)
            if sum(map(len, found.values())) >= count:
                return found
            time.sleep(0.5)
        self.fail(f"{found}\n{self.server.messages}")

    def test_new_findings_are_written_once_and_whole(self):
        client, detector = self.with_detector()
        made, status = self.destination(client, detector, f"{BUCKET}/all/of/it", KmsKeyArn=KEY)
        self.assertEqual(status, "PUBLISHING")
        folder = f"all/of/it/AWSLogs/{support.ADMIN}/GuardDuty/{support.REGION}/"
        self.assertEqual(self.buckets.keys(BUCKET), [folder])
        client.create_sample_findings(DetectorId=detector, FindingTypes=TYPES)
        # A crash in between neither loses nor doubles them.
        self.server.stop(kill=True)
        self.server.start()
        client = self.server.client(key=self.server.key(support.ADMIN))
        (key, findings), = self.exported(BUCKET, 2).items()
        self.assertRegex(key, "^" + re.escape(folder) + r"\d{4}/\d\d/\d\d/[0-9a-f]{32}\.jsonl\.gz$")
        self.assertEqual(sorted(f["type"] for f in findings), sorted(TYPES))
        ids = client.list_findings(DetectorId=detector)["FindingIds"]
        self.assertEqual(sorted(f["id"] for f in findings), sorted(ids))
        head = self.buckets.s3.head_object(Bucket=BUCKET, Key=key)
        self.assertEqual((head["ServerSideEncryption"], head["SSEKMSKeyId"]), ("aws:kms", KEY))
        # What is archived is not written; what is added to waits as long as the detector says.
        client.create_filter(
            DetectorId=detector, Name="quiet", Action="ARCHIVE",
            FindingCriteria={"Criterion": {"type": {"Equals": ["Recon:EC2/PortProbeUnprotectedPort"]}}})
        client.create_sample_findings(
            DetectorId=detector, FindingTypes=[*TYPES, "Recon:EC2/PortProbeUnprotectedPort", "Trojan:EC2/DropPoint"])
        found = self.exported(BUCKET, 3)
        time.sleep(2)
        self.assertEqual(found, self.buckets.findings(BUCKET))
        self.assertEqual([f["type"] for k in found if k != key for f in found[k]], ["Trojan:EC2/DropPoint"])

    def test_a_bucket_that_cannot_be_written_to(self):
        client, detector = self.with_detector()
        before = time.time() * 1000
        made, status = self.destination(client, detector, "not-there-yet")
        told = self.told(client, detector, made)
        self.assertEqual((status, told["Status"]), (FAILING, FAILING))
        self.assertGreater(told["PublishingFailureStartTimestamp"], before - 1000)
        self.server.wait_for("Findings cannot be exported.*NoSuchBucket")
        client.create_sample_findings(DetectorId=detector, FindingTypes=TYPES)
        self.assertEqual(self.waiting(), 2)
        # Nothing is lost: what waited is written where it was made right.
        client.update_publishing_destination(
            DetectorId=detector, DestinationId=made, DestinationProperties={"DestinationArn": f"arn:aws:s3:::{BUCKET}"})
        told = self.told(client, detector, made)
        self.assertEqual((told["Status"], told["PublishingFailureStartTimestamp"]), ("PUBLISHING", 0))
        self.assertEqual(len(sum(self.exported(BUCKET, 2).values(), [])), 2)

    def test_others_than_the_operator_write_to_shared_buckets_only(self):
        client, detector = self.with_detector(support.STRANGER)
        made, status = self.destination(client, detector, BUCKET)
        self.assertEqual(status, FAILING)
        client.update_publishing_destination(
            DetectorId=detector, DestinationId=made, DestinationProperties={"DestinationArn": f"arn:aws:s3:::{SHARED}"})
        self.assertEqual(self.told(client, detector, made)["Status"], "PUBLISHING")
        self.assertEqual(self.buckets.keys(BUCKET), [])


if __name__ == "__main__":
    unittest.main()
