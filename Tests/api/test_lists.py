# SPDX-License-Identifier: Apache-2.0
"""The operations of IP sets, threat intel sets and entity sets, through boto3."""
import itertools
import os
import time
import unittest

from list_sources import SLOW, ListServer
from support import ADMIN, APITest, MEMBER, NOT_OWNED

KINDS = {
    "ip_set": "IpSetId", "threat_intel_set": "ThreatIntelSetId", "trusted_entity_set": "TrustedEntitySetId",
    "threat_entity_set": "ThreatEntitySetId",
}
# A list's kind, and how many an account may have of it.
LIMITS = {"ip_set": 1, "threat_intel_set": 6, "trusted_entity_set": 1, "threat_entity_set": 6}
NO_SUCH = "The request is rejected since no such resource found."
_regions = itertools.count(1)


class Kind:
    """The five operations of one kind, for one detector."""

    def __init__(self, client, detector, kind):
        self.client, self.detector, self.kind, self.id_name = client, detector, kind, KINDS[kind]

    def create(self, name="list", location="https://lists.invalid/list.txt", activate=False, format="TXT", **more):
        call = getattr(self.client, "create_" + self.kind)
        return call(
            DetectorId=self.detector, Name=name, Format=format, Location=location, Activate=activate, **more
        )[self.id_name]

    def _call(self, verb, id, **more):
        return getattr(self.client, f"{verb}_{self.kind}")(DetectorId=self.detector, **{self.id_name: id}, **more)

    def get(self, id):
        return self._call("get", id)

    def update(self, id, **more):
        return self._call("update", id, **more)

    def delete(self, id):
        return self._call("delete", id)

    def ids(self, **more):
        answer = getattr(self.client, f"list_{self.kind}s")(DetectorId=self.detector, **more)
        return answer[self.id_name + "s"], answer.get("NextToken")

    def arn(self, id, account=ADMIN):
        region = self.client.meta.region_name
        return f"arn:aws:guardduty:{region}:{account}:detector/{self.detector}/{self.kind.replace('_', '')}/{id}"


class ListTest(APITest):
    def kind(self, kind, account=ADMIN):
        """A kind of list in a region where nothing is yet."""
        client, detector = self.with_detector(account, f"test-region-{next(_regions)}")
        return Kind(client, detector, kind)


