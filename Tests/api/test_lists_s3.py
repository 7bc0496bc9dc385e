# SPDX-License-Identifier: Apache-2.0
"""Lists in S3, with moto's server in its place."""
import json
import unittest
import urllib.request

from support import APITest, REGION, Server, boto3

try:
    from moto.server import ThreadedMotoServer
except ImportError:
    ThreadedMotoServer = None

READ_LISTS = {"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"}}


@unittest.skipIf(ThreadedMotoServer is None, "moto is not installed")
class ListsInS3(APITest):
    @classmethod
    def setUpClass(cls):
        moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        moto.start()
        cls.addClassCleanup(moto.stop)
        cls.endpoint = "http://%s:%s" % moto.get_host_and_port()
        own = dict(endpoint_url=cls.endpoint, aws_access_key_id="own", aws_secret_access_key="own", region_name=REGION)
        s3, iam = boto3.client("s3", **own), boto3.client("iam", **own)
        s3.create_bucket(Bucket="our-lists", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket="our-lists", Key="a b/bad+ü.txt", Body=b"198.51.100.7\n")
        s3.put_object(Bucket="our-lists", Key="plain.txt", Body=b"198.51.100.7\n")
        iam.create_user(UserName="hinomi")
        iam.put_user_policy(UserName="hinomi", PolicyName="lists", PolicyDocument=json.dumps(READ_LISTS))
        cls.key = iam.create_access_key(UserName="hinomi")["AccessKey"]
        cls.server = cls.start(cls.key["SecretAccessKey"])

    @classmethod
    def check_signatures(cls, yes):
        """Has moto check signatures as S3 does; it does so wrongly for keys with spaces and signs."""
        request = urllib.request.Request(
            cls.endpoint + "/moto-api/reset-auth", b"0" if yes else b"Infinity", {"Content-Type": "text/plain"})
        urllib.request.urlopen(request).close()

    @classmethod
    def start(cls, secret):
        env = {"AWS_ENDPOINT_URL_S3": cls.endpoint, "AWS_EC2_METADATA_DISABLED": "true"}
        if secret:
            env |= {"AWS_ACCESS_KEY_ID": cls.key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": secret}
        server = Server(env=env)
        cls.addClassCleanup(server.close)
        return server

    def status(self, client, detector, name, location):
        id = client.create_threat_intel_set(
            DetectorId=detector, Name=name, Format="TXT", Location=location, Activate=True)["ThreatIntelSetId"]
        told = client.get_threat_intel_set(DetectorId=detector, ThreatIntelSetId=id)
        self.assertEqual(told["Location"], location)
        return told["Status"]

    def test_every_form_of_a_location_is_read(self):
        client, detector = self.with_detector()
        for number, (location, status) in enumerate({
            "s3://our-lists/a b/bad+ü.txt": "ACTIVE",
            "https://s3.amazonaws.com/our-lists/plain.txt": "ACTIVE",
            f"https://s3-{REGION}.amazonaws.com/our-lists/a%20b/bad%2B%C3%BC.txt": "ACTIVE",
            "https://our-lists.s3.amazonaws.com/plain.txt": "ACTIVE",
            "s3://our-lists/missing.txt": "ERROR",
            "s3://no-such-lists/plain.txt": "ERROR",
        }.items()):
            with self.subTest(location):
                self.assertEqual(self.status(client, detector, f"list-{number}", location), status)

    def test_requests_are_signed_as_s3_wants_it(self):
        self.check_signatures(True)
        self.addCleanup(self.check_signatures, False)
        for secret, status in ((self.key["SecretAccessKey"], "ACTIVE"), ("another", "ERROR"), (None, "ERROR")):
            with self.subTest(secret):
                self.server = self.start(secret)
                client, detector = self.with_detector()
                self.assertEqual(self.status(client, detector, "list", "s3://our-lists/plain.txt"), status)
                self.assertEqual("status 403" in self.server.messages, status == "ERROR")

    def test_nothing_beside_the_endpoint_is_opened(self):
        client, detector = self.with_detector()
        self.assertRefused(
            "BadRequestException", client.create_threat_entity_set, DetectorId=detector, Name="x", Format="TXT",
            Location="http://127.0.0.1:1/plain.txt", Activate=True)


if __name__ == "__main__":
    unittest.main()
