# SPDX-License-Identifier: Apache-2.0
"""Logs out of buckets and queues, with moto's server in AWS's place and a proxy before it that can be made faulty."""
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
import unittest

import aws
import support
from aws import in_sns, of_event_bridge, of_trail, plain
from watched import ACCOUNT, ATTACK, INTEL, WatchTest

BUCKET = "our-logs"


@unittest.skipIf(aws.ThreadedMotoServer is None, "moto is not installed")
class LogsFromAWS(WatchTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cloud = aws.Cloud()
        cls.addClassCleanup(cls.cloud.close)
        cls.cloud.s3.create_bucket(Bucket=BUCKET)
        cls.number = 0

    def setUp(self):
        self.cloud.proxy.fault = lambda request: None
        self.cloud.proxy.seen.clear()
        type(self).number += 1
        # Each test has a queue and a folder of its own.
        self.queue, self.direct = self.cloud.queue(f"logs-{self.number}")
        self.folder = f"test-{self.number}/"

    def watch(self, *places, options=("--list-every", "1", "--hide-messages", "2"), env=None):
        arguments = [a for place in places for a in ("--watch", place)]
        self.serve(*arguments, *options, env={**self.cloud.env, **(env or {})})

    def put(self, file):
        return self.cloud.put(BUCKET, self.folder + str(file.relative_to(ATTACK)), file.read_bytes())

    def send(self, body):
        self.cloud.sqs.send_message(QueueUrl=self.direct, MessageBody=body)

    def left(self):
        attributes = self.cloud.sqs.get_queue_attributes(QueueUrl=self.direct, AttributeNames=["All"])["Attributes"]
        return int(attributes["ApproximateNumberOfMessages"]) + int(attributes["ApproximateNumberOfMessagesNotVisible"])

    def stop(self):
        """Stops the server, which keeps everything then, and deletes messages."""
        # Everything is found a little before everything is read.
        time.sleep(1)
        self.assertEqual(self.server.stop(), 0, self.server.messages[-3000:])

    def downloads(self):
        return sum(a == "GET" and p.startswith(f"/{BUCKET}/{self.folder}") for a, p in self.cloud.proxy.seen)

    def test_notifications_in_every_form(self):
        self.watch(self.queue)
        self.send(json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": BUCKET}))
        one, two, three = (self.put(f) for f in self.files())
        odd = self.cloud.put(BUCKET, self.folder + "a b+ü.log", b"no log\n")
        self.send(plain(one, odd))
        self.send(in_sns(two))
        self.send(of_event_bridge(three))
        self.send(of_trail(one))
        self.send(json.dumps({"Records": [{"eventSource": "aws:s3", "eventName": "ObjectRemoved:Delete", "s3": {}}]}))
        self.wait_until_all_is_found()
        # Messages go when everything that follows from them is kept.
        self.stop()
        self.assertEqual(self.left(), 0)
        self.assertIn("a b+ü.log", self.server.messages)

    def test_a_queue_behind_a_topic(self):
        topic = self.cloud.sns.create_topic(Name=f"topic-{self.number}")["TopicArn"]
        raw_queue, raw_direct = self.cloud.queue(f"raw-{self.number}")
        for direct, raw in ((self.direct, "false"), (raw_direct, "true")):
            arn = self.cloud.sqs.get_queue_attributes(QueueUrl=direct, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            self.cloud.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": raw})
        self.watch(self.queue)
        for file in self.files():
            self.cloud.sns.publish(TopicArn=topic, Message=plain(self.put(file)))
        self.wait_until_all_is_found()
        self.stop()
        self.assertEqual(self.left(), 0)
        self.watch(raw_queue)
        self.wait_until_all_is_found()

    def test_a_deletion_that_the_end_interrupts_is_made_up_for(self):
        interrupted = threading.Event()

        def fault(request):
            if not interrupted.is_set() and request.headers.get("x-amz-target", "").endswith("DeleteMessageBatch"):
                interrupted.set()
                time.sleep(2)
                return "drop"

        self.cloud.proxy.fault = fault
        # What is there at the start is in the first snapshot, which is written at once.
        self.send(plain(*(self.put(f) for f in self.files())))
        self.watch(self.queue, options=("--hide-messages", "60"))
        self.assertTrue(interrupted.wait(60))
        self.stop()
        self.assertEqual(self.left(), 0)

    def test_what_is_no_notification_is_named_once_and_left(self):
        self.watch(self.queue)
        self.send("hello")
        self.send(json.dumps({"Records": [{"eventSource": "aws:ses"}]}))
        self.server.wait_for(r".*tells of no objects, and is left")
        self.send(plain(*(self.put(f) for f in self.files())))
        self.wait_until_all_is_found()
        time.sleep(2.5)
        self.stop()
        self.assertEqual(self.left(), 2)
        self.assertEqual(self.server.messages.count("tells of no objects"), 2)

    def test_objects_that_cannot_be_read_do_not_stop_others(self):
        gone = self.put(self.files()[0])
        gone["key"] += ".gone"
        elsewhere = dict(gone, bucket="no-such-bucket")
        self.watch(self.queue)
        self.send(plain(gone))
        self.send(plain(elsewhere))
        self.send(plain(*(self.put(f) for f in self.files())))
        self.wait_until_all_is_found()
        self.server.wait_for(r".*it is gone before it was read")
        self.server.wait_for(r".*its message comes again: status 404 NoSuchBucket")
        # The first will not come back; of the second the bucket may be a mistake that somebody mends.
        self.stop()
        self.assertEqual(self.left(), 1)

    def test_faults_of_the_network_lose_nothing(self):
        faults = [503, "cut", "drop", 500, 429, "cut", 503, 500, "drop"]
        random.shuffle(faults)
        lists = [500, "drop", 503]

        def fault(request):
            if request.action == "ReceiveMessage":
                return lists.pop() if lists else None
            if request.action == "GET":
                wanted = lists if "list-type" in request.path else faults
                return wanted.pop() if wanted else None

        self.cloud.proxy.fault = fault
        for way in ("queue", "folder"):
            with self.subTest(way):
                objects = [self.put(f) for f in self.files()]
                if way == "queue":
                    self.send(plain(*objects))
                self.watch(self.queue if way == "queue" else f"s3://{BUCKET}/{self.folder}")
                self.wait_until_all_is_found()
                self.server.close()
                self.assertEqual((faults, lists), ([], []))
                faults += ["cut", 503, "drop", "cut"]
                lists += [500, "drop", 503]

    def test_a_message_comes_again_while_its_object_is_read(self):
        self.watch(self.queue)
        objects = [self.put(f) for f in self.files()]
        for _ in range(5):
            self.send(plain(*objects))
            self.send(in_sns(*objects))
        self.wait_until_all_is_found()
        # While they wait, messages are hidden for longer; those that come again all the same are known.
        time.sleep(3)
        self.stop()
        self.assertEqual(self.left(), 0)
        self.assertEqual(self.downloads(), len(objects))

    def test_a_queue_that_is_gone_is_named_and_asked_again(self):
        missing = self.queue + "-missing"
        self.watch(missing)
        self.server.wait_for(r".*the queue cannot be asked: .*(NonExistentQueue|QueueDoesNotExist)")
        direct = self.cloud.sqs.create_queue(QueueName=f"logs-{self.number}-missing")["QueueUrl"]
        for file in self.files():
            self.cloud.sqs.send_message(QueueUrl=direct, MessageBody=plain(self.put(file)))
        self.wait_until_all_is_found()
        self.server.wait_for(r".*the queue answers again")

    def test_a_bucket_is_listed(self):
        files = self.files()
        for file in files[1:]:
            self.put(file)
        self.watch(f"s3://{BUCKET}/{self.folder}")
        self.server.wait_for(".*Watching")
        time.sleep(1)
        # Of a day that is long over: it is found as soon as its folder is.
        self.put(files[0])
        self.cloud.put(BUCKET, self.folder + "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/x.json.gz", b"x")
        self.wait_until_all_is_found()
        self.assertEqual(self.downloads(), len(files))
        self.assertEqual(self.server.messages.count("CloudTrail-Digest"), 1)
        self.stop()
        self.server.start()
        time.sleep(3)
        self.wait_until_all_is_found()
        self.assertEqual(self.downloads(), len(files))

    def test_objects_that_are_denied_are_tried_again_after_a_restart(self):
        denied = self.files()[0].name
        self.cloud.proxy.fault = lambda request: 403 if denied in request.path else None
        for file in self.files():
            self.put(file)
        self.watch(f"s3://{BUCKET}/{self.folder}")
        self.server.wait_for(".*cannot be fetched and is tried again later.*status 403")
        time.sleep(1)
        self.stop()
        self.cloud.proxy.fault = lambda request: None
        self.server.start()
        self.wait_until_all_is_found()

    def test_a_role_is_taken_on(self):
        for file in self.files():
            self.put(file)
        role = "arn:aws:iam::111122223333:role/reader"
        asked = []
        self.cloud.proxy.fault = lambda request: asked.append(request.headers["authorization"]) if "list-type" in request.path else None
        self.watch(
            f"s3://{BUCKET}/{self.folder}", options=("--list-every", "1", "--role-arn", role, "--external-id", "x"))
        self.wait_until_all_is_found()
        self.assertGreaterEqual(self.cloud.proxy.count("POST", "/"), 1)
        # The keys of a role begin with ASIA; our own is called otherwise.
        self.assertTrue(asked and all("Credential=ASIA" in a for a in asked), asked)

    def test_a_key_of_the_server_is_not_shown_to_aws(self):
        self.watch(f"s3://{BUCKET}/{self.folder}")
        key = self.server.key(ACCOUNT)
        self.server.stop()
        self.server.environment |= {
            "AWS_ACCESS_KEY_ID": key["accessKeyId"], "AWS_SECRET_ACCESS_KEY": key["secretAccessKey"], "HOME": self.server.folder}
        self.cloud.proxy.seen.clear()
        self.server.start()
        self.server.wait_for(".*it cannot be listed: there are no credentials for AWS")
        self.assertEqual(self.cloud.proxy.seen, [])

    def test_watch_reads_a_queue_as_well(self):
        for file in self.files():
            self.send(plain(self.put(file)))
        state = tempfile.mkdtemp(prefix="hinomi-state-")
        self.addCleanup(shutil.rmtree, state, ignore_errors=True)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "HINOMI_"))} | self.cloud.env
        command = [support.PROGRAM, "watch", "--state", state, "--intel", INTEL, "--format", "ndjson", "--hide-messages", "2", self.queue]
        # A key beside AWS_ENDPOINT_URL is for whoever answers there, and not for AWS.
        with subprocess.Popen(command, env=env | {"HOME": state}, stderr=subprocess.PIPE, text=True) as process:
            line = next(l for l in process.stderr if "cannot be asked" in l)
            process.terminate()
        self.assertIn("there are no credentials", line)
        del env["AWS_ENDPOINT_URL"]
        found = {}
        expected = {i: f["service"]["count"] for i, f in self.scanned.items()}
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            watchdog = threading.Timer(60, process.kill)
            watchdog.start()
            for line in process.stdout:
                finding = json.loads(line)
                if finding.get("withdrawn"):
                    found.pop(finding["id"], None)
                else:
                    found[finding["id"]] = finding["service"]["count"]
                if found == expected:
                    break
            watchdog.cancel()
            process.terminate()
        self.assertEqual(found, expected)
        self.assertEqual(process.returncode, 0)
        # Everything was found, which is before everything was read. The rest tells nothing new, and then no message is left.
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            end = time.monotonic() + 60
            while self.left():
                self.assertLess(time.monotonic(), end)
                time.sleep(0.2)
            process.terminate()
            self.assertEqual(process.stdout.read(), "")


if __name__ == "__main__":
    unittest.main()
