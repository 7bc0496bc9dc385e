# SPDX-License-Identifier: Apache-2.0
"""Certificates for tests, made by openssl: an authority, one in between, and servers' certificates signed by it."""
import pathlib
import shutil
import subprocess
import unittest


class Authority:
    """Signs certificates for localhost, in a folder."""

    def __init__(self, folder):
        if not shutil.which("openssl"):
            raise unittest.SkipTest("openssl is not installed")
        self.folder = pathlib.Path(folder)
        self.root = self._make("root", "CN=Test root", "basicConstraints=critical,CA:TRUE", None)
        self.between = self._make("between", "CN=Test intermediate", "basicConstraints=critical,CA:TRUE", self.root)

    def _openssl(self, *arguments, **options):
        return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **options)

    def _make(self, name, subject, extensions, issuer, days=2):
        certificate, key = self.folder / f"{name}.crt", self.folder / f"{name}.key"
        request, settings = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        settings.write_text(extensions + "\n")
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/" + subject,
                      "-keyout", key, "-out", request)
        signer = ["-signkey", key] if issuer is None else ["-CA", issuer[0], "-CAkey", issuer[1], "-CAcreateserial"]
        self._openssl("x509", "-req", "-in", request, *signer, "-days", days, "-extfile", settings, "-out", certificate)
        return certificate, key

    def server(self, name):
        """A certificate with its chain, and its key, for localhost and 127.0.0.1. The name is its subject's."""
        certificate, key = self._make(
            name, f"CN={name}", "subjectAltName=DNS:localhost,IP:127.0.0.1", self.between)
        chain = self.folder / f"{name}.pem"
        chain.write_text(certificate.read_text() + self.between[0].read_text())
        return chain, key
