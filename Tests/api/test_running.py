# SPDX-License-Identifier: Apache-2.0
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import support

try:
    from prometheus_client.parser import text_string_to_metric_families
except ImportError:
    text_string_to_metric_families = None


def fetch(url, **headers):
    """The status and body of an answer, whatever the status is."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_until(what, timeout=40):
    """Waits until something is true, and returns it."""
    end = time.monotonic() + timeout
    while not (value := what()):
        if time.monotonic() > end:
            raise AssertionError("it did not come true")
        time.sleep(0.1)
    return value


class RunningTest(unittest.TestCase):
    """Tests that each have servers of their own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-running-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def serve(self, *options, **more):
        server = support.Server(*options, **more)
        self.addCleanup(server.close)
        return server

    def refused(self, *arguments, env=None):
        """What the program says when it does not start a server."""
        done = subprocess.run(
            [support.PROGRAM, "serve", "--data", self.folder / "data", *arguments], capture_output=True, text=True,
            timeout=30, env={**os.environ, **(env or {})})
        self.assertEqual(done.returncode, 2, done.stderr)
        return done.stderr

    def address(self, server):
        parts = urllib.parse.urlsplit(server.endpoint)
        return parts.hostname, parts.port


class Configuration(RunningTest):
    """Settings from options, variables and a file."""

    def file(self, *lines):
        path = self.folder / "hinomi.conf"
        path.write_text("\n".join(lines) + "\n")
        return str(path)

    def level(self, *options, **environment):
        """At which level a server logs, by what it says of a request."""
        server = support.Server(*options, env=environment)
        try:
            fetch(server.endpoint + "/healthz")
            time.sleep(0.2)
            return "debug" if "A request was answered" in server.messages else "info"
        finally:
            server.close()

    def test_options_come_first_then_variables_then_the_file(self):
        path = self.file("# what is told", "", "log-level = debug")
        self.assertEqual(self.level(), "info")
        self.assertEqual(self.level("--config", path), "debug")
        self.assertEqual(self.level(HINOMI_CONFIG=path), "debug")
        self.assertEqual(self.level(HINOMI_CONFIG=path, HINOMI_LOG_LEVEL="info"), "info")
        self.assertEqual(self.level("--log-level", "debug", HINOMI_LOG_LEVEL="info"), "debug")
        self.assertEqual(self.level("--config", path, "--log-level=info"), "info")

    def test_what_is_wrong_is_named_with_its_place(self):
        for lines, said in (
            (["listne = 127.0.0.1:1"], r"hinomi\.conf:1: there is no setting listne"),
            (["# fine", "log-level"], r"hinomi\.conf:2: must be as"),
            (["log-level = loud"], r"hinomi\.conf:1: .*loud"),
            (["threads = 1", "threads = 2"], r"hinomi\.conf:2: threads is set twice"),
            (["push = perhaps"], r"hinomi\.conf:1: push must be yes or no"),
            (["check = yes"], r"there is no setting check"),
            (["threads = 1\x07"], r"control characters"),
        ):
            with self.subTest(lines):
                self.assertRegex(self.refused("--config", self.file(*lines)), said)
        self.assertIn("HINOMI_LISTEN", self.refused(env={"HINOMI_LISTEN": "nowhere"}))
        self.assertIn("cannot be read", self.refused("--config", str(self.folder / "none")))

    def test_a_setting_that_may_be_given_several_times(self):
        first, second, third = (self.folder / name for name in ("one, two", "three", "four"))
        for folder in (first, second, third):
            folder.mkdir()
        path = self.file(f"watch = {first}", f"watch = {second}")
        for folder in (first, second, third):
            (folder / "notes").write_text("this is no log\n" * 3)
        for env, watched, unwatched in (
            ({}, (first, second), third), ({"HINOMI_WATCH": f"{second},{third}"}, (second, third), first),
        ):
            server = self.serve("--config", path, env=env)
            for folder in watched:
                server.wait_for(re.escape(str(folder / "notes")))
            self.assertNotIn(str(unwatched), server.messages)

    def test_check_starts_nothing_and_says_everything(self):
        data = self.folder / "data"
        done = subprocess.run(
            [support.PROGRAM, "serve", "--check", "--data", data, "--watch", self.folder], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, "The settings can be used.\n"), done.stderr)
        self.assertFalse(data.exists())
        said = self.refused(
            "--check", "--tls-certificate", "/nowhere.pem", "--tls-key", "/nowhere.key", "--watch", "/nowhere",
            "--intel", "/nowhere.txt", "--smtp-url", "smtp://me:secretword@mail.example:x")
        for part in ("/nowhere.pem: cannot be read", "/nowhere: is no folder", "/nowhere.txt", "--smtp-url must be"):
            self.assertIn(part, said)
        self.assertNotIn("secretword", said)

    def test_check_knows_a_damaged_and_a_newer_database(self):
        server = self.serve()
        server.stop()
        check = [support.PROGRAM, "serve", "--check", "--data", server.folder]
        self.assertEqual(subprocess.run(check, capture_output=True).returncode, 0)
        import sqlite3
        database = sqlite3.connect(os.path.join(server.folder, "hinomi.sqlite"))
        database.execute("INSERT INTO grdb_migrations VALUES ('from-the-future')")
        database.commit()
        database.close()
        for command in (check, check[:2] + check[3:]):
            done = subprocess.run(command, capture_output=True, text=True, timeout=30)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("newer version", done.stderr)

    def test_settings_are_read_again_when_asked_for(self):
        path = self.file("log-level = info")
        server = self.serve("--config", path)
        fetch(server.endpoint + "/healthz")
        self.file("log-level = debug", "threads = 1")
        server.process.send_signal(signal.SIGHUP)
        self.assertIn("threads", server.wait_for("take effect at a restart.*").string)
        self.assertNotIn("A request was answered", server.messages)
        fetch(server.endpoint + "/healthz")
        server.wait_for("A request was answered")
        self.file("log-level = debug", "nonsense = 1")
        server.process.send_signal(signal.SIGHUP)
        self.assertIn("nonsense", server.wait_for("those before stay.*").string)
        self.assertEqual(fetch(server.endpoint + "/healthz")[0], 200)

    def test_other_commands_find_the_folder_in_the_file(self):
        path = self.file(f"data = {self.folder}/there", "account = 999999999999", "listen = 127.0.0.1:1")
        made = subprocess.run(
            [support.PROGRAM, "keys", "create", "--account", support.ADMIN, "--config", path, "--json"],
            capture_output=True, text=True, check=True)
        self.assertEqual(json.loads(made.stdout)["account"], support.ADMIN)
        listed = subprocess.run(
            [support.PROGRAM, "keys", "list"], env={**os.environ, "HINOMI_CONFIG": path}, capture_output=True, text=True)
        self.assertIn(json.loads(made.stdout)["accessKeyId"], listed.stdout)
        self.assertTrue((self.folder / "there/hinomi.sqlite").exists())