class ListOperations(ListTest):
    def test_a_list_is_made_read_changed_and_deleted(self):
        for kind in KINDS:
            with self.subTest(kind):
                lists = self.kind(kind)
                id = lists.create("first", "https://lists.invalid/a b", Tags={"team": "blue"},
                                  ExpectedBucketOwner="123456789012")
                self.assertRegex(id, "^[0-9a-f]{32}$")
                told = lists.get(id)
                self.assertEqual(
                    {k: told[k] for k in ("Name", "Format", "Location", "Status", "Tags", "ExpectedBucketOwner")},
                    {"Name": "first", "Format": "TXT", "Location": "https://lists.invalid/a b", "Status": "INACTIVE",
                     "Tags": {"team": "blue"}, "ExpectedBucketOwner": "123456789012"})
                self.assertEqual("CreatedAt" in told, "entity" in kind)
                lists.update(id, Name="second", Location="https://lists.invalid/b")
                told = lists.get(id)
                self.assertEqual((told["Name"], told["Location"]), ("second", "https://lists.invalid/b"))
                self.assertEqual(lists.ids()[0], [id])
                lists.delete(id)
                told = lists.get(id)
                self.assertEqual(
                    (told["Status"], told["Name"], told["Tags"]), ("DELETED", "second", {"team": "blue"}))
                self.assertEqual(lists.ids()[0], [])
                self.assertRefused("BadRequestException", lists.delete, id, message=NO_SUCH)
                self.assertRefused("BadRequestException", lists.update, id, Activate=True, message=NO_SUCH)

    def test_names_are_taken_once_and_limits_hold(self):
        for kind, limit in LIMITS.items():
            with self.subTest(kind):
                lists = self.kind(kind)
                ids = [lists.create(f"list-{i}") for i in range(limit)]
                self.assertRefused(
                    "BadRequestException", lists.create, "list-0", message="this name already exists")
                self.assertRefused("BadRequestException", lists.create, "more", message="limits")
                lists.delete(ids[0])
                lists.create("more")

    def test_pages_cover_all_lists_once(self):
        lists = self.kind("threat_intel_set")
        made = {lists.create(f"list-{i}") for i in range(5)}
        seen, token = [], None
        while True:
            page, token = lists.ids(MaxResults=2, **({"NextToken": token} if token else {}))
            self.assertLessEqual(len(page), 2)
            seen += page
            if not token:
                break
        self.assertEqual(sorted(seen), sorted(made))
        self.assertRefused("BadRequestException", lists.ids, MaxResults=51)
        self.assertRefused("BadRequestException", lists.ids, NextToken="no token")

    def test_a_token_makes_one_list(self):
        lists = self.kind("threat_entity_set")
        first = lists.create(ClientToken="one")
        self.assertEqual(lists.create(ClientToken="one"), first)
        self.assertEqual(len(lists.ids()[0]), 1)

    def test_lists_are_tagged(self):
        for kind in KINDS:
            with self.subTest(kind):
                lists = self.kind(kind)
                id = lists.create(Tags={"a": "1"})
                arn = lists.arn(id)
                lists.client.tag_resource(ResourceArn=arn, Tags={"b": "2"})
                lists.client.untag_resource(ResourceArn=arn, TagKeys=["a"])
                self.assertEqual(lists.client.list_tags_for_resource(ResourceArn=arn)["Tags"], {"b": "2"})
                self.assertEqual(lists.get(id)["Tags"], {"b": "2"})
                self.assertRefused(
                    "BadRequestException", lists.client.list_tags_for_resource, ResourceArn=arn[:-1] + "_",
                    message=NO_SUCH)

    def test_what_is_not_there_or_somebody_elses_is_refused(self):
        for kind in KINDS:
            with self.subTest(kind):
                lists = self.kind(kind)
                id = lists.create()
                for call in (lists.get, lists.delete, lists.update):
                    self.assertRefused("BadRequestException", call, "0" * 32, message=NO_SUCH)
                other, _ = self.with_detector(MEMBER, lists.client.meta.region_name)
                theirs = Kind(other, lists.detector, kind)
                for call in (lambda: theirs.get(id), theirs.create, theirs.ids, lambda: theirs.delete(id)):
                    self.assertRefused("BadRequestException", call, message=NOT_OWNED)
                self.assertEqual(lists.get(id)["Status"], "INACTIVE")

    def test_what_is_asked_wrongly_is_refused(self):
        lists = self.kind("threat_entity_set")
        for location in (
            "file:///etc/passwd", "ftp://lists.invalid/", "lists.invalid/list", "http://127.0.0.1/", "http://[::1]/",
            "http://169.254.169.254/latest/meta-data/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/",
            "http://[::ffff:169.254.169.254]/", "https://user:secret@lists.invalid/", "http://lists.invalid:6379/",
            "s3://", "s3://bucket", "https://lists.invalid/" + "x" * 300,
        ):
            with self.subTest(location):
                self.assertRefused("BadRequestException", lists.create, location=location, message="location")
        self.assertRefused("BadRequestException", lists.create, "x" * 301, message="name")
        self.assertRefused("BadRequestException", lists.create, "two words", message="name")
        self.assertRefused("BadRequestException", lists.create, format="XLS", message="format")
        self.assertEqual(lists.ids()[0], [])

    def test_names_that_lead_into_the_machine_are_not_followed(self):
        lists = self.kind("threat_entity_set")
        id = lists.create(location="http://localhost/list.txt", activate=True)
        told = lists.get(id)
        self.assertEqual(told["Status"], "ERROR")
        self.assertIn("loopback", told["ErrorDetails"])

    def test_deleting_a_detector_forgets_its_lists(self):
        lists = self.kind("ip_set")
        id = lists.create()
        lists.client.delete_detector(DetectorId=lists.detector)
        self.assertRefused("BadRequestException", lists.get, id, message=NOT_OWNED)
        lists.client.create_detector(Enable=True)
        self.assertEqual(lists.ids()[0], [])


