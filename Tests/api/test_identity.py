# SPDX-License-Identifier: Apache-2.0
import datetime
import http.client
import json
import time
import unittest
import urllib.parse

import support

if support.boto3:
    import botocore.auth
    import botocore.awsrequest
    import botocore.credentials


class Identity(support.APITest):
    """Who may ask, and how they are told that they may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.the_key = cls.server.key(support.ADMIN)

    def signed(self, method="GET", path="/detector", body=b"", key=None, at=None, service="guardduty", headers=()):
        """A signed request, ready to be tampered with."""
        key = key or self.the_key
        request = botocore.awsrequest.AWSRequest(
            method=method, url=self.server.endpoint + path, data=body, headers=dict(headers))
        credentials = botocore.credentials.Credentials(
            key["accessKeyId"], key["secretAccessKey"], key.get("sessionToken"))
        signer = botocore.auth.SigV4Auth(credentials, service, support.REGION)
        if at is None:
            signer.add_auth(request)
        else:
            real = botocore.auth.get_current_datetime
            botocore.auth.get_current_datetime = lambda *_, **__: at.replace(tzinfo=None)
            try:
                signer.add_auth(request)
            finally:
                botocore.auth.get_current_datetime = real
        return request.prepare()

    def send(self, request, **changes):
        method = changes.get("method", request.method)
        body = changes.get("body", request.body or b"")
        target = changes.get("target", request.url.removeprefix(self.server.endpoint))
        headers = {**request.headers, **changes.get("headers", {})}
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.server.endpoint).netloc, timeout=20)
        connection.request(method, target, body, {k: v for k, v in headers.items() if v is not None})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, answer.headers.get("x-amzn-ErrorType"), text

    def test_a_signed_request_is_answered(self):
        self.assertEqual(self.send(self.signed())[0], 200)

    def test_unsigned_requests_are_refused_and_health_is_not(self):
        status, error, _ = self.send(self.signed(), headers={"Authorization": None, "X-Amz-Date": None})
        self.assertEqual((status, error), (403, "MissingAuthenticationTokenException"))
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.server.endpoint).netloc, timeout=20)
        connection.request("GET", "/healthz")
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()

    def test_whatever_is_changed_after_signing_is_noticed(self):
        request = self.signed("POST", "/detector?maxResults=1", b'{"enable":true}')
        for changes in (
            {"body": b'{"enable":false}'},
            {"method": "PUT"},
            {"target": "/detector?maxResults=2"},
            {"target": "/detector"},
            {"target": "/detectors?maxResults=1"},
            {"headers": {"Host": "elsewhere.example"}},
            {"headers": {"X-Amz-Date": "20200101T000000Z"}},
            {"headers": {"Authorization": request.headers["Authorization"].replace("eu-west-1", "us-east-1")}},
        ):
            with self.subTest(**{k: str(v) for k, v in changes.items()}):
                status, error, _ = self.send(request, **changes)
                self.assertEqual(status, 403)
                self.assertIn(error, ("InvalidSignatureException", "IncompleteSignatureException"))

    def test_headers_that_matter_must_be_signed(self):
        status, error, _ = self.send(self.signed(), headers={"X-Amz-Security-Token": "added later"})
        self.assertEqual((status, error), (403, "IncompleteSignatureException"))

    def test_signatures_hold_for_five_minutes_either_way(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        for minutes, expected in ((-6, 403), (-4, 200), (4, 200), (6, 403)):
            with self.subTest(minutes=minutes):
                request = self.signed(at=now + datetime.timedelta(minutes=minutes))
                status, error, text = self.send(request)
                self.assertEqual(status, expected, text)
                if expected == 403:
                    self.assertEqual(error, "InvalidSignatureException")
                    self.assertIn("Signature", json.loads(text)["message"])

    def test_a_request_signed_by_its_query(self):
        request = botocore.awsrequest.AWSRequest(method="GET", url=self.server.endpoint + "/detector?maxResults=5")
        credentials = botocore.credentials.Credentials(self.the_key["accessKeyId"], self.the_key["secretAccessKey"])
        botocore.auth.SigV4QueryAuth(credentials, "guardduty", support.REGION, expires=60).add_auth(request)
        prepared = request.prepare()
        self.assertEqual(self.send(prepared)[0], 200)
        target = prepared.url.removeprefix(self.server.endpoint)
        self.assertEqual(self.send(prepared, target=target.replace("maxResults=5", "maxResults=6"))[0], 403)
        self.assertEqual(self.send(prepared, target=target.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))[0], 403)
        self.assertEqual(self.send(prepared, target=target.replace("X-Amz-Expires=60", "X-Amz-Expires=9999999"))[0], 403)

    def test_wrong_secrets_and_unknown_keys(self):
        wrong = {**self.the_key, "secretAccessKey": "x" * 40}
        self.assertRefused(
            "InvalidSignatureException", self.server.client(key=wrong).list_detectors, status=403)
        unknown = {**self.the_key, "accessKeyId": "AKIAIOSFODNN7EXAMPLE"}
        self.assertRefused(
            "UnrecognizedClientException", self.server.client(key=unknown).list_detectors, status=403)

    def test_a_deleted_key_is_good_for_nothing(self):
        key = self.server.key(support.MEMBER)
        client = self.server.client(key=key)
        client.list_detectors()
        support.subprocess.run(
            [support.PROGRAM, "keys", "delete", key["accessKeyId"], "--data", self.server.folder], check=True)
        self.assertRefused("UnrecognizedClientException", client.list_detectors)

    def test_keys_that_expire_need_their_session_token(self):
        key = self.server.key(support.MEMBER, "--hours", "1")
        self.assertTrue(key["accessKeyId"].startswith("ASIA"))
        self.server.client(key=key).list_detectors()
        for token in (None, "another"):
            self.assertRefused(
                "UnrecognizedClientException", self.server.client(key={**key, "sessionToken": token}).list_detectors)
        # A key without one does not get better by it.
        self.assertRefused(
            "UnrecognizedClientException", self.server.client(key={**self.the_key, "sessionToken": "x"}).list_detectors)

    def test_levels_of_keys(self):
        client, detector = self.with_detector(region="us-west-2")
        reader = self.server.client(region="us-west-2", key=self.server.key(support.ADMIN, "--level", "read"))
        worker = self.server.client(region="us-west-2", key=self.server.key(support.ADMIN, "--level", "operate"))
        self.assertEqual(reader.list_detectors()["DetectorIds"], [detector])
        self.assertEqual(reader.list_findings(DetectorId=detector)["FindingIds"], [])
        refused = dict(DetectorId=detector, FindingTypes=["Recon:EC2/Portscan"])
        self.assertRefused("AccessDeniedException", reader.create_sample_findings, **refused, status=403)
        worker.create_sample_findings(**refused)
        ids = worker.list_findings(DetectorId=detector)["FindingIds"]
        self.assertRefused("AccessDeniedException", reader.archive_findings, DetectorId=detector, FindingIds=ids)
        worker.archive_findings(DetectorId=detector, FindingIds=ids)
        self.assertRefused("AccessDeniedException", worker.update_detector, DetectorId=detector, Enable=False)
        client.update_detector(DetectorId=detector, Enable=False)

    def test_who_am_i(self):
        sts = self.server.client(support.MEMBER, service="sts")
        self.assertEqual(sts.get_caller_identity()["Account"], support.MEMBER)
        self.assertRefused("InvalidAction", sts.get_session_token)

    def test_a_signature_for_another_service_is_refused(self):
        status, error, _ = self.send(self.signed(service="s3"))
        self.assertEqual((status, error), (403, "IncompleteSignatureException"))

    def test_secrets_are_neither_in_the_database_nor_in_the_log(self):
        self.server.client(key=self.the_key).list_detectors()
        secret = self.the_key["secretAccessKey"].encode()
        for path in support.pathlib.Path(self.server.folder).iterdir():
            self.assertNotIn(secret, path.read_bytes(), path.name)

    def test_files_are_for_their_owner_only(self):
        folder = support.pathlib.Path(self.server.folder)
        self.assertEqual((folder / "seal.key").stat().st_mode & 0o077, 0)

    def test_keys_can_be_made_before_the_first_start(self):
        with support.tempfile.TemporaryDirectory() as folder:
            done = support.subprocess.run(
                [support.PROGRAM, "keys", "create", "--account", support.ADMIN, "--data", folder + "/new", "--json"],
                capture_output=True, check=True)
            self.assertEqual(json.loads(done.stdout)["account"], support.ADMIN)

    def test_odd_paths_and_bodies(self):
        for path in ("/../detector", "/detector/", "//detector", "/detector/./x", "/nothing", "/detector/%zz", "/%2e%2e/detector"):
            with self.subTest(path):
                status, error, _ = self.send(self.signed(path="/detector"), target=path)
                self.assertIn(status, (400, 403, 404))
                self.assertTrue(error)
        deep = b"[" * 100_000
        for body, message in (
            (b"{", "JSON"), (b"[]", "object"), (b'{"enable":"yes"}', "enable"), (deep, "JSON"), (b"\xff\xfe", "JSON"),
            (b'{"enable":true,"findingPublishingFrequency":"NEVER"}', "findingPublishingFrequency"),
            (b"{}", "enable"),
        ):
            with self.subTest(body[:30]):
                status, error, text = self.send(self.signed("POST", "/detector", body))
                self.assertEqual((status, error), (400, "BadRequestException"), text)
                self.assertIn(message, json.loads(text)["message"])

    def test_long_bodies_and_many_headers(self):
        status, _, _ = self.send(self.signed("POST", "/detector", b" " * (10 << 20)))
        self.assertEqual(status, 413)
        many = {f"X-Header-{i}": "x" * 1000 for i in range(200)}
        try:
            status, _, _ = self.send(self.signed(), headers=many)
            self.assertEqual(status, 400)
        except (ConnectionError, http.client.HTTPException):
            pass  # It may hang up instead.
        self.assertEqual(self.send(self.signed())[0], 200)


if __name__ == "__main__":
    unittest.main()
