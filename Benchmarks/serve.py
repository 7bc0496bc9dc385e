#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the server: memory when idle, requests, a million findings, and how soon and at what cost findings come.

usage: .venv/bin/python Benchmarks/serve.py [--program PATH] [--only PART...]     PART: idle, get, list, soon, cost

Needs botocore, which scripts/setup puts into .venv, for the signatures. Costs are CPU times of the server's whole process.
"""

import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import botocore.auth
import botocore.awsrequest
import botocore.credentials

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACCOUNT, REGION = "111122223333", "us-east-1"


class Server:
    """A server with a folder of its own."""

    def __init__(self, program, *options, folder=None):
        self.folder = folder or tempfile.mkdtemp(prefix="hinomi-bench-")
        self.program = program
        self.log = open(os.path.join(self.folder, "server.log"), "ab")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "HINOMI_"))}
        self.process = subprocess.Popen(
            [program, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", "--account", ACCOUNT, "--region", REGION,
             *options], stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment | {"AWS_EC2_METADATA_DISABLED": "true"})
        for line in self.process.stdout:
            if match := re.match(r"Listening on http://([\d.]+):(\d+)", line):
                self.address = (match[1], int(match[2]))
                break
        made = subprocess.run(
            [program, "keys", "create", "--account", ACCOUNT, "--data", self.folder, "--json"], capture_output=True,
            check=True, text=True)
        key = json.loads(made.stdout)
        self.signer = botocore.auth.SigV4Auth(
            botocore.credentials.Credentials(key["accessKeyId"], key["secretAccessKey"]), "guardduty", REGION)

    def signed(self, method, path, body=None):
        """A request as bytes, signed now."""
        host = "%s:%d" % self.address
        data = b"" if body is None else json.dumps(body).encode()
        request = botocore.awsrequest.AWSRequest(method, f"http://{host}{path}", data=data, headers={"Content-Type": "application/json"})
        self.signer.add_auth(request)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(data)}"]
        lines += [f"{name}: {value}" for name, value in request.headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + data

    def ask(self, method, path, body=None, connection=None):
        """The answer to a request."""
        channel = connection or Connection(self.address)
        status, answer = channel.exchange(self.signed(method, path, body))
        if connection is None:
            channel.close()
        if status != 200:
            sys.exit(f"{method} {path}: {status} {answer.decode()}")
        return json.loads(answer)

    def detector(self):
        return self.ask("GET", "/detector")["detectorIds"][0]

    @property
    def cpu(self):
        """CPU seconds of the process so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self):
        """Resident memory in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)
        self.process.stdout.close()
        self.log.close()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Connection:
    """A connection that costs its process little."""

    def __init__(self, address):
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def exchange(self, request):
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self.buffer:
            self.receive()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        length = int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
        while len(self.buffer) < length:
            self.receive()
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return int(head.split(b" ", 2)[1]), body

    def receive(self):
        part = self.socket.recv(1 << 18)
        if not part:
            sys.exit("the server closed a connection")
        self.buffer += part

    def close(self):
        self.socket.close()


def idle(program):
    server = Server(program)
    server.ask("GET", "/detector")
    time.sleep(5)
    yield "memory of an idle server", f"{server.memory:.0f} MB", "100 MB"
    before = server.cpu
    time.sleep(10)
    yield "CPU of an idle server", f"{(server.cpu - before) * 100:.0f} ms in 10 s", ""
    server.close()


def requests_of(server, requests, connections=4):
    """Makes requests over some connections, and returns the server's CPU seconds, those on the wall, and all latencies."""
    latencies = []
    work = iter(requests)
    lock = threading.Lock()

    def client():
        connection = Connection(server.address)
        while True:
            with lock:
                request = next(work, None)
            if request is None:
                break
            began = time.monotonic()
            status, answer = connection.exchange(request)
            latencies.append(time.monotonic() - began)
            if status != 200:
                sys.exit(f"{status} {answer.decode()}")
        connection.close()

    cpu, began = server.cpu, time.monotonic()
    clients = [threading.Thread(target=client) for _ in range(connections)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    return server.cpu - cpu, time.monotonic() - began, latencies


def get(program):
    server = Server(program)
    detector = server.detector()
    server.ask("POST", f"/detector/{detector}/findings/create", {})
    ids = server.ask("POST", f"/detector/{detector}/findings", {"maxResults": 50})["findingIds"]
    for count in (1, 10):
        requests = [
            server.signed("POST", f"/detector/{detector}/findings/get", {"findingIds": random.sample(ids, count)})
            for _ in range(4_000)]
        requests_of(server, requests[:500])
        cpu, seconds, latencies = requests_of(server, requests)
        yield (f"signed GetFindings of {count}", f"{len(requests) / cpu:,.0f} a CPU-second "
               f"({statistics.median(latencies) * 1000:.1f} ms median of 4 at a time)", "1,000" if count == 1 else "")
    server.close()


def fill(path, count):
    """Multiplies the findings in a database: other ids, instances, addresses and times, in all that the store keeps of them."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -400000")
    columns = [row[1] for row in db.execute("PRAGMA table_info(finding)")]
    rows = [dict(zip(columns, row)) for row in db.execute("SELECT * FROM finding")]
    values = {number: [] for number in (row["number"] for row in rows)}
    for number, value, attribute, text in db.execute(
            "SELECT f.finding, v.id, v.attribute, v.text FROM findingValue f JOIN attributeValue v ON v.id = f.value"):
        values[number].append((value, attribute, text))
    known = {}
    uses = {}
    next_value = db.execute("SELECT max(id) FROM attributeValue").fetchone()[0] + 1
    number = max(values) + 1
    generator = random.Random(1)
    findings, links, fresh = [], [], []
    last = max(row["updatedAt"] for row in rows)
    unit = 1000 if last > 1e11 else 1

    def flush():
        db.executemany(f"INSERT INTO finding ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", findings)
        db.executemany("INSERT INTO attributeValue VALUES (?, ?, ?, ?, 0)", fresh)
        db.executemany("INSERT INTO findingValue VALUES (?, ?)", links)
        db.commit()
        findings.clear(), links.clear(), fresh.clear()

    while number < count:
        base = rows[number % len(rows)]
        row = dict(base)
        identity = hashlib.md5(str(number).encode()).hexdigest()
        # 20,000 instances and a million moments in 90 days.
        instance = "i-%017x" % generator.randrange(20_000)
        moment = last - generator.randrange(90 * 86_400) * unit
        at = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(moment / unit))
        changes = {}
        for value, attribute, text in values[base["number"]]:
            new = {"id": identity, "resource.instanceDetails.instanceId": instance, "updatedAt": at}.get(attribute)
            if new is not None:
                changes[text] = new
                value = known.get((attribute, new))
                if value is None:
                    value = known[(attribute, new)] = next_value
                    next_value += 1
                    fresh.append((value, attribute, new, moment if attribute == "updatedAt" else None))
            links.append((number, value))
            uses[value] = uses.get(value, 0) + 1
        document = row["document"]
        for old, new in changes.items():
            document = document.replace(old, new)
        row |= {"number": number, "id": identity, "updatedAt": moment, "createdAt": moment, "document": document}
        if row["resourceType"] == "Instance":
            row["resource"] = instance
        findings.append(tuple(row[c] for c in columns))
        number += 1
        if len(findings) == 20_000:
            flush()
            print(f"\r  {number:,} findings", end="", file=sys.stderr)
    flush()
    print("\r", end="", file=sys.stderr)
    db.executemany("UPDATE attributeValue SET findings = findings + ? WHERE id = ?", ((n, v) for v, n in uses.items()))
    db.commit()
    db.close()


QUERIES = {
    "no criteria": {},
    "severity at least 7": {"severity": {"greaterThanOrEqual": 7}},
    "one type, not archived": {"type": {"equals": ["Recon:EC2/Portscan"]}, "service.archived": {"equals": ["false"]}},
    "one instance": {"resource.instanceDetails.instanceId": {"equals": ["i-%017x" % 77]}},
    "severe, of one region, updated in a week": {
        "severity": {"greaterThanOrEqual": 7}, "region": {"equals": [REGION]}, "updatedAt": {"greaterThan": 0}},
    "not one of three types": {"type": {"notEquals": [
        "Recon:EC2/Portscan", "Recon:EC2/PortProbeUnprotectedPort", "UnauthorizedAccess:EC2/SSHBruteForce"]}},
}


def list_million(program):
    folder = os.path.join(tempfile.gettempdir(), "hinomi-benchmarks", "million")
    path = os.path.join(folder, "hinomi.sqlite")
    # Filling it takes minutes, so that it is kept.
    if not os.path.exists(path):
        server = Server(program)
        server.ask("POST", f"/detector/{server.detector()}/findings/create", {})
        server.stop()
        fill(os.path.join(server.folder, "hinomi.sqlite"), 1_000_000)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        shutil.move(server.folder, folder)
    with contextlib.closing(sqlite3.connect(path)) as db:
        latest = db.execute("SELECT max(updatedAt) FROM finding").fetchone()[0]
    began = time.monotonic()
    server = Server(program, folder=folder)
    detector = server.detector()
    yield "start with a million findings", f"{time.monotonic() - began:.1f} s", ""
    yield "a million findings on disk", f"{os.path.getsize(path) / 1e9:.1f} GB", ""
    connection = Connection(server.address)
    everything = []
    for name, criteria in QUERIES.items():
        if "updatedAt" in criteria:
            criteria["updatedAt"]["greaterThan"] = (latest if latest > 1e11 else latest * 1000) - 7 * 86_400_000
        times = []
        for order in ("DESC", "ASC"):
            token = None
            for _ in range(10):
                body = {"maxResults": 50, "findingCriteria": {"criterion": criteria},
                        "sortCriteria": {"attributeName": "updatedAt", "orderBy": order}}
                if token:
                    body["nextToken"] = token
                request = server.signed("POST", f"/detector/{detector}/findings", body)
                began = time.monotonic()
                status, answer = connection.exchange(request)
                times.append(time.monotonic() - began)
                if status != 200:
                    sys.exit(f"{name}: {status} {answer.decode()}")
                token = json.loads(answer).get("nextToken")
                if not token:
                    break
        everything += times
        yield (f"ListFindings of a million: {name}",
               f"{statistics.median(times) * 1000:.1f} ms median, {max(times) * 1000:.0f} ms at most", "50 ms")
    yield "ListFindings of a million: all of these", f"{statistics.median(everything) * 1000:.1f} ms median", "50 ms"
    connection.close()
    server.stop()


def root_call(number, moment):
    """A log with one call that is a finding of its own: a system for attacking, by a user of its own."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    return json.dumps({"Records": [{
        "eventVersion": "1.08", "eventTime": at, "eventName": "ListBuckets", "eventSource": "s3.amazonaws.com",
        "awsRegion": REGION, "sourceIPAddress": "198.51.100.7", "eventID": f"e-{number}", "eventType": "AwsApiCall",
        "recipientAccountId": ACCOUNT, "userAgent": "aws-cli/2.0 Python/3.9 Linux/5.10.0-kali9-amd64",
        "userIdentity": {"type": "IAMUser", "principalId": f"AIDA{number:016d}", "accountId": ACCOUNT,
                         "arn": f"arn:aws:iam::{ACCOUNT}:user/u{number}", "userName": f"u{number}",
                         "accessKeyId": f"AKIA{number:016d}"}}]}).encode()