class Log(RunningTest):
    """Lines of the log."""

    # Control characters of ASCII are refused before anything is made of the request.
    HOSTILE = "curl \u009b2J \u202etxet\u0085 level=error\t\"quoted\" {\"level\":\"error\"}"

    def ask(self, server):
        connection = socket.create_connection(self.address(server), timeout=10)
        with connection:
            connection.sendall(
                b"GET /detector%0a%0dforged?X-Amz-Signature=topsecret HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: "
                + self.HOSTILE.encode() + b"\r\n\r\n")
            while connection.recv(4096):
                pass

    def test_json_lines_are_objects_of_known_members(self):
        server = self.serve("--log-format", "json", "--log-level", "debug")
        self.ask(server)
        server.wait_for("A request was answered")
        server.stop()
        for line in server.messages.splitlines():
            event = json.loads(line)
            self.assertLessEqual(set(event), {"time", "level", "logger", "message", "fields"})
            self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        [event] = [e for e in map(json.loads, server.messages.splitlines()) if e["message"] == "A request was answered."]
        fields = event["fields"]
        self.assertEqual((fields["method"], fields["status"], fields["address"]), ("GET", "403", "127.0.0.1"))
        self.assertEqual(fields["path"], "/detector%0a%0dforged")
        self.assertIn("txet", fields["userAgent"])

    def test_nobody_forges_lines_or_steers_terminals(self):
        for format in ("text", "json"):
            with self.subTest(format):
                server = self.serve("--log-format", format, "--log-level", "debug")
                self.ask(server)
                line = server.wait_for("A request was answered.*").string
                raw = pathlib.Path(server.folder, "server.log").read_bytes().decode()
                for character in "\u009b\u202e\u0085\t\r":
                    self.assertNotIn(character, raw)
                self.assertNotIn("topsecret", raw)
                if format == "text":
                    self.assertRegex(line, r'^\S+Z debug hinomi: A request was answered\. .*userAgent="curl \\u009[bB]2J')

    def test_names_of_files_do_not_forge_lines(self):
        logs = self.folder / "logs"
        logs.mkdir()
        (logs / "x\n2026-01-01T00:00:00Z error hinomi: Forged.").write_text("this is no log\n" * 3)
        server = self.serve("--watch", str(logs))
        server.wait_for("passed over|could not be used")
        self.assertFalse([line for line in server.messages.splitlines() if line.startswith("2026-01-01")])


