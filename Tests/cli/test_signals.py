# SPDX-License-Identifier: Apache-2.0
import csv
import io
import json
import unittest

from support import ATTACK, INTEL, ROOT_CALL, ScanTestCase, scan, scan_attack


def call(name, minute, service="iam", user="ann", error=None, address="203.0.113.7"):
    event = {**ROOT_CALL, "eventName": name, "eventSource": f"{service}.amazonaws.com", "sourceIPAddress": address,
             "eventTime": f"2026-11-23T{12 + minute // 60:02}:{minute % 60:02}:00Z", "eventID": f"{name}-{minute}-{user}",
             "userIdentity": {"type": "IAMUser", "arn": f"arn:aws:iam::111122223333:user/{user}", "userName": user,
                              "accountId": "111122223333", "accessKeyId": "AKIA" + user.upper()}}
    if error:
        event["errorCode"] = error
    return event


STORY = [call("ListUsers", 0), call("ListUsers", 1), call("CreateAccessKey", 2), call("CreateAccessKey", 70),
         call("GetSecretValue", 3, "secretsmanager", error="AccessDenied"), call("ListUsers", 4, user="bob")]


def signals(result):
    return [line["weakSignal"] for line in map(json.loads, result.output.splitlines()) if "weakSignal" in line]


class Signals(ScanTestCase):
    def story(self, *parts):
        for i, part in enumerate(parts or [STORY]):
            self.write(f"calls-{i}.json", "".join(json.dumps(event) + "\n" for event in part))
        return self.folder / "logs"

    def test_they_are_listed_when_asked_for_only(self):
        logs = self.story()
        self.assertEqual(signals(scan(logs)), [])
        found = signals(scan(logs, "--signals"))
        self.assertEqual(
            [(s["principal"].split("/")[-1], s["api"], s["count"], s["outcome"]) for s in found],
            [("ann", "ListUsers", 2, "success"), ("ann", "CreateAccessKey", 1, "success"),
             ("ann", "GetSecretValue", 1, "failure"), ("ann", "CreateAccessKey", 1, "success"),
             ("bob", "ListUsers", 1, "success")])
        self.assertEqual(found[1]["tacticId"], "TA0003")
        self.assertEqual(found[1]["sources"], ["203.0.113.7"])
        self.assertEqual(found[1]["firstCall"]["eventId"], "CreateAccessKey-2-ann")

    def test_the_first_call_is_where_it_is_said_to_be(self):
        logs = self.story()
        for signal in signals(scan(logs, "--signals")):
            first = signal["firstCall"]
            line = open(first["file"]).read().splitlines()[first["line"] - 1]
            self.assertEqual(json.loads(line)["eventID"], first["eventId"])

    def test_threads_and_files_change_nothing(self):
        def without_places(result):
            return [{**s, "firstCall": s["firstCall"]["eventId"]} for s in signals(result)]
        logs = self.story()
        expected = scan(logs, "--signals", "--threads", "1")
        self.assertEqual(scan(logs, "--signals", "--threads", "4").output, expected.output)
        split = self.story(STORY[::2], STORY[1::2])
        self.assertEqual(without_places(scan(split, "--signals", "--threads", "3")), without_places(expected))

    def test_findings_stay_as_they_are(self):
        expected = scan_attack()
        lines = scan_attack("--signals").output.splitlines(keepends=True)
        self.assertEqual(b"".join(line for line in lines if b'"weakSignal"' not in line[:15]), expected.output)
        document = json.loads(scan_attack("--signals", "--format", "json").output)
        self.assertEqual(document["findings"], expected.findings)
        self.assertGreater(len(document["weakSignals"]), 0)

    def test_text_is_a_timeline_by_caller(self):
        text = scan(self.story(), "--signals", "--format", "text").text
        self.assertIn("5 weak signals of 2 callers", text)
        self.assertLess(text.index("user/ann"), text.index("user/bob"))
        self.assertRegex(text, r"12:03:00 +◆ Credential Access secretsmanager:GetSecretValue once, AccessDenied,")
        self.assertIn("from 203.0.113.7; [1]:1\n", text)
        self.assertIn("calls-0.json\n", text.split("The first calls are in")[1])

    def test_a_table_needs_a_file_of_its_own(self):
        logs = self.story()
        refused = scan(logs, "--signals", "--format", "csv")
        self.assertStatus(refused, 2)
        self.assertIn("--signals-output", refused.errors)
        path = self.folder / "timeline.csv"
        self.assertStatus(scan(logs, "--signals-output", path, "--format", "csv"), 0)
        rows = list(csv.DictReader(io.StringIO(path.read_text())))
        self.assertEqual([row["api"] for row in rows],
                         ["ListUsers", "CreateAccessKey", "GetSecretValue", "CreateAccessKey", "ListUsers"])
        self.assertEqual(rows[2]["error_code"], "AccessDenied")

    def test_a_file_of_their_own_takes_every_form(self):
        logs = self.story()
        path = self.folder / "signals"
        for form in ("text", "json", "ndjson"):
            result = scan(logs, "--signals-output", path, "--format", form)
            self.assertStatus(result, 0)
            self.assertNotIn(b"CreateAccessKey", result.output)
            self.assertIn("CreateAccessKey", path.read_text())

    def test_forms_for_findings_only_are_refused(self):
        for form in ("asff", "ocsf"):
            for option in (["--signals"], ["--signals-output", self.folder / "x"]):
                result = scan(self.story(), *option, "--format", form)
                self.assertStatus(result, 2)
                self.assertIn("no form for weak signals", result.errors)
                self.assertEqual(result.output, b"")

    def test_the_time_asked_for_holds_for_them(self):
        found = signals(scan(self.story(), "--signals", "--since", "2026-11-23T13:00:00Z"))
        self.assertEqual([s["api"] for s in found], ["CreateAccessKey"])


if __name__ == "__main__":
    unittest.main()
