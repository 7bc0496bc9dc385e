# SPDX-License-Identifier: Apache-2.0
"""How these tests run the program, and logs small enough to write by hand."""
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HINOMI", str(ROOT / ".build/debug/hinomi"))
ATTACK = ROOT / "Samples/attack"
CALM = ROOT / "Samples/calm"
INTEL = ROOT / "Samples/intel"

FLOW_HEADER = (
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
)
NOON = 1_795_435_200  # 2026-11-23T12:00:00Z
ROOT_CALL = {
    "eventVersion": "1.08",
    "userIdentity": {
        "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
        "accountId": "111122223333", "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
    },
    "eventTime": "2026-11-23T12:00:00Z", "eventSource": "ec2.amazonaws.com", "eventName": "DescribeInstances",
    "awsRegion": "eu-west-1", "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.15",
    "requestID": "11111111-2222-4333-8444-555555555555", "eventID": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "readOnly": True, "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": "111122223333",
    "eventCategory": "Management",
}


class Result:
    def __init__(self, status, output, errors, memory):
        self.status, self.output, self.errors, self.memory = status, output, errors, memory

    @property
    def text(self):
        return self.output.decode()

    @property
    def findings(self):
        """Findings of an ndjson run."""
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def types(self):
        return [finding["type"] for finding in self.findings]


def run(*arguments, env=None, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=300, folder=None, user=None):
    """Runs the program to its end."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    environment.update(env or {})
    process = subprocess.Popen(
        [PROGRAM, *(os.fspath(argument) for argument in arguments)], stdin=stdin, stdout=stdout,
        stderr=subprocess.PIPE, env=environment, cwd=folder, user=user)
    try:
        output, errors = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Result(process.returncode, output or b"", errors.decode(errors="replace"), 0)


def scan(*arguments, **options):
    return run("scan", *arguments, **options)


def scan_attack(*arguments, **options):
    return scan(ATTACK, "--intel", INTEL, *arguments, **options)


def flow(source, destination, source_port, port, *, at=NOON, packets=1, size=40, protocol=6, action="ACCEPT",
         interface="eni-0123456789abcdef0"):
    return (f"2 111122223333 {interface} {source} {destination} {source_port} {port} {protocol} {packets} {size} "
            f"{at} {at + 1} {action} OK")


def portscan(ports=60, target="198.51.100.20", at=NOON):
    """One of our instances tries many ports of one host outside, which refuses them all."""
    lines = [FLOW_HEADER]
    for i in range(ports):
        lines.append(flow("10.0.0.5", target, 40_000 + i, 1_000 + i, at=at + i, size=44))
        lines.append(flow(target, "10.0.0.5", 1_000 + i, 40_000 + i, at=at + i, size=40))
    return "\n".join(lines) + "\n"


def ordinary_user():
    """Whom to run as where permissions matter: root may do everything. Nobody, if nobody can run the program."""
    if os.geteuid() != 0:
        return None
    try:
        subprocess.run([PROGRAM, "--version"], user=65_534, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise unittest.SkipTest("root may do everything, and nobody else may run the program here") from None
    return 65_534


class ScanTestCase(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, content, folder="logs"):
        """Writes a file; names ending in .gz are compressed. Returns its path."""
        path = self.folder / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        if name.endswith(".gz"):
            content = gzip.compress(content, mtime=0)
        path.write_bytes(content)
        return path

    @property
    def logs(self):
        return self.folder / "logs"

    def assertStatus(self, result, status):
        self.assertEqual(result.status, status, f"\n{result.errors[-3000:]}")