def soon(program, objects=1_000, rate=20):
    logs = tempfile.mkdtemp(prefix="hinomi-bench-logs-")
    server = Server(program, "--watch", logs)
    detector = server.detector()
    connection = Connection(server.address)
    written, listed = {}, {}

    def look(everything=False):
        token = None
        body = {"maxResults": 50, "sortCriteria": {"attributeName": "createdAt", "orderBy": "DESC"}}
        while True:
            answer = server.ask(
                "POST", f"/detector/{detector}/findings", body | ({"nextToken": token} if token else {}), connection)
            new = [i for i in answer["findingIds"] if i not in listed]
            for i in new:
                listed[i] = time.monotonic()
            token = answer.get("nextToken")
            # What was listed before is behind it all, as a rule.
            if not token or not new and not everything:
                return

    # The time of the records goes up, so that the newest finding is the first of the list.
    moment = int(time.time()) - objects
    began = time.monotonic()
    for number in range(objects):
        while time.monotonic() < began + number / rate:
            look()
            time.sleep(0.02)
        draft = os.path.join(logs, f".{number}")
        pathlib.Path(draft).write_bytes(root_call(number, moment + number))
        os.rename(draft, os.path.join(logs, f"{number}.json"))
        written[number] = time.monotonic()
    end = time.monotonic() + 30
    while len(listed) < objects and time.monotonic() < end:
        look(everything=True)
        time.sleep(0.02)
    if len(listed) < objects:
        sys.exit(f"only {len(listed)} of {objects} were listed")
    users = {}
    ids = list(listed)
    for i in range(0, len(ids), 50):
        for finding in server.ask("POST", f"/detector/{detector}/findings/get", {"findingIds": ids[i:i + 50]})["findings"]:
            users[finding["id"]] = int(finding["resource"]["accessKeyDetails"]["userName"][1:])
    waits = sorted(listed[i] - written[users[i]] for i in ids)
    yield (f"from a log to its finding in the list, {objects} logs, {rate} a second",
           f"{waits[len(waits) // 2]:.2f} s median, {waits[int(len(waits) * 0.99)]:.2f} s for 99 of 100, {waits[-1]:.2f} s at most",
           "2 s for 99 of 100")
    connection.close()
    server.close()
    shutil.rmtree(logs)


