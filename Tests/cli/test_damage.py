# SPDX-License-Identifier: Apache-2.0
import gzip
import json
import os
import random
import zipfile
import zlib

from support import ATTACK, FLOW_HEADER, INTEL, NOON, ROOT_CALL, ScanTestCase, flow, ordinary_user, portscan, scan, scan_attack

SCAN = "Recon:EC2/Portscan"
ROOT_USE = "Policy:IAMUser/RootCredentialUsage"


class Damage(ScanTestCase):
    """Whatever is read, the program ends by itself with a documented status and uses all that can be read."""

    def assertEndsWell(self, result):
        self.assertIn(result.status, (0, 3), f"\n{result.errors[-3000:]}")
        for word in ("Fatal error", "Illegal instruction", "Swift runtime"):
            self.assertNotIn(word, result.errors)

    def test_a_torn_gzip_gives_what_came_before_the_tear(self):
        # Noise behind the scan keeps the compressed scan itself whole.
        noise = "\n".join(flow("10.0.0.9", "10.0.1.9", random.Random(i).randrange(1024, 65_535), 443, at=NOON + 600)
                          for i in range(5_000))
        path = self.write("vpc.log.gz", portscan() + noise + "\n")
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [SCAN])
        self.assertRegex(result.errors, r"damaged: .*vpc\.log\.gz: .*cut off \(at byte [\d,]+ of the file; [\d,]+ bytes of content")

    def test_a_gzip_with_a_wrong_checksum_is_damage(self):
        path = self.write("vpc.log.gz", portscan())
        content = bytearray(path.read_bytes())
        content[-6] ^= 0xFF
        path.write_bytes(content)
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [SCAN])

    def test_a_flipped_bit_anywhere_is_no_crash(self):
        good = gzip.compress(portscan().encode(), mtime=0)
        for place in random.Random(7).sample(range(len(good)), 12):
            bad = bytearray(good)
            bad[place] ^= 1 << place % 8
            self.write(f"flip-{place}.log", bytes(bad))
        self.assertEndsWell(scan(self.logs, timeout=120))

    def test_gzip_members_one_after_another_are_one_log(self):
        lines = portscan().splitlines(keepends=True)
        self.write("vpc.log", b"".join(gzip.compress("".join(lines[i : i + 20]).encode()) for i in range(0, len(lines), 20)))
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertEqual(result.types, [SCAN])

    def test_half_a_cloudtrail_file_gives_the_whole_records_before(self):
        records = [ROOT_CALL] + [{**ROOT_CALL, "eventID": f"aaaaaaaa-bbbb-4ccc-8ddd-{i:012d}"} for i in range(5)]
        text = json.dumps({"Records": records})
        self.write("half.json", text[: len(text) - 300])
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [ROOT_USE])
        place = text.rindex('{"eventVersion"')
        self.assertRegex(result.errors, rf"damaged: .*half\.json: 1 record refused: .*cut off \(at byte {place}\)")

    def test_a_broken_record_in_the_middle_costs_that_record(self):
        lines = portscan().splitlines()
        lines[30] = "2 111122223333 eni-0123456789abcdef0 not-an-address 1.2.3.4 x y z"
        lines[31] = lines[31][:25]
        text = "\n".join(lines) + "\n"
        self.write("vpc.log", text)
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [SCAN])
        for place in (text.index(lines[30]), text.index("\n" + lines[31] + "\n") + 1):
            self.assertRegex(result.errors, rf"damaged: .*vpc\.log: .*\(at byte {place}\)")

    def test_numbers_beyond_all_bounds_are_no_crash(self):
        huge = "9" * 40
        lines = [FLOW_HEADER]
        for value in (huge, "-1", "18446744073709551615", "9223372036854775807", "1e9", "0x10", "", "٣"):
            for field in range(14):
                parts = flow("10.0.0.5", "198.51.100.20", 40_000, 22).split(" ")
                parts[field] = value
                lines.append(" ".join(parts))
        self.write("vpc.log", "\n".join(lines) + "\n")
        for deep in (200_000, 50):
            self.write(f"deep-{deep}.json", '{"Records":[' + "[" * deep + "]" * deep + "]}")
            self.write(f"deeper-{deep}.json", '{"Records":[{"eventVersion":"1.08","requestParameters":' + '{"a":' * deep)
        for time in ("2026-99-99T99:99:99Z", "9" * 100, "", None, 5, "-2026-11-23T12:00:00Z"):
            self.write(f"time-{len(str(time))}-{time is None}.json", {"Records": [{**ROOT_CALL, "eventTime": time}]})
        self.assertEndsWell(scan(self.logs, timeout=120))

    def test_numbers_beyond_64_bits_are_said_with_their_places(self):
        huge = str(1 << 64)
        lines = [FLOW_HEADER]
        for field in (5, 7, 8, 9, 10):
            parts = flow("10.0.0.5", "198.51.100.20", 40_000, 22).split(" ")
            parts[field] = huge
            lines.append(" ".join(parts))
        self.write("vpc.log", "\n".join(lines) + "\n")
        self.write("scan.log", portscan())
        # What a caller asked for may be any number; the time of the call may not.
        calls = [{**ROOT_CALL, "requestParameters": {"size": int(huge)}}, {**ROOT_CALL, "eventID": "2", "eventTime": int(huge)}]
        text = json.dumps({"Records": calls})
        self.write("calls.json", text)
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [SCAN, ROOT_USE])
        self.assertRegex(result.errors, rf"damaged: .*vpc\.log: 5 records refused: .*number .*at byte {len(FLOW_HEADER) + 1},")
        self.assertIn("time is missing or not readable (at byte", result.errors)
        place = text.rindex('{"eventVersion"')
        self.assertRegex(result.errors, rf"damaged: .*calls\.json: 1 record refused: .*time .*\(at byte {place}\)")

    def test_times_long_ago_and_far_ahead_are_times(self):
        far = 13_569_465_600  # 2400-01-01T00:00:00Z
        for place, at in enumerate((0, NOON, far)):
            self.write(f"{at}.log", portscan(target=f"198.51.100.{20 + place}", at=at))
        for year in (1970, 2400):
            call = {**ROOT_CALL, "eventTime": f"{year}-01-01T00:00:00Z", "eventID": str(year)}
            self.write(f"{year}.json", {"Records": [call]})
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertEqual(result.types, [SCAN] * 3 + [ROOT_USE])
        self.assertIn("They reach from 1970-01-01T00:00:00.000Z to 2400-01-01T00:00:59.000Z.", result.errors)

    def test_a_call_without_a_time_is_said_unless_its_envelope_has_one(self):
        bare = {key: value for key, value in ROOT_CALL.items() if key != "eventTime"}
        self.write("bare.json", {"Records": [bare, {**bare, "eventTime": None}, {**bare, "eventTime": "yesterday"}]})
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [])
        self.assertRegex(result.errors, r"bare\.json: 3 records refused: 3 the time is missing or not readable \(at byte 13, \d+, \d+\)")
        event = {"detail-type": "AWS API Call via CloudTrail", "source": "aws.ec2", "time": "2026-11-23T12:00:00Z", "detail": bare}
        result = scan(self.write("event.json", event, folder="events"))
        self.assertStatus(result, 0)
        self.assertEqual(result.types, [ROOT_USE])
        self.assertEqual(result.findings[0]["service"]["eventFirstSeen"], "2026-11-23T12:00:00.000Z")

    def test_records_in_strings_are_shown_whole_and_readable(self):
        call = {**ROOT_CALL, "userAgent": 'a "quoted" {agent} \\ é'}
        lookup = {"Events": [{"EventId": "1", "EventName": "DescribeInstances", "CloudTrailEvent": json.dumps(call)}]}
        delivery = {"messageType": "DATA_MESSAGE", "logEvents": [{"id": "1", "message": json.dumps(call)}]}
        for name, content in (("lookup", lookup), ("delivery", delivery)):
            for indent in (None, 4):
                path = self.write(f"{name}-{indent}.json", json.dumps(content, indent=indent), folder=f"{name}-{indent}")
                result = scan(path)
                self.assertStatus(result, 0)
                records = result.findings[0]["hinomi"]["evidence"]["records"]
                self.assertEqual([json.loads(record["raw"]) for record in records], [call])

    def test_zeros_from_a_failing_disk_cost_the_records_they_hit(self):
        text = portscan().encode()
        self.write("hole.log", text[:100] + b"\0" * 200 + text[300:])
        self.write("tail.log", portscan(target="198.51.100.21").encode() + b"\0" * 10_000)
        call = json.dumps({"Records": [ROOT_CALL, {**ROOT_CALL, "eventID": "2"}]}).encode()
        self.write("hole.json", call[:300] + b"\0" * 50 + call[350:])
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [SCAN, SCAN, ROOT_USE])
        for name in ("hole.log", "hole.json"):
            self.assertRegex(result.errors, rf"damaged: .*{name}: \d records? refused: .*\(at byte \d+")

    def test_noise_in_the_middle_of_a_log_is_said(self):
        noise = random.Random(3).randbytes(3_000)
        text = portscan()
        self.write("vpc.log", text.encode() + noise + b"\n" + portscan(target="198.51.100.21").encode())
        self.write("calls.json", json.dumps({"Records": [ROOT_CALL]}).encode() + noise)
        result = scan(self.logs)
        self.assertStatus(result, 3)
        self.assertEqual(result.types, [SCAN, SCAN, ROOT_USE])
        self.assertRegex(result.errors, rf"damaged: .*vpc\.log: \d+ records refused: .*at byte {len(text)}")
        self.assertRegex(result.errors, r"damaged: .*calls\.json: ")

    def test_noise_is_skipped_or_said(self):
        chance = random.Random(1)
        for i, size in enumerate((1, 7, 100, 4_096, 70_000, 1_000_000)):
            self.write(f"noise-{i}.bin", chance.randbytes(size))
            self.write(f"noise-{i}.log.gz", chance.randbytes(size)[:-1] + b"\n")
            self.write(f"zeros-{i}.log", b"\0" * size)
            self.write(f"header-{i}.log", (FLOW_HEADER + "\n").encode() + chance.randbytes(size))
            self.write(f"gzip-{i}.gz", b"")
            (self.logs / f"gzip-{i}.gz").write_bytes(b"\x1f\x8b\x08" + chance.randbytes(size))
            (self.logs / f"zstd-{i}.zst").write_bytes(b"\x28\xb5\x2f\xfd" + chance.randbytes(size))
            (self.logs / f"zip-{i}.zip").write_bytes(b"PK\x03\x04" + chance.randbytes(size))
        self.write("scan.log", portscan())
        result = scan(self.logs, timeout=120)
        self.assertEndsWell(result)
        self.assertEqual(result.types, [SCAN])

    def test_nul_bytes_and_broken_utf_8_are_no_crash(self):
        call = json.dumps({"Records": [ROOT_CALL]}).encode()
        self.write("nul.log", portscan().replace(" 40 ", " 4\0 ").encode())
        self.write("bytes.json", call.replace(b"aws-cli", b"\xff\xfe\xed\xa0\x80"))
        self.write("surrogate.json", call.replace(b"aws-cli", b"\\ud800\\udc00\\udfff"))
        query = ('{"version":"1.100000","account_id":"111122223333","region":"us-east-1","vpc_id":"vpc-1",'
                 '"query_timestamp":"2026-11-23T12:00:00Z","query_name":"%s","query_type":"A","query_class":"IN",'
                 '"rcode":"NOERROR","answers":[],"srcaddr":"10.0.0.5","srcport":"1","transport":"UDP"}')
        names = ["\\u0000.example.com.", "a" * 5_000 + ".com.", ".", "", "." * 300, "\\ud800.com."]
        self.write("names.log", "\n".join(query % name for name in names) + "\n")
        result = scan(self.logs, "--intel", INTEL)
        self.assertEndsWell(result)
        self.assertIn(ROOT_USE, result.types)

    def test_a_gzip_bomb_is_stopped_and_said(self):
        # A mebibyte of long lines, deflated to a kilobyte, 1,500 times.
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        start = deflate.compress(portscan(target="198.51.100.21").encode()) + deflate.flush(zlib.Z_FULL_FLUSH)
        block = deflate.compress((b" " * 65_535 + b"\n") * 16) + deflate.flush(zlib.Z_FULL_FLUSH)
        (self.logs).mkdir()
        (self.logs / "bomb.log.gz").write_bytes(
            b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + start + block * 1_500 + deflate.flush() + b"\0" * 8)
        self.write("scan.log", portscan())
        result = scan(self.logs, timeout=300)
        self.assertStatus(result, 3)
        self.assertRegex(result.errors, r"bomb\.log\.gz: .* times the size")
        self.assertEqual(result.types, [SCAN, SCAN])

    def test_a_zip_that_names_files_outside_is_harmless(self):
        self.logs.mkdir()
        with zipfile.ZipFile(self.logs / "logs.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("../../../outside.log", portscan())
        self.assertEndsWell(scan(self.logs, folder=self.folder))
        self.assertFalse((self.folder.parent / "outside.log").exists())

    def test_empty_files_are_no_damage(self):
        for name in ("empty.log", "empty.json", "empty.log.gz"):
            self.write(name, "")
        self.write("header.log", FLOW_HEADER + "\n")
        self.write("no-records.json", {"Records": []})
        (self.logs / "nothing.gz").write_bytes(b"")
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertEqual(result.output, b"")

    def test_a_file_that_may_not_be_read_is_said(self):
        self.write("scan.log", portscan())
        self.write("secret.log", portscan(target="198.51.100.21")).chmod(0)
        self.folder.chmod(0o755)
        result = scan(self.logs, user=ordinary_user())
        self.assertStatus(result, 3)
        self.assertRegex(result.errors, r"damaged: .*secret\.log: .*denied")
        self.assertEqual(result.types, [SCAN])

    def test_a_folder_that_may_not_be_opened_is_said(self):
        self.write("scan.log", portscan())
        locked = self.write("locked/more.log", portscan(target="198.51.100.21")).parent
        self.folder.chmod(0o755)
        locked.chmod(0)
        self.addCleanup(locked.chmod, 0o755)
        result = scan(self.logs, user=ordinary_user())
        self.assertStatus(result, 3)
        self.assertRegex(result.errors, r"damaged: .*locked: .*denied")
        self.assertEqual(result.types, [SCAN])


class Names(ScanTestCase):
    def test_names_that_are_no_utf_8_are_read(self):
        self.logs.mkdir()
        with open(os.fsencode(self.logs) + b"/caf\xe9 \n\x1b[31m.log", "w") as file:
            file.write(portscan())
        result = scan(self.logs, "--positions", "--format", "text")
        self.assertStatus(result, 0)
        self.assertIn(SCAN, result.text)
        self.assertNotIn("\x1b[31m", result.text)
        for form in ("json", "ndjson", "csv", "asff", "ocsf"):
            scan(self.logs, "--positions", "--format", form).output.decode("utf-8")

    def test_links_in_a_circle_end(self):
        self.write("scan.log", portscan())
        (self.logs / "again").symlink_to(self.logs)
        (self.logs / "a").symlink_to(self.logs / "b")
        (self.logs / "b").symlink_to(self.logs / "a")
        (self.logs / "gone.log").symlink_to(self.folder / "gone")
        result = scan(self.logs, timeout=60)
        self.assertIn(result.status, (0, 3))
        self.assertEqual(result.types, [SCAN])
        self.assertEqual(result.findings[0]["service"]["count"], 60)

    def test_pipes_sockets_and_devices_are_not_waited_for(self):
        self.write("scan.log", portscan())
        os.mkfifo(self.logs / "pipe.log")
        result = scan(self.logs, "/dev/zero", timeout=60)
        self.assertIn(result.status, (0, 3))
        self.assertEqual(result.types, [SCAN])

    def test_a_name_does_not_decide_what_a_file_is(self):
        self.write("picture.png", portscan())
        self.write("vpc.json", portscan(target="198.51.100.21"))
        (self.logs / "plain").write_bytes(gzip.compress(portscan(target="198.51.100.22").encode()))
        self.assertEqual(scan(self.logs).types, [SCAN] * 3)

    def test_line_endings_of_other_systems_are_read(self):
        self.write("dos.log", portscan().replace("\n", "\r\n"))
        self.write("no-end.log", portscan(target="198.51.100.21").rstrip("\n"))
        self.write("mark.log", b"\xef\xbb\xbf" + portscan(target="198.51.100.22").encode())
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertEqual(result.types, [SCAN] * 3)


class SameLogsSameFindings(ScanTestCase):
    def test_threads_do_not_matter(self):
        one = scan_attack("--threads", "1").output
        for threads in ("2", "3", "8"):
            self.assertEqual(scan_attack("--threads", threads).output, one)

    def test_a_second_run_says_the_same(self):
        for form in ("json", "csv", "asff", "ocsf", "text"):
            self.assertEqual(scan_attack("--format", form).output, scan_attack("--format", form).output)

    def test_files_given_twice_count_once(self):
        once = scan_attack().output
        self.assertEqual(scan_attack(ATTACK, ATTACK.parent / "attack/AWSLogs").output, once)

    def test_copies_of_a_log_count_once(self):
        path = self.write("scan.log", portscan())
        once = scan(path).output
        self.write("copy.log.gz", portscan())
        self.write("part.log", "\n".join(portscan().splitlines()[:50]) + "\n")
        self.assertEqual(scan(self.logs).output, once)

    def test_an_event_in_many_files_counts_once(self):
        calls = [{**ROOT_CALL, "eventID": f"{i}"} for i in range(3)]
        self.write("a.json", {"Records": calls})
        once = scan(self.logs).findings[0]["service"]
        self.assertEqual(once["count"], 3)
        self.write("b.json.gz", {"Records": calls[1:] + calls})
        self.write("c.json", "\n".join(json.dumps({"CloudTrailEvent": json.dumps(call)}) for call in calls))
        result = scan(self.logs)
        self.assertStatus(result, 0)
        self.assertEqual([finding["service"]["count"] for finding in result.findings], [3])

    def test_the_split_into_files_and_their_order_do_not_matter(self):
        header, *lines = portscan().splitlines()
        whole = scan(self.write("scan.log", portscan(), folder="whole")).output
        for i in range(0, len(lines), 7):
            name = f"{(i * 37) % 101:03d}.log.gz"
            self.write(name, "\n".join([header] + lines[i : i + 7][::-1]) + "\n", folder="parts")
        self.assertEqual(scan(self.folder / "parts").output, whole)

    def test_the_folder_does_not_matter(self):
        first = scan(self.write("scan.log", portscan(), folder="a/b/c")).output
        self.assertEqual(scan("scan.log", folder=self.folder / "a/b/c").output, first)
