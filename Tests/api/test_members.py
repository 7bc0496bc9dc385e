# SPDX-License-Identifier: Apache-2.0
"""Administrators, members and invitations, as boto3 sees them."""
import unittest

try:
    import boto3  # noqa: F401
    from botocore.exceptions import ClientError
except ImportError:
    raise unittest.SkipTest("boto3 is not installed")

from support import Server

BOSS, WORKER, OTHER, STRANGER = "111111111111", "222222222222", "333333333333", "444444444444"
NOT_OWNED = "The request is rejected because the input detectorId is not owned by the current account."


class MembersTests(unittest.TestCase):
    def setUp(self):
        self.server = Server("--account", BOSS)
        self.addCleanup(self.server.close)
        self.boss, self.worker, self.other = (self.server.client(account) for account in (BOSS, WORKER, OTHER))
        [self.home] = self.boss.list_detectors()["DetectorIds"]

    def create(self, *accounts):
        details = [{"AccountId": account, "Email": f"owner-{account}@example.org"} for account in accounts]
        answer = self.boss.create_members(DetectorId=self.home, AccountDetails=details)
        self.assertEqual(answer["UnprocessedAccounts"], [])

    def invite(self, *accounts):
        answer = self.boss.invite_members(DetectorId=self.home, AccountIds=list(accounts), Message="Join us")
        self.assertEqual(answer["UnprocessedAccounts"], [])

    def status(self, account=WORKER):
        return self.boss.get_members(DetectorId=self.home, AccountIds=[account])["Members"][0]["RelationshipStatus"]

    def assert_refused(self, words, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], "BadRequestException")
        self.assertIn(words, caught.exception.response["Error"]["Message"])

    def join(self, client=None):
        """Makes the worker a member; returns its detector."""
        detector = self.worker.create_detector(Enable=True)["DetectorId"]
        self.create(WORKER)
        self.invite(WORKER)
        invitation = self.worker.list_invitations()["Invitations"][0]
        self.worker.accept_administrator_invitation(
            DetectorId=detector, AdministratorId=BOSS, InvitationId=invitation["InvitationId"])
        return detector

    def test_the_whole_invitation_in_both_spellings(self):
        for accept, get, leave, name in (
            ("accept_invitation", "get_master_account", "disassociate_from_master_account", "Master"),
            ("accept_administrator_invitation", "get_administrator_account",
             "disassociate_from_administrator_account", "Administrator"),
        ):
            with self.subTest(name):
                self.create(WORKER)
                self.assertEqual(self.status(), "Created")
                self.invite(WORKER)
                self.assertEqual(self.status(), "Invited")
                [invitation] = self.worker.list_invitations()["Invitations"]
                self.assertEqual(invitation["AccountId"], BOSS)
                self.assertEqual(invitation["RelationshipStatus"], "Invited")
                self.assertRegex(invitation["InvitedAt"], r"^\d{4}-\d\d-\d\dT[\d:.]+Z$")
                self.assertEqual(self.worker.get_invitations_count()["InvitationsCount"], 1)
                found = self.worker.list_detectors()["DetectorIds"]
                detector = found[0] if found else self.worker.create_detector(Enable=True)["DetectorId"]
                empty = getattr(self.worker, get)(DetectorId=detector)
                self.assertNotIn(name, empty)
                getattr(self.worker, accept)(**{
                    "DetectorId": detector, f"{name}Id": BOSS, "InvitationId": invitation["InvitationId"]})
                self.assertEqual(self.status(), "Enabled")
                administrator = getattr(self.worker, get)(DetectorId=detector)[name]
                self.assertEqual(administrator["AccountId"], BOSS)
                self.assertEqual(administrator["RelationshipStatus"], "Enabled")
                self.assertEqual(administrator["InvitationId"], invitation["InvitationId"])
                self.assertEqual(self.worker.get_invitations_count()["InvitationsCount"], 0)
                member = self.boss.get_members(DetectorId=self.home, AccountIds=[WORKER])["Members"][0]
                self.assertEqual(member["MasterId"], BOSS)
                self.assertEqual(member["AdministratorId"], BOSS)
                self.assertEqual(member["Email"], f"owner-{WORKER}@example.org")
                self.assertEqual(member["DetectorId"], detector)
                getattr(self.worker, leave)(DetectorId=detector)
                self.assertEqual(self.status(), "Resigned")
                self.assert_refused("is not a member", getattr(self.worker, leave), DetectorId=detector)

    def test_declining_and_deleting_invitations(self):
        self.create(WORKER)
        self.invite(WORKER)
        self.assertEqual(self.worker.decline_invitations(AccountIds=[BOSS])["UnprocessedAccounts"], [])
        self.assertEqual(self.status(), "Resigned")
        self.assertEqual(self.worker.list_invitations()["Invitations"][0]["RelationshipStatus"], "Resigned")
        self.assertEqual(self.worker.delete_invitations(AccountIds=[BOSS])["UnprocessedAccounts"], [])
        self.assertEqual(self.worker.list_invitations()["Invitations"], [])
        self.invite(WORKER)
        answer = self.worker.delete_invitations(AccountIds=[BOSS, OTHER])
        self.assertEqual([entry["AccountId"] for entry in answer["UnprocessedAccounts"]], [OTHER])
        self.assertEqual(self.status(), "Resigned")

    def test_stopping_starting_and_parting(self):
        detector = self.join()
        ids = {"DetectorId": self.home, "AccountIds": [WORKER]}
        self.assertEqual(self.boss.stop_monitoring_members(**ids)["UnprocessedAccounts"], [])
        self.assertEqual(self.status(), "Disabled")
        self.assertEqual(self.worker.get_detector(DetectorId=detector)["Status"], "DISABLED")
        self.assertEqual(self.boss.start_monitoring_members(**ids)["UnprocessedAccounts"], [])
        self.assertEqual(self.status(), "Enabled")
        self.assertEqual(self.worker.get_detector(DetectorId=detector)["Status"], "ENABLED")
        self.assert_refused(
            "cannot delete detector while it has invited or associated members", self.boss.delete_detector,
            DetectorId=self.home)
        answer = self.boss.delete_members(**ids)
        self.assertIn("disassociate it first", answer["UnprocessedAccounts"][0]["Result"])
        self.assertEqual(self.boss.disassociate_members(**ids)["UnprocessedAccounts"], [])
        self.assertEqual(self.status(), "Removed")
        # The address is kept, so it can be invited again.
        self.invite(WORKER)
        self.assertEqual(self.status(), "Invited")
        self.assertEqual(self.boss.delete_members(**ids)["UnprocessedAccounts"], [])
        self.assertEqual(self.boss.get_members(**ids)["Members"], [])
        self.boss.delete_detector(DetectorId=self.home)

    def test_pages_and_who_is_associated(self):
        accounts = [f"5000000000{number:02}" for number in range(50)]
        self.create(*accounts)
        self.create("600000000000")
        self.join()
        associated = self.boss.list_members(DetectorId=self.home)["Members"]
        self.assertEqual([member["AccountId"] for member in associated], [WORKER])
        self.assertEqual(
            self.boss.list_members(DetectorId=self.home, OnlyAssociated="true")["Members"], associated)
        pages = list(self.boss.get_paginator("list_members").paginate(
            DetectorId=self.home, OnlyAssociated="false", PaginationConfig={"PageSize": 20}))
        self.assertEqual([len(page["Members"]) for page in pages], [20, 20, 12])
        listed = [member["AccountId"] for page in pages for member in page["Members"]]
        self.assertEqual(listed, sorted([WORKER, "600000000000", *accounts]))
        self.assert_refused(
            "onlyAssociated", self.boss.list_members, DetectorId=self.home, OnlyAssociated="perhaps")
        self.assert_refused("maxResults", self.boss.list_members, DetectorId=self.home, MaxResults=51)
        self.assert_refused("nextToken", self.boss.list_members, DetectorId=self.home, NextToken="zz")

    def test_accounts_that_are_passed_over(self):
        self.create(WORKER)
        answer = self.boss.get_members(DetectorId=self.home, AccountIds=[OTHER, WORKER])
        self.assertEqual([member["AccountId"] for member in answer["Members"]], [WORKER])
        self.assertEqual([entry["AccountId"] for entry in answer["UnprocessedAccounts"]], [OTHER])
        self.invite(WORKER)
        answer = self.boss.invite_members(DetectorId=self.home, AccountIds=[WORKER, "not-a-number"])
        self.assertEqual([entry["AccountId"] for entry in answer["UnprocessedAccounts"]], [WORKER, "not-a-number"])
        self.assertEqual(
            answer["UnprocessedAccounts"][0]["Result"],
            "The request is rejected because the current account has already invited or is already the GuardDuty "
            "master of the given member account ID.")
        for call in (self.boss.start_monitoring_members, self.boss.stop_monitoring_members):
            answer = call(DetectorId=self.home, AccountIds=[WORKER])
            self.assertEqual(len(answer["UnprocessedAccounts"]), 1)
        answer = self.boss.create_members(
            DetectorId=self.home, AccountDetails=[{"AccountId": BOSS, "Email": "a@example.org"}])
        self.assertEqual(answer["UnprocessedAccounts"][0]["AccountId"], BOSS)
        self.assert_refused(
            "accountDetails[0].email", self.boss.create_members, DetectorId=self.home,
            AccountDetails=[{"AccountId": OTHER, "Email": "a@example.org\r\nBcc: b@example.org"}])
        self.assert_refused(
            "accountIds", self.boss.get_members, DetectorId=self.home, AccountIds=[WORKER] * 51)

    def test_what_is_another_tenants(self):
        detector = self.join()
        stranger = self.server.client(STRANGER)
        mine = stranger.create_detector(Enable=True)["DetectorId"]
        for call, arguments in (
            (stranger.list_members, {}), (stranger.get_members, {"AccountIds": [WORKER]}),
            (stranger.stop_monitoring_members, {"AccountIds": [WORKER]}),
            (stranger.disassociate_members, {"AccountIds": [WORKER]}),
            (stranger.get_member_detectors, {"AccountIds": [WORKER]}),
            (stranger.create_members, {"AccountDetails": [{"AccountId": OTHER, "Email": "a@b"}]}),
            (stranger.describe_organization_configuration, {}),
        ):
            self.assert_refused(NOT_OWNED, call, DetectorId=self.home, **arguments)
        self.assert_refused(NOT_OWNED, stranger.get_administrator_account, DetectorId=detector)
        self.assert_refused(NOT_OWNED, stranger.disassociate_from_master_account, DetectorId=detector)
        self.assertEqual(stranger.get_members(DetectorId=mine, AccountIds=[WORKER])["Members"], [])
        self.assertEqual(stranger.list_invitations()["Invitations"], [])
        # Another's invitation, though its id is known.
        self.create(OTHER)
        self.invite(OTHER)
        self.server.key(OTHER)
        invitation = self.other.list_invitations()["Invitations"][0]["InvitationId"]
        self.assert_refused(
            "invitationId", stranger.accept_invitation, DetectorId=mine, MasterId=BOSS, InvitationId=invitation)
        # And in another region there is nothing.
        self.assertEqual(self.server.client(OTHER, "us-west-2").list_invitations()["Invitations"], [])

    def test_members_detectors(self):
        self.join()
        ids = {"DetectorId": self.home, "AccountIds": [WORKER]}
        answer = self.boss.update_member_detectors(
            **ids, Features=[{"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [
                {"Name": "EC2_AGENT_MANAGEMENT", "Status": "ENABLED"}]}],
            DataSources={"S3Logs": {"Enable": False}})
        self.assertEqual(answer["UnprocessedAccounts"], [])
        [member] = self.boss.get_member_detectors(**ids)["MemberDataSourceConfigurations"]
        features = {feature["Name"]: feature for feature in member["Features"]}
        self.assertEqual(set(features), {
            "S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS",
            "RUNTIME_MONITORING"})
        self.assertEqual(features["RUNTIME_MONITORING"]["Status"], "ENABLED")
        self.assertEqual(member["DataSources"]["S3Logs"]["Status"], "DISABLED")
        self.boss.disassociate_members(**ids)
        self.assertEqual(len(self.boss.update_member_detectors(**ids)["UnprocessedAccounts"]), 1)

    def test_what_members_may_not_do(self):
        detector = self.join()
        words = "is a member of the administrator account 111111111111, and members cannot"
        self.assert_refused(
            words, self.worker.create_filter, DetectorId=detector, Name="quiet",
            FindingCriteria={"Criterion": {"severity": {"Gte": 1}}})
        self.assert_refused(words, self.worker.archive_findings, DetectorId=detector, FindingIds=["a" * 32])
        self.assert_refused(
            words, self.worker.create_ip_set, DetectorId=detector, Name="mine", Format="TXT",
            Location="https://s3.amazonaws.com/b/k", Activate=True)
        self.assert_refused(
            words, self.worker.update_detector, DetectorId=detector, FindingPublishingFrequency="ONE_HOUR")

    def test_the_organization(self):
        self.worker.create_detector(Enable=True)
        self.assert_refused(
            "not the management account", self.worker.enable_organization_admin_account, AdminAccountId=WORKER)
        self.server.run("keys", "operator", STRANGER)
        manager = self.server.client(STRANGER)
        manager.enable_organization_admin_account(AdminAccountId=BOSS)
        self.assertEqual(
            manager.list_organization_admin_accounts()["AdminAccounts"],
            [{"AdminAccountId": BOSS, "AdminStatus": "ENABLED"}])
        self.boss.update_organization_configuration(
            DetectorId=self.home, AutoEnableOrganizationMembers="NEW",
            Features=[{"Name": "S3_DATA_EVENTS", "AutoEnable": "NEW"}])
        configuration = self.boss.describe_organization_configuration(DetectorId=self.home)
        self.assertTrue(configuration["AutoEnable"])
        self.assertFalse(configuration["MemberAccountLimitReached"])
        self.assertTrue(configuration["DataSources"]["S3Logs"]["AutoEnable"])
        self.other.create_detector(Enable=True)
        [member] = self.boss.list_members(DetectorId=self.home)["Members"]
        self.assertEqual((member["AccountId"], member["RelationshipStatus"]), (OTHER, "Enabled"))
        self.boss.update_organization_configuration(DetectorId=self.home, AutoEnableOrganizationMembers="ALL")
        members = {member["AccountId"] for member in self.boss.list_members(DetectorId=self.home)["Members"]}
        self.assertEqual(members, {WORKER, OTHER, STRANGER})
        answer = self.boss.disassociate_members(DetectorId=self.home, AccountIds=[WORKER])
        self.assertEqual(len(answer["UnprocessedAccounts"]), 1)
        statistics = self.boss.get_organization_statistics()["OrganizationDetails"]["OrganizationStatistics"]
        self.assertEqual(statistics["MemberAccountsCount"], 3)
        manager.disable_organization_admin_account(AdminAccountId=BOSS)
        self.assertEqual(manager.list_organization_admin_accounts()["AdminAccounts"], [])
        self.assertEqual(self.boss.list_members(DetectorId=self.home)["Members"], [])


if __name__ == "__main__":
    unittest.main()