def cost(program, days=7, rounds=5):
    folder = tempfile.mkdtemp(prefix="hinomi-bench-world-")
    subprocess.run([program, "simulate", "--output", folder, "--seed", "3", "--days", str(days), "--principals", "200", "--accounts", "2"],
                   check=True, capture_output=True)
    files = sorted((f for f in pathlib.Path(folder, "AWSLogs").rglob("*") if f.is_file()), key=lambda f: f.name.split("_")[-2:])
    size = sum(f.stat().st_size for f in files)
    # In turn, as the machine's speed drifts.
    scans = [scanned(program, folder)]
    watches = []
    for _ in range(rounds):
        # As fast as it is read by a scan at half a core: it never catches up with nothing to do.
        watches.append(watched(program, folder, files, pace=size / (scans[-1] * 2)))
        scans.append(scanned(program, folder))
    ratios = sorted(2 * w / (a + b) for w, a, b in zip(watches, scans, scans[1:]))
    yield (f"watching {len(files):,} files of {size / 1e6:.0f} MB, against scanning them",
           f"{statistics.median(ratios):.2f} × the CPU, median of {rounds} ({ratios[0]:.2f} to {ratios[-1]:.2f};"
           f" {statistics.median(watches):.1f} s, {statistics.median(scans):.1f} s)", "1.3 ×")
    shutil.rmtree(folder)


