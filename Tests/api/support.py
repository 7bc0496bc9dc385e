# SPDX-License-Identifier: Apache-2.0
"""A server to test against, and clients for it: the ones people use."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HINOMI", str(ROOT / ".build/debug/hinomi"))

try:
    import boto3
    import botocore.config
    import botocore.exceptions
except ImportError:
    boto3 = None

ADMIN, MEMBER, STRANGER = "111111111111", "222222222222", "333333333333"
REGION = "eu-west-1"
NOT_OWNED = "The request is rejected because the input detectorId is not owned by the current account."


class Server:
    """hinomi serve on a free port, with a folder of its own."""

    def __init__(self, *options, env=None, stdin=None):
        self.folder = tempfile.mkdtemp(prefix="hinomi-api-")
        self.options = options
        self.stdin = stdin
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "HINOMI_"))}
        # No test asks the machine that it runs on for credentials.
        self.environment.update({"AWS_EC2_METADATA_DISABLED": "true"} | (env or {}))
        self.process = None
        self.start()

    def start(self):
        self.log = open(os.path.join(self.folder, "server.log"), "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", "--region", REGION, *self.options],
            stdin=self.stdin, stdout=subprocess.PIPE, stderr=self.log, env=self.environment, text=True)
        self.first_lines = []
        for line in self.process.stdout:
            if match := re.match(r"Listening on (https?://\S+)", line):
                self.endpoint = match[1]
                return
            self.first_lines.append(line)
        raise RuntimeError("the server did not start:\n" + self.messages)

    @property
    def messages(self):
        return pathlib.Path(self.folder, "server.log").read_text(errors="replace")

    def stop(self, kill=False):
        if self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
        self.log.close()
        return self.process.returncode

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait_for(self, pattern, timeout=30):
        """Waits until the log says something, and returns the match with its line."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            for line in self.messages.splitlines():
                if match := re.search(pattern, line):
                    return match
            time.sleep(0.05)
        raise AssertionError(f"the log does not say {pattern}: {self.messages}")

    def run(self, command, verb, *arguments):
        """Runs another command of the program on the same data, and returns what it prints."""
        return subprocess.run(
            [PROGRAM, command, verb, "--data", self.folder, *arguments], capture_output=True, text=True, check=True).stdout

    def database(self):
        """Its database, to look into while it runs."""
        return contextlib.closing(sqlite3.connect(f"file:{self.folder}/hinomi.sqlite?mode=ro", uri=True))

    def key(self, account=ADMIN, *options):
        """A new key, as `hinomi keys create --json` tells it."""
        done = subprocess.run(
            [PROGRAM, "keys", "create", "--account", account, "--data", self.folder, "--json", *options],
            capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def client(self, account=ADMIN, region=REGION, key=None, service="guardduty", **config):
        key = key or self.key(account)
        return boto3.client(
            service, region_name=region, endpoint_url=self.endpoint, aws_access_key_id=key["accessKeyId"],
            aws_secret_access_key=key["secretAccessKey"], aws_session_token=key.get("sessionToken"),
            config=botocore.config.Config(retries={"total_max_attempts": 1}, **config))


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class APITest(unittest.TestCase):
    """Tests that share a server; accounts and regions keep them apart."""

    server_options = ()
    server_env = {}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.server_options, env=cls.server_env)
        cls.addClassCleanup(cls.server.close)

    def assertRefused(self, error, call, *arguments, message=None, status=None, **parameters):
        """Makes sure that a call is refused with this error, and returns its message."""
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            call(*arguments, **parameters)
        response = caught.exception.response
        self.assertEqual(response["Error"]["Code"], error, response)
        self.assertTrue(response["ResponseMetadata"]["RequestId"])
        if message is not None:
            self.assertIn(message, response["Error"]["Message"])
        if status is not None:
            self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], status)
        return response["Error"]["Message"]

    def with_detector(self, account=ADMIN, region=REGION):
        """A client and its detector, which is made where there is none."""
        client = self.server.client(account, region)
        ids = client.list_detectors()["DetectorIds"]
        return client, ids[0] if ids else client.create_detector(Enable=True)["DetectorId"]
