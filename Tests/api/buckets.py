# SPDX-License-Identifier: Apache-2.0
"""Buckets for tests: moto's server in the place of S3."""
import gzip
import json
import logging
import urllib.request

from support import REGION, boto3

try:
    from moto.server import ThreadedMotoServer
except ImportError:
    ThreadedMotoServer = None


class Buckets:
    """A service with some buckets, and what a server needs in its environment to write to them."""

    def __init__(self, *names):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.moto.start()
        endpoint = "http://%s:%s" % self.moto.get_host_and_port()
        # All of a process share what there is.
        urllib.request.urlopen(endpoint + "/moto-api/reset", b"").close()
        self.environment = {
            "AWS_ENDPOINT_URL_S3": endpoint, "AWS_ACCESS_KEY_ID": "own", "AWS_SECRET_ACCESS_KEY": "own"}
        self.s3 = boto3.client(
            "s3", endpoint_url=endpoint, aws_access_key_id="own", aws_secret_access_key="own", region_name=REGION)
        for name in names:
            self.make(name)

    def make(self, name):
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})

    def keys(self, bucket):
        return [item["Key"] for item in self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])]

    def findings(self, bucket):
        """All lines of all objects, by object."""
        found = {}
        for key in self.keys(bucket):
            if key.endswith(".gz"):
                content = gzip.decompress(self.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
                found[key] = [json.loads(line) for line in content.splitlines()]
        return found

    def close(self):
        self.moto.stop()