class ListContents(ListTest):
    server_env = {"HINOMI_TRUST_LOCAL_LOCATIONS": "1"}

    def settled(self, lists, id, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            told = lists.get(id)
            if told["Status"] not in ("ACTIVATING", "DEACTIVATING"):
                return told
            time.sleep(0.2)
        self.fail("the list does not settle")

    def test_a_list_is_active_when_the_request_is_answered(self):
        with ListServer() as web:
            for kind in KINDS:
                with self.subTest(kind):
                    lists = self.kind(kind)
                    id = lists.create(location=web.url("good.txt"), activate=True)
                    self.assertEqual(lists.get(id)["Status"], "ACTIVE")
                    lists.update(id, Activate=False)
                    self.assertEqual(lists.get(id)["Status"], "INACTIVE")
                    lists.update(id, Activate=True, Location=web.url("moved.txt"))
                    self.assertEqual(lists.get(id)["Status"], "ACTIVE")

    def test_another_place_is_read_at_once(self):
        with ListServer() as web:
            lists = self.kind("threat_entity_set")
            id = lists.create(location=web.url("good.txt"), activate=True)
            lists.update(id, Location=web.url("missing.txt"))
            self.assertEqual(lists.get(id)["Status"], "ERROR")
            lists.update(id, Name="renamed")
            self.assertEqual(lists.get(id)["Status"], "ERROR")
            lists.update(id, Location=web.url("good.txt"))
            told = lists.get(id)
            self.assertEqual(told["Status"], "ACTIVE")
            self.assertNotIn("ErrorDetails", told)

    def test_activating_again_reads_again(self):
        with ListServer() as web:
            lists = self.kind("threat_entity_set")
            id = lists.create(location=web.url("changing"), activate=True)
            self.assertEqual(lists.get(id)["Status"], "ACTIVE")
            web.server.changing = b"no list any more, sorry\n"
            self.assertEqual(lists.get(id)["Status"], "ACTIVE")
            lists.update(id, Activate=True)
            self.assertEqual(lists.get(id)["Status"], "ERROR")

    def test_what_is_no_list_ends_in_error(self):
        reasons = {
            "missing.txt": "404", "page": "format", "torn": "fetched", "announced": "larger", "endless": "larger",
            "packed": "encoding", "circle": "redirected", "otx.csv": "format",
        }
        with ListServer() as web:
            for name, reason in reasons.items():
                with self.subTest(name):
                    lists = self.kind("threat_entity_set")
                    id = lists.create(location=web.url(name), activate=True)
                    told = self.settled(lists, id)
                    self.assertEqual(told["Status"], "ERROR")
                    self.assertIn(reason, told["ErrorDetails"])
                    self.assertIn(id, self.server.messages)

    def test_the_format_that_is_told_is_the_one_that_is_read(self):
        with ListServer() as web:
            lists = self.kind("threat_entity_set")
            for format, location, status in (
                ("OTX_CSV", "otx.csv", "ACTIVE"), ("ALIEN_VAULT", "alien-vault", "ACTIVE"),
                ("PROOF_POINT", "proof-point", "ACTIVE"), ("STIX", "good.txt", "ERROR"),
            ):
                with self.subTest(format):
                    id = lists.create(format, web.url(location), True, format)
                    self.assertEqual(lists.get(id)["Status"], status, lists.get(id))

    def test_a_list_that_is_too_long_ends_in_error(self):
        with ListServer() as web:
            lists = self.kind("trusted_entity_set")
            id = lists.create(location=web.url("many"), activate=True)
            told = self.settled(lists, id)
            self.assertEqual(told["Status"], "ERROR")
            self.assertIn("2001 entries", told["ErrorDetails"])

    def test_a_slow_list_is_waited_for_in_the_background(self):
        with ListServer() as web:
            lists = self.kind("threat_entity_set")
            before = time.monotonic()
            id = lists.create(location=web.url("slow"), activate=True)
            self.assertLess(time.monotonic() - before, SLOW)
            self.assertEqual(lists.get(id)["Status"], "ACTIVATING")
            self.assertEqual(self.settled(lists, id)["Status"], "ACTIVE")

    def test_a_slow_list_can_be_deleted(self):
        with ListServer() as web:
            lists = self.kind("threat_entity_set")
            id = lists.create(location=web.url("slow"), activate=True)
            lists.delete(id)
            time.sleep(SLOW)
            self.assertEqual(lists.get(id)["Status"], "DELETED")

    def test_a_server_that_was_killed_goes_on_where_it_was(self):
        with ListServer() as web:
            lists = self.kind("threat_entity_set")
            id = lists.create(location=web.url("slow"), activate=True)
            self.assertEqual(lists.get(id)["Status"], "ACTIVATING")
            self.server.stop(kill=True)
            self.server.start()
            lists.client = self.server.client(region=lists.client.meta.region_name)
            self.assertEqual(self.settled(lists, id)["Status"], "ACTIVE")

    def test_a_file_of_the_server_is_read_where_that_is_allowed(self):
        path = os.path.join(self.server.folder, "list.txt")
        with open(path, "w") as file:
            file.write("198.51.100.7\n")
        lists = self.kind("threat_intel_set")
        good = lists.create("good", "file://" + path, True)
        bad = lists.create("bad", "file:///dev/zero", True)
        self.assertEqual(lists.get(good)["Status"], "ACTIVE")
        self.assertEqual(lists.get(bad)["Status"], "ERROR")


if __name__ == "__main__":
    unittest.main()
