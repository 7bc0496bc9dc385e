# SPDX-License-Identifier: Apache-2.0
"""Lists act on the accounts that they are of, as soon as they are active."""
import json
import os
import re
import shutil
import tempfile
import time
import unittest

import support

TENANT, OTHER, BOSS = "222222222222", "333333333333", "444444444444"
# From where all calls of these tests come.
CALLER = "198.51.100.7"
TYPE = "Recon:IAMUser/MaliciousIPCaller.Custom"
# Seconds within which a list acts once it is active; measured: less than one.
SOON = 5


class ActingLists(support.APITest):
    server_env = {"HINOMI_TRUST_LOCAL_LOCATIONS": "1"}

    def setUp(self):
        self.logs = tempfile.mkdtemp(prefix="hinomi-logs-")
        self.addCleanup(shutil.rmtree, self.logs, ignore_errors=True)
        self.server = support.Server("--watch", self.logs, env=self.server_env)
        self.addCleanup(self.server.close)
        self.clients, self.detectors, self.news = {}, {}, 0
        for account in (TENANT, OTHER, BOSS):
            self.clients[account], self.detectors[account] = self.with_detector(account)
        self.hour = 0

    def call(self, *accounts, key="AKIA1"):
        """A call of each account with a key, an hour of log time after those before."""
        self.hour += 1
        records = [{
            "eventVersion": "1.10", "eventTime": f"2026-03-0{1 + self.hour // 24}T{self.hour % 24:02}:00:00Z",
            "eventSource": "ec2.amazonaws.com", "eventName": "DescribeInstances", "awsRegion": support.REGION,
            "sourceIPAddress": CALLER, "userAgent": "aws-cli/2.22", "eventID": f"{account}-{self.hour}",
            "eventType": "AwsApiCall", "managementEvent": True, "readOnly": True, "eventCategory": "Management",
            "recipientAccountId": account, "requestParameters": None, "responseElements": None,
            "userIdentity": {"type": "IAMUser", "principalId": "AIDA1", "accountId": account, "accessKeyId": key,
                             "arn": f"arn:aws:iam::{account}:user/ops", "userName": "ops"},
        } for account in accounts]
        name = f"{self.hour}.json"
        with open(os.path.join(self.logs, "." + name), "w") as file:
            json.dump({"Records": records}, file)
        os.rename(os.path.join(self.logs, "." + name), os.path.join(self.logs, name))

    def make(self, account, kind="threat_intel_set", name="ours"):
        """A list of an account that has the caller and is active; returns its id."""
        path = os.path.join(self.server.folder, "list.txt")
        with open(path, "w") as file:
            file.write(CALLER + "\n")
        call = {"DetectorId": self.detectors[account]}
        answer = getattr(self.clients[account], "create_" + kind)(
            Name=name, Format="TXT", Location="file://" + path, Activate=True, **call)
        [(key, id)] = [(k, v) for k, v in answer.items() if k.endswith("Id")]
        self.assertEqual(getattr(self.clients[account], "get_" + kind)(**{key: id}, **call)["Status"], "ACTIVE")
        return id

    def findings(self, account):
        """The lists that the findings of an account go by, and how often each was seen."""
        client, detector = self.clients[account], self.detectors[account]
        criteria = {"Criterion": {"type": {"Eq": [TYPE]}, "accountId": {"Eq": [account]}}}
        ids = client.list_findings(DetectorId=detector, FindingCriteria=criteria)["FindingIds"]
        found = client.get_findings(DetectorId=detector, FindingIds=ids)["Findings"] if ids else []
        return sorted(
            (json.loads(f["Service"]["AdditionalInfo"]["Value"])["threatListName"], f["Service"]["Count"])
            for f in found)

    def wait_for(self, account, expected):
        end = time.monotonic() + 30
        while (found := self.findings(account)) != expected:
            self.assertLess(time.monotonic(), end, f"{found} is not {expected}: {self.server.messages[-3000:]}")
            time.sleep(0.05)

    def wait_until_acting(self, lists):
        """Waits until so many lists act, for no longer than SOON."""
        end = time.monotonic() + SOON
        while True:
            news = [m for m in self.server.messages.splitlines() if "act as they are now" in m]
            if any(re.search(rf"\blists={lists}\b", m) for m in news[self.news:]):
                self.news = len(news)
                return
            self.assertLess(time.monotonic(), end, self.server.messages[-3000:])
            time.sleep(0.02)

    def test_a_list_acts_soon_after_it_is_active_and_until_it_is_switched_off(self):
        # What the other account finds tells that something was read.
        self.make(OTHER, name="theirs")
        self.wait_until_acting(1)
        self.call(TENANT, OTHER)
        self.wait_for(OTHER, [("theirs", 1)])
        self.assertEqual(self.findings(TENANT), [])
        id = self.make(TENANT)
        self.wait_until_acting(2)
        self.call(TENANT, OTHER)
        self.wait_for(TENANT, [("ours", 1)])
        self.call(TENANT, OTHER)
        self.wait_for(TENANT, [("ours", 2)])
        self.wait_for(OTHER, [("theirs", 3)])
        self.clients[TENANT].update_threat_intel_set(
            DetectorId=self.detectors[TENANT], ThreatIntelSetId=id, Activate=False)
        self.wait_until_acting(1)
        self.call(TENANT, OTHER)
        self.wait_for(OTHER, [("theirs", 4)])
        # The latest call was still held back, and is judged by the lists as they are now.
        self.assertEqual(self.findings(TENANT), [("ours", 1)])

    def test_what_one_account_trusts_others_still_hear_of(self):
        for account in (TENANT, OTHER):
            self.make(account)
        self.make(TENANT, "ip_set", "offices")
        self.wait_until_acting(3)
        self.call(TENANT, OTHER)
        self.wait_for(OTHER, [("ours", 1)])
        self.assertEqual(self.findings(TENANT), [])
        # The same after a restart, before anything is read.
        self.assertEqual(self.server.stop(), 0, self.server.messages[-2000:])
        self.server.start()
        self.clients = {account: self.server.client(account) for account in self.clients}
        self.call(TENANT, OTHER)
        self.wait_for(OTHER, [("ours", 2)])
        self.assertEqual(self.findings(TENANT), [])

    def test_lists_of_an_administrator_act_on_its_members_in_place_of_theirs(self):
        boss, worker = self.clients[BOSS], self.clients[TENANT]
        self.make(BOSS, name="boss")
        self.make(TENANT)
        self.wait_until_acting(2)
        self.call(TENANT)
        self.wait_for(TENANT, [("ours", 1)])
        boss.create_members(
            DetectorId=self.detectors[BOSS], AccountDetails=[{"AccountId": TENANT, "Email": "owner@example.org"}])
        boss.invite_members(DetectorId=self.detectors[BOSS], AccountIds=[TENANT], DisableEmailNotification=True)
        [invitation] = worker.list_invitations()["Invitations"]
        worker.accept_administrator_invitation(
            DetectorId=self.detectors[TENANT], AdministratorId=BOSS, InvitationId=invitation["InvitationId"])
        self.wait_until_acting(1)
        # That call was still held back.
        self.wait_for(TENANT, [("boss", 1)])
        self.call(TENANT, key="AKIA2")
        self.wait_for(TENANT, [("boss", 1), ("boss", 1)])
        worker.disassociate_from_administrator_account(DetectorId=self.detectors[TENANT])
        self.wait_until_acting(2)
        self.call(TENANT, key="AKIA3")
        self.wait_for(TENANT, [("boss", 1), ("ours", 1), ("ours", 1)])


if __name__ == "__main__":
    unittest.main()
