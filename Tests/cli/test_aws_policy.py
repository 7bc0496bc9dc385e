# SPDX-License-Identifier: Apache-2.0
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import ScanTestCase, run

ROLE = "arn:aws:iam::111122223333:role/hinomi"
QUEUE = "arn:aws:sqs:eu-west-1:444455556666:logs"
KEY = "arn:aws:kms:eu-west-1:444455556666:key/1234"
TRUST = ("--principal", ROLE, "--external-id", "4f1c")


def policy(*arguments):
    return run("aws-policy", "--bucket", "our-logs", *arguments)


def allowed(document):
    """What statements allow: pairs of an action and a resource."""
    statements = document["Statement"]
    assert all(s["Effect"] == "Allow" for s in statements)
    many = lambda value: value if isinstance(value, list) else [value]
    return {(a, str(r)) for s in statements for a in many(s["Action"]) for r in many(s["Resource"])}


class AWSPolicy(ScanTestCase):
    def document(self, *arguments):
        result = policy(*arguments)
        self.assertStatus(result, 0)
        return json.loads(result.text)

    def test_a_bucket_alone(self):
        self.assertEqual(allowed(self.document()), {
            ("s3:ListBucket", "arn:aws:s3:::our-logs"), ("s3:GetObject", "arn:aws:s3:::our-logs/*")})

    def test_all_that_can_be_wanted_and_nothing_more(self):
        document = self.document(
            "--prefix", "AWSLogs/", "--queue", QUEUE, "--kms-key", KEY, "--export-bucket", "exports",
            "--export-kms-key", KEY + "5")
        self.assertEqual(allowed(document), {
            ("s3:ListBucket", "arn:aws:s3:::our-logs"), ("s3:GetObject", "arn:aws:s3:::our-logs/AWSLogs/*"),
            ("sqs:ReceiveMessage", QUEUE), ("sqs:DeleteMessage", QUEUE), ("sqs:ChangeMessageVisibility", QUEUE),
            ("kms:Decrypt", KEY), ("s3:PutObject", "arn:aws:s3:::exports/*"), ("kms:GenerateDataKey", KEY + "5")})
        conditions = {s["Sid"]: s.get("Condition") for s in document["Statement"]}
        self.assertEqual(conditions["ListLogs"], {"StringLikeIfExists": {"s3:prefix": "AWSLogs/*"}})
        self.assertEqual(
            conditions["DecryptLogs"],
            {"StringLike": {"kms:ViaService": ["s3.*.amazonaws.com", "sqs.*.amazonaws.com"]}})

    def test_the_partition_is_that_of_the_arns(self):
        document = self.document("--queue", QUEUE.replace("arn:aws:", "arn:aws-cn:"))
        self.assertIn(("s3:ListBucket", "arn:aws-cn:s3:::our-logs"), allowed(document))

    def test_trust(self):
        self.assertEqual(self.document("--format", "trust", *TRUST)["Statement"], [{
            "Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "4f1c"}}}])

    def test_templates_are_what_cloudformation_takes(self):
        here = pathlib.Path(sys.executable).with_name("cfn-lint")
        checker = here if here.exists() else shutil.which("cfn-lint")
        if not checker:
            self.skipTest("cfn-lint is not here")
        for arguments in (
            ("--make-queue", "--prefix", "AWSLogs/", "--kms-key", KEY), ("--queue", QUEUE), ("--export-bucket", "exports"),
        ):
            with self.subTest(arguments), tempfile.TemporaryDirectory() as folder:
                template = pathlib.Path(folder, "template.json")
                template.write_text(policy("--format", "cloudformation", *TRUST, *arguments).text)
                done = subprocess.run(
                    [checker, "--regions", "eu-west-1", "--", template], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_the_queue_of_a_template_takes_messages_of_the_bucket_only(self):
        resources = self.document("--format", "cloudformation", "--make-queue", "--prefix", "AWSLogs/", *TRUST)["Resources"]
        self.assertEqual(resources["Rule"]["Properties"]["EventPattern"], {
            "source": ["aws.s3"], "detail-type": ["Object Created"],
            "detail": {"bucket": {"name": ["our-logs"]}, "object": {"key": [{"prefix": "AWSLogs/"}]}}})
        senders = resources["QueuePolicy"]["Properties"]["PolicyDocument"]["Statement"]
        self.assertTrue(all(s["Action"] == "sqs:SendMessage" and s["Condition"]["ArnEquals"] for s in senders))
        self.assertEqual(resources["Queue"]["Properties"]["RedrivePolicy"]["maxReceiveCount"], 20)

    def test_what_is_wrong_is_refused(self):
        for arguments in (
            ("--prefix", "a*"), ("--prefix", "/a"), ("--queue", "https://sqs"), ("--queue", QUEUE + "*"), ("--kms-key", ROLE),
            ("--format", "trust"), ("--format", "cloudformation"), ("--external-id", "x"), ("--make-queue",),
            ("--principal", "*"), ("--export-bucket", "No Bucket"),
        ):
            with self.subTest(arguments):
                self.assertStatus(policy(*arguments), 2)


if __name__ == "__main__":
    unittest.main()
