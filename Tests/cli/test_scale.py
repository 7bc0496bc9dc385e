# SPDX-License-Identifier: Apache-2.0
import json
import os
import resource
import subprocess

from support import FLOW_HEADER, NOON, PROGRAM, ROOT_CALL, ScanTestCase, flow, portscan, scan

MEBIBYTE = 1 << 20


def bounded(*arguments, memory, timeout=300):
    """Runs with a bound on address space; returns the process's result."""
    return subprocess.run(
        [PROGRAM, "scan", *map(str, arguments)], capture_output=True, timeout=timeout,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)))


class Scale(ScanTestCase):
    def test_thousands_of_small_files(self):
        header, *lines = portscan(60).splitlines()
        for i in range(3_000):
            line = lines[i] if i < len(lines) else flow("10.0.0.9", "10.0.1.9", 20_000 + i, 443, at=NOON + i)
            self.write(f"{i % 50:02d}/{i}.log", f"{header}\n{line}\n")
        result = scan(self.logs, timeout=300)
        self.assertStatus(result, 0)
        self.assertEqual(result.types, ["Recon:EC2/Portscan"])
        self.assertIn("3,000 records in 3,000 files", result.errors)

    def test_one_line_of_300_megabytes_takes_no_300_megabytes(self):
        self.logs.mkdir()
        with open(self.logs / "line.log", "wb") as file:
            file.write(portscan().encode())
            for _ in range(300):
                file.write(b"x" * MEBIBYTE)
            file.write(b"\n" + portscan(target="198.51.100.21").encode())
        with open(self.logs / "value.json", "wb") as file:
            file.write(b'{"Records":[{"eventVersion":"')
            for _ in range(300):
                file.write(b"y" * MEBIBYTE)
        result = bounded(self.logs, "--threads", "2", memory=400 * MEBIBYTE)
        self.assertEqual(result.returncode, 3, result.stderr[-2_000:])
        self.assertIn(b"198.51.100.20", result.stdout)

    def test_one_line_of_5_gigabytes_is_passed_in_bounded_memory(self):
        def sparse(name, front, back):
            # A hole of zeros, which takes no room on disk.
            path = self.write(name, front)
            with open(path, "ab") as file:
                file.truncate(5 << 30)
                file.seek(0, os.SEEK_END)
                file.write(back)

        # What follows is ordinary: a record behind a finding would be fetched again through all of this.
        bob = {**ROOT_CALL, "eventID": "2", "userIdentity": {"type": "IAMUser", "userName": "bob", "accountId": "111122223333"}}
        sparse("vpc.log", portscan(), b"\n" + flow("10.0.0.9", "10.0.1.9", 20_000, 443, at=NOON + 60).encode())
        sparse("calls.json", json.dumps({"Records": [ROOT_CALL]})[:-2] + ',{"eventVersion":"',
               b'"}]}\n' + json.dumps({"Records": [bob]}).encode())
        sparse("queries.log", '{"version":"1.100000","query_name":"', b'"}\n')
        result = bounded(self.logs, "--threads", "2", memory=400 * MEBIBYTE)
        self.assertEqual(result.returncode, 3, result.stderr[-2_000:])
        types = [json.loads(line)["type"] for line in result.stdout.splitlines()]
        self.assertEqual(types, ["Recon:EC2/Portscan", "Policy:IAMUser/RootCredentialUsage"])
        errors = result.stderr.decode()
        self.assertIn("Read 123 records in 3 files", errors)
        for name in ("vpc.log", "calls.json", "queries.log"):
            self.assertRegex(errors, rf"damaged: .*{name}: .*at byte \d+")

    def test_many_findings_are_all_written(self):
        # 300 interfaces scan a host each.
        lines = [FLOW_HEADER]
        for host in range(300):
            interface = f"eni-{host:017x}"
            for i in range(30):
                lines.append(flow(f"10.0.{host // 250}.{host % 250 + 1}", "198.51.100.20", 40_000 + i, 1_000 + i,
                                  at=NOON + i, size=44, interface=interface))
                lines.append(flow("198.51.100.20", f"10.0.{host // 250}.{host % 250 + 1}", 1_000 + i, 40_000 + i,
                                  at=NOON + i, interface=interface))
        self.write("many.log.gz", "\n".join(lines) + "\n")
        result = scan(self.logs, timeout=300)
        self.assertStatus(result, 0)
        self.assertEqual(len(result.findings), 300)
        self.assertEqual(len({finding["id"] for finding in result.findings}), 300)
