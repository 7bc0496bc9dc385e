# SPDX-License-Identifier: Apache-2.0
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import certificates
import support


class TLS(unittest.TestCase):
    """Encrypted connections, with real certificates and the clients that people use."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-tls-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.authority = certificates.Authority(cls.folder)
        cls.first, cls.second = cls.authority.server("first"), cls.authority.server("second")

    def setUp(self):
        self.files = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-tls-files-"))
        self.addCleanup(shutil.rmtree, self.files)
        self.install(self.first)
        self.server = support.Server(
            "--tls-certificate", str(self.files / "cert.pem"), "--tls-key", str(self.files / "key.pem"))
        self.addCleanup(self.server.close)

    def install(self, pair):
        for source, name in zip(pair, ("cert.pem", "key.pem")):
            shutil.copy(source, self.files / (name + ".new"))
            os.rename(self.files / (name + ".new"), self.files / name)

    @property
    def address(self):
        parts = urllib.parse.urlsplit(self.server.endpoint)
        return parts.hostname, parts.port

    def subject(self):
        """Whose certificate a client is shown that trusts the root only."""
        context = ssl.create_default_context(cafile=self.authority.root[0])
        with socket.create_connection(self.address, timeout=10) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                return dict(pair for part in secure.getpeercert()["subject"] for pair in part)["commonName"]

    def wait_for_subject(self, name):
        end = time.monotonic() + 20
        while self.subject() != name:
            self.assertLess(time.monotonic(), end, self.server.messages)
            time.sleep(0.2)

    def test_the_chain_is_shown_and_checks_out(self):
        self.assertTrue(self.server.endpoint.startswith("https://"))
        self.assertEqual(self.subject(), "first")
        done = subprocess.run(
            ["openssl", "s_client", "-connect", "%s:%d" % self.address, "-CAfile", self.authority.root[0],
             "-verify_return_error"], input=b"", capture_output=True)
        self.assertIn(b"Verify return code: 0 (ok)", done.stdout)

    def test_old_versions_are_refused_and_new_ones_are_not(self):
        for version, works in (("-tls1", False), ("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
            with self.subTest(version):
                done = subprocess.run(
                    ["openssl", "s_client", "-connect", "%s:%d" % self.address, version, "-cipher", "ALL:@SECLEVEL=0"],
                    input=b"", capture_output=True)
                self.assertEqual(b"BEGIN CERTIFICATE" in done.stdout, works, done.stdout + done.stderr)

    @unittest.skipIf(support.boto3 is None, "boto3 is not installed")
    def test_boto3_verifies(self):
        key = self.server.key()
        arguments = dict(
            region_name=support.REGION, endpoint_url=self.server.endpoint, aws_access_key_id=key["accessKeyId"],
            aws_secret_access_key=key["secretAccessKey"],
            config=support.botocore.config.Config(retries={"total_max_attempts": 1}))
        trusting = support.boto3.client("guardduty", verify=str(self.authority.root[0]), **arguments)
        self.assertEqual(trusting.list_detectors()["DetectorIds"], [])
        wary = support.boto3.client("guardduty", verify=True, **arguments)
        with self.assertRaises(support.botocore.exceptions.SSLError):
            wary.list_detectors()

    def test_who_speaks_plainly_is_not_answered(self):
        with socket.create_connection(self.address, timeout=10) as plain:
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try:
                self.assertNotIn(b"HTTP/1.1 200", plain.recv(4096))
            except ConnectionError:
                pass

    def test_who_does_not_come_to_the_end_of_the_handshake_is_hung_up_on(self):
        server = support.Server(
            "--tls-certificate", str(self.first[0]), "--tls-key", str(self.first[1]), "--header-timeout", "1")
        self.addCleanup(server.close)
        parts = urllib.parse.urlsplit(server.endpoint)
        hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
        for sent in (b"", hello):
            with self.subTest(sent), socket.create_connection((parts.hostname, parts.port), timeout=15) as connection:
                connection.sendall(sent)
                began = time.monotonic()
                try:
                    while connection.recv(4096):
                        pass
                except ConnectionError:
                    pass
                self.assertLess(time.monotonic() - began, 10)
        # Whoever shakes hands and then says nothing as well.
        context = ssl.create_default_context(cafile=self.authority.root[0])
        with socket.create_connection((parts.hostname, parts.port), timeout=15) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                began = time.monotonic()
                try:
                    self.assertEqual(secure.recv(4096), b"")
                except OSError:
                    pass
                self.assertLess(time.monotonic() - began, 10)

    def test_a_new_pair_is_noticed(self):
        self.install(self.second)
        self.wait_for_subject("second")
        self.assertNotIn("cannot be used", self.server.messages)

    def test_a_new_pair_is_read_when_asked_for(self):
        self.install(self.second)
        self.server.process.send_signal(signal.SIGHUP)
        self.server.wait_for("a new certificate")
        self.assertEqual(self.subject(), "second")

    def test_a_pair_that_does_not_fit_leaves_the_one_before(self):
        for what, reason in (
            (lambda: shutil.copy(self.second[1], self.files / "key.pem"), "is not the key of"),
            (lambda: (self.files / "key.pem").write_text("nothing"), "no unencrypted private key"),
            (lambda: (self.files / "cert.pem").write_text("nothing"), "no certificate"),
            (lambda: (self.files / "cert.pem").unlink(), "cannot be read"),
        ):
            with self.subTest(reason):
                self.install(self.first)
                what()
                self.server.process.send_signal(signal.SIGHUP)
                line = self.server.wait_for("cannot be used.*" + reason).string
                self.assertNotIn("PRIVATE", line)
                self.assertEqual(self.subject(), "first")

    def test_a_server_without_a_good_pair_does_not_start(self):
        shutil.copy(self.second[1], self.files / "key.pem")
        with tempfile.TemporaryDirectory() as data:
            done = subprocess.run(
                [support.PROGRAM, "serve", "--data", data, "--listen", "127.0.0.1:0", "--tls-certificate",
                 self.files / "cert.pem", "--tls-key", self.files / "key.pem"], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 2)
        self.assertIn("is not the key of the certificate", done.stderr)


if __name__ == "__main__":
    unittest.main()