class Health(RunningTest):
    """Whether the server is alive, and whether it can do its work."""

    def test_ready(self):
        (self.folder / "logs").mkdir()
        server = self.serve("--watch", str(self.folder / "logs"))
        self.assertEqual(fetch(server.endpoint + "/healthz"), (200, '{"status":"ok"}'))
        server.wait_for("Watching")
        wait_until(lambda: fetch(server.endpoint + "/readyz") == (200, '{"status":"ok"}'))

    def test_a_full_disk(self):
        if os.geteuid() != 0:
            self.skipTest("only root can make a small disk")
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("no small disk can be made here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        logs = self.folder / "logs"
        logs.mkdir()
        server = self.serve("--data", str(disk / "data"), "--watch", str(logs), "--intel", str(support.ROOT / "Samples/intel"))
        server.wait_for("Watching")
        wait_until(lambda: fetch(server.endpoint + "/readyz")[0] == 200)
        filler = disk / "filler"
        with open(filler, "wb") as file:
            try:
                while file.write(b"x" * 65536):
                    file.flush()
            except OSError:
                pass
        status, body = wait_until(
            lambda: (found := fetch(server.endpoint + "/readyz"))[0] == 503 and "written to" in found[1] and found)
        self.assertEqual(
            set(json.loads(body)["reasons"]) - {"what was found in logs cannot be kept"},
            {"the store cannot be written to", "the disk is almost full"})
        self.assertNotIn(str(self.folder), body)
        # What only looks is still answered, and logs wait.
        self.assertEqual(fetch(server.endpoint + "/healthz")[0], 200)
        shutil.copytree(support.ROOT / "Samples/attack", logs / "attack")
        server.wait_for("A commit could not be kept")
        wait_until(lambda: "cannot be kept" in fetch(server.endpoint + "/readyz")[1])
        filler.unlink()
        wait_until(lambda: fetch(server.endpoint + "/readyz")[0] == 200, timeout=60)
        scanned = subprocess.run(
            [support.PROGRAM, "scan", support.ROOT / "Samples/attack", "--intel", support.ROOT / "Samples/intel", "--quiet"],
            capture_output=True, text=True, check=True).stdout.splitlines()
        expected = {json.loads(line)["id"] for line in scanned}
        import sqlite3
        database = sqlite3.connect(f"file:{disk}/data/hinomi.sqlite?mode=ro", uri=True)
        self.addCleanup(database.close)
        wait_until(lambda: {row[0] for row in database.execute("SELECT id FROM finding")} == expected, timeout=60)

    def test_a_folder_that_cannot_be_written(self):
        if os.geteuid() != 0:
            self.skipTest("only root can make a read-only disk")
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("no read-only disk can be made here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        for options in ([], ["--check"]):
            done = subprocess.run(
                [support.PROGRAM, "serve", *options, "--data", disk / "data", "--listen", "127.0.0.1:0"],
                capture_output=True, text=True, timeout=30)
            self.assertIn(done.returncode, (2, 4))
            self.assertIn(str(disk), done.stderr)


@unittest.skipIf(text_string_to_metric_families is None, "prometheus_client is not installed")
class Metrics(RunningTest):
    """Figures, as Prometheus's own parser reads them."""

    def figures(self, server):
        port = re.search(r"port=(\d+)", server.wait_for("Figures are told.*").string)[1]
        status, text = fetch(f"http://127.0.0.1:{port}/metrics")
        self.assertEqual(status, 200)
        families = {family.name: family for family in text_string_to_metric_families(text)}
        for family in families.values():
            self.assertTrue(family.documentation, family.name)
            self.assertIn(family.type, ("counter", "gauge", "histogram"), family.name)
        return {
            (sample.name, *sorted(sample.labels.items())): sample.value for f in families.values() for sample in f.samples}

    def test_they_tell_what_happened(self):
        logs = self.folder / "logs"
        shutil.copytree(support.ROOT / "Samples/attack", logs)
        server = self.serve(
            "--metrics-listen", "127.0.0.1:0", "--watch", str(logs), "--intel", str(support.ROOT / "Samples/intel"))
        scanned = subprocess.run(
            [support.PROGRAM, "scan", logs, "--intel", support.ROOT / "Samples/intel", "--quiet"], capture_output=True,
            text=True, check=True).stdout.splitlines()
        high = sum(7 <= json.loads(line)["severity"] < 9 for line in scanned)
        self.assertGreater(high, 0)
        figures = wait_until(
            lambda: (f := self.figures(server))[("hinomi_findings", ("severity", "high"))] == high and f, timeout=60)
        total = sum(figures[("hinomi_findings", ("severity", s))] for s in ("low", "medium", "high", "critical"))
        self.assertEqual(total, len(scanned))
        self.assertGreater(figures[("hinomi_records_total", ("kind", "api"))], 0)
        self.assertGreater(figures[("hinomi_state_bytes",)], 0)
        self.assertGreater(figures[("hinomi_settlements_total",)], 0)
        self.assertEqual(figures[("hinomi_watching",)], 1)
        [lag] = [value for key, value in figures.items() if key[0] == "hinomi_source_lag_seconds"]
        self.assertGreater(lag, 0)
        [arrival] = [v for key, v in figures.items() if key[0] == "hinomi_source_latest_arrival_timestamp_seconds"]
        self.assertAlmostEqual(arrival, time.time(), delta=120)
        self.assertGreater(figures[("process_resident_memory_bytes",)], 1 << 20)
        self.assertAlmostEqual(figures[("process_start_time_seconds",)], time.time(), delta=180)

    def test_requests_are_counted_within_bounds(self):
        server = self.serve("--metrics-listen", "127.0.0.1:0")
        client = server.client()
        for _ in range(3):
            client.list_detectors()
        with self.assertRaises(support.botocore.exceptions.ClientError):
            client.get_detector(DetectorId="0" * 32)
        for i in range(30):
            fetch(server.endpoint + f"/made/up/{i}")
        figures = self.figures(server)
        self.assertEqual(figures[("hinomi_requests_total", ("operation", "ListDetectors"), ("status", "200"))], 3)
        self.assertEqual(figures[("hinomi_requests_total", ("operation", "GetDetector"), ("status", "400"))], 1)
        self.assertEqual(figures[("hinomi_requests_total", ("operation", "unknown"), ("status", "403"))], 30)
        self.assertEqual(
            figures[("hinomi_refused_signatures_total", ("error", "MissingAuthenticationTokenException"))], 30)
        count = ("hinomi_request_duration_seconds_count", ("operation", "ListDetectors"))
        self.assertEqual(figures[count], 3)
        last = ("hinomi_request_duration_seconds_bucket", ("le", "+Inf"), ("operation", "ListDetectors"))
        self.assertEqual(figures[last], 3)
        self.assertFalse([key for key in figures if "made" in str(key)])

    def test_they_are_told_at_their_own_address_only(self):
        server = self.serve("--metrics-listen", "127.0.0.1:0")
        self.assertEqual(fetch(server.endpoint + "/metrics")[0], 403)
        port = re.search(r"port=(\d+)", server.wait_for("Figures are told.*").string)[1]
        self.assertEqual(fetch(f"http://127.0.0.1:{port}/healthz")[0], 200)
        self.assertEqual(fetch(f"http://127.0.0.1:{port}/detector")[0], 404)


class Abuse(RunningTest):
    """Clients that want the server to be busy with them."""

    def closed_after(self, server, *pieces, pause=0.2):
        """Seconds after which the server hangs up on one who sends a piece now and then."""
        connection = socket.create_connection(self.address(server), timeout=0.05)
        began = time.monotonic()
        pieces = iter(pieces)
        with connection:
            while time.monotonic() < began + 15:
                try:
                    connection.sendall(next(pieces, b"x"))
                    if connection.recv(4096) == b"":
                        break
                except TimeoutError:
                    pass
                except ConnectionError:
                    break
                time.sleep(pause)
        return time.monotonic() - began

    def test_who_says_nothing_or_a_byte_now_and_then_is_hung_up_on(self):
        server = self.serve("--header-timeout", "1", "--body-timeout", "2")
        self.assertLess(self.closed_after(server, *[b""] * 100), 3)
        self.assertLess(self.closed_after(server, b"GET / HTTP/1.1\r\nHost: x\r\n", *[b"A: b\r\n"] * 100), 3)
        key = server.key()
        head = (
            b"POST /detector HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nX-Amz-Date: 20261130T000000Z\r\n"
            b"Authorization: AWS4-HMAC-SHA256 Credential=" + key["accessKeyId"].encode()
            + b"/20261130/eu-west-1/guardduty/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + b"0" * 64
            + b"\r\n\r\n")
        took = self.closed_after(server, head)
        self.assertTrue(1.5 < took < 5, took)
        self.assertEqual(fetch(server.endpoint + "/healthz")[0], 200)

    def test_connections_are_bounded(self):
        server = self.serve("--connections", "5", "--connections-per-address", "3", "--metrics-listen", "127.0.0.1:0")
        host, port = self.address(server)

        def connect(source):
            connection = socket.create_connection((host, port), timeout=5, source_address=(source, 0))
            self.addCleanup(connection.close)
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            try:
                return connection, b"200 OK" in connection.recv(4096)
            except ConnectionError:
                return connection, False

        mine = [connect("127.0.0.1") for _ in range(4)]
        self.assertEqual([works for _, works in mine], [True, True, True, False])
        others = [connect("127.0.0.2") for _ in range(3)]
        self.assertEqual([works for _, works in others], [True, True, False])
        mine[0][0].close()
        wait_until(lambda: connect("127.0.0.3")[1])

    def test_who_signs_wrongly_too_often_waits(self):
        server = self.serve("--wrong-signatures", "10")
        key = server.key()
        statuses = [fetch(server.endpoint + "/detector")[0] for _ in range(15)]
        self.assertEqual(statuses, [403] * 10 + [429] * 5)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(server.endpoint + "/detector", timeout=10)
        with caught.exception as error:
            self.assertGreater(int(error.headers["Retry-After"]), 0)
            self.assertEqual(error.headers["x-amzn-ErrorType"], "TooManyRequestsException")
        # Health is answered, and a right signature counts again after a while; SDKs wait by themselves.
        self.assertEqual(fetch(server.endpoint + "/healthz")[0], 200)
        if support.boto3:
            client = server.client(key=key)
            client.meta.config.retries = {}
            def works():
                try:
                    return client.list_detectors()["DetectorIds"] == []
                except support.botocore.exceptions.ClientError as error:
                    self.assertEqual(error.response["ResponseMetadata"]["HTTPStatusCode"], 429)
            wait_until(works)

    def test_long_bodies_at_the_same_time_are_bounded(self):
        server = self.serve()
        key = server.key()
        head = (
            b"POST /detector HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\nX-Amz-Date: 20261130T000000Z\r\n"
            b"Authorization: AWS4-HMAC-SHA256 Credential=" + key["accessKeyId"].encode()
            + b"/20261130/eu-west-1/guardduty/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + b"0" * 64
            + b"\r\n\r\n")
        slow = []
        for _ in range(16):
            connection = socket.create_connection(self.address(server), timeout=10)
            self.addCleanup(connection.close)
            connection.sendall(head + b"x")
            slow.append(connection)
        time.sleep(0.5)
        with socket.create_connection(self.address(server), timeout=10) as one_more:
            one_more.sendall(head + b"x")
            self.assertIn(b"503 Service Unavailable", one_more.recv(4096))
        self.assertEqual(fetch(server.endpoint + "/healthz")[0], 200)
        slow[0].close()

    def test_unsigned_bodies_are_not_waited_for(self):
        server = self.serve()
        with socket.create_connection(self.address(server), timeout=5) as connection:
            connection.sendall(b"POST /detector HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n")
            self.assertIn(b"403 Forbidden", connection.recv(4096))

    def test_a_flood_of_header_fields_and_of_requests(self):
        server = self.serve()
        with socket.create_connection(self.address(server), timeout=10) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
            with self.assertRaises(ConnectionError):
                for i in range(20_000):
                    connection.sendall(b"X-%d: y\r\n" % i)
                    if i % 50 == 0:
                        time.sleep(0.001)
                while connection.recv(4096):
                    pass
                raise ConnectionResetError("closed")
        # Requests one after another without waiting for answers are answered in their order.
        with socket.create_connection(self.address(server), timeout=10) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 500)
            answers = b""
            while answers.count(b'{"status":"ok"}') < 500:
                piece = connection.recv(65536)
                self.assertTrue(piece)
                answers += piece
        self.assertEqual(fetch(server.endpoint + "/healthz")[0], 200)


class Stopping(RunningTest):
    """How a server comes to its end."""

    def test_requests_are_finished_and_everything_is_kept(self):
        logs = self.folder / "logs"
        shutil.copytree(support.ROOT / "Samples/attack", logs)
        server = self.serve("--watch", str(logs))
        server.wait_for("Watching")
        key = server.key()
        with socket.create_connection(self.address(server), timeout=10) as connection:
            head = (
                b"POST /detector HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nX-Amz-Date: 20261130T000000Z\r\n"
                b"Authorization: AWS4-HMAC-SHA256 Credential=" + key["accessKeyId"].encode()
                + b"/20261130/eu-west-1/guardduty/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + b"0" * 64
                + b"\r\n\r\n")
            connection.sendall(head + b"12345")
            time.sleep(0.3)
            server.process.terminate()
            server.wait_for("Asked to stop")
            connection.sendall(b"67890")
            self.assertIn(b"403 Forbidden", connection.recv(4096))
        self.assertEqual(server.process.wait(20), 0, server.messages)
        with self.assertRaises(ConnectionError):
            socket.create_connection(self.address(server), timeout=5)

    def test_who_holds_a_request_open_does_not_hold_the_server_up(self):
        server = self.serve()
        key = server.key()
        with socket.create_connection(self.address(server), timeout=30) as connection:
            connection.sendall(
                b"POST /detector HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nX-Amz-Date: 20261130T000000Z\r\n"
                b"Authorization: AWS4-HMAC-SHA256 Credential=" + key["accessKeyId"].encode()
                + b"/20261130/eu-west-1/guardduty/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + b"0" * 64
                + b"\r\n\r\n12345")
            time.sleep(0.3)
            server.process.terminate()
            self.assertEqual(server.process.wait(20), 0)

    def test_a_second_signal_and_a_bound(self):
        for again, status in ((True, 128 + signal.SIGTERM), (False, 4)):
            with self.subTest(again=again):
                # The second signal ends it long before the bound would.
                server = self.serve("--stop-timeout", "60" if again else "2")
                key = server.key()
                with socket.create_connection(self.address(server), timeout=30) as connection:
                    connection.sendall(
                        b"POST /detector HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nX-Amz-Date: 20261130T000000Z\r\n"
                        b"Authorization: AWS4-HMAC-SHA256 Credential=" + key["accessKeyId"].encode()
                        + b"/20261130/eu-west-1/guardduty/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                        + b"0" * 64 + b"\r\n\r\n12345")
                    time.sleep(0.3)
                    server.process.terminate()
                    server.wait_for("Asked to stop")
                    # The same request told twice is one.
                    server.process.terminate()
                    if again:
                        time.sleep(0.7)
                        server.process.terminate()
                    self.assertEqual(server.process.wait(30), status)

    def test_one_server_uses_a_folder(self):
        server = self.serve()
        done = subprocess.run(
            [support.PROGRAM, "serve", "--data", server.folder, "--listen", "127.0.0.1:0"], capture_output=True, text=True,
            timeout=30)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("in use by another server", done.stderr)
        server.stop(kill=True)
        server.start()


class Supervised(RunningTest):
    """What systemd hears."""

    def setUp(self):
        super().setUp()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.socket.close)
        self.socket.settimeout(20)

    def heard(self):
        return dict(line.split("=", 1) for line in self.socket.recv(4096).decode().split("\n"))

    def heard_until(self, name):
        while name not in (heard := self.heard()):
            self.assertEqual(set(heard), {"WATCHDOG"})
        return heard

    def test_notifications(self):
        for name in (str(self.folder / "notify"), "@hinomi-test-%d" % os.getpid()):
            with self.subTest(name):
                self.socket.close()
                self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                self.socket.settimeout(20)
                self.socket.bind(name.replace("@", "\0"))
                server = self.serve(env={"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "400000"})
                self.assertEqual(self.heard_until("READY"), {"READY": "1"})
                self.assertEqual(self.heard(), {"WATCHDOG": "1"})
                server.process.send_signal(signal.SIGHUP)
                heard = self.heard_until("RELOADING")
                self.assertAlmostEqual(int(heard["MONOTONIC_USEC"]) / 1e6, time.monotonic(), delta=5)
                self.assertEqual(self.heard_until("READY"), {"READY": "1"})
                server.process.terminate()
                self.assertEqual(self.heard_until("STOPPING"), {"STOPPING": "1"})
                self.assertEqual(server.process.wait(20), 0)


if __name__ == "__main__":
    unittest.main()