def scanned(program, folder):
    """The CPU time of a scan of a simulated world."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "scan", os.path.join(folder, "AWSLogs"), "--format", "ndjson", "--quiet", "--threads", "1"],
                   stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def watched(program, folder, files, pace):
    """The CPU time of a server that is given the files of a simulated world one by one, `pace` bytes a second."""
    logs = tempfile.mkdtemp(prefix="hinomi-bench-logs-")
    server = Server(program, "--watch", logs, "--threads", "1")
    time.sleep(2)
    before = server.cpu
    began, sent = time.monotonic(), 0
    for file in files:
        target = pathlib.Path(logs, file.relative_to(folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name("." + target.name)
        shutil.copyfile(file, draft)
        os.rename(draft, target)
        sent += file.stat().st_size
        time.sleep(max(0, began + sent / pace - time.monotonic()))
    last = server.cpu
    while True:
        time.sleep(3)
        if server.cpu - last < 0.05:
            break
        last = server.cpu
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)
    shutil.rmtree(logs)
    return last - before


PARTS = {"idle": idle, "get": get, "soon": soon, "cost": cost, "list": list_million}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / ".build/release/hinomi"))
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    options = parser.parse_args()
    print("| what | measured | goal |\n| --- | --: | --: |", flush=True)
    for part in options.only:
        for what, measured, goal in PARTS[part](options.program):
            print(f"| {what} | {measured} | {goal} |", flush=True)


if __name__ == "__main__":
    main()
