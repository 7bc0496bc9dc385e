# SPDX-License-Identifier: Apache-2.0
import glob
import os
import shutil
import subprocess
import tempfile
import unittest

import support
from buckets import Buckets, ThreadedMotoServer
from list_sources import ListServer

CONFIGURATION = support.ROOT / "Tests/api/terraform"
ADMIN, MEMBER = support.ADMIN, support.MEMBER

# What everything that can be imported is imported by; {} is the administrator's detector.
IDS = {
    "aws_guardduty_detector.main": "{}",
    "aws_guardduty_filter.scanner": "{}:known-scanner",
    "aws_guardduty_publishing_destination.export": "{}:{destination}",
    "aws_guardduty_malware_protection_plan.uploads": "{plan}",
    "aws_guardduty_ipset.trusted": "{}:{ipset}",
    "aws_guardduty_threatintelset.known": "{}:{threatintelset}",
    "aws_guardduty_detector.member": "{member}",
    "aws_guardduty_member.invited": "{}:" + MEMBER,
    "aws_guardduty_invite_accepter.member": "{member}",
    "aws_guardduty_organization_admin_account.main": ADMIN,
    "aws_guardduty_organization_configuration.main": "{}",
}


def plugin_folder():
    """Where providers lie on this machine, for those that cannot fetch them."""
    if folder := os.environ.get("HINOMI_TERRAFORM_PLUGINS"):
        return folder
    found = glob.glob("/*/*/registry.terraform.io/hashicorp/aws/5.100.0")
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(found[0])))) if found else None


class Terraform(support.APITest):
    """Everything that can be described as code: made, left alone, changed, imported, destroyed."""

    weight = 50

    server_env = {"HINOMI_TRUST_LOCAL_LOCATIONS": "1"}

    @classmethod
    def setUpClass(cls):
        if shutil.which("terraform") is None or plugin_folder() is None:
            raise unittest.SkipTest("terraform with provider hashicorp/aws 5.100.0 is not on this machine")
        if ThreadedMotoServer is None:
            raise unittest.SkipTest("moto is not installed")
        buckets = Buckets("findings")
        cls.addClassCleanup(buckets.close)
        cls.server_env = cls.server_env | buckets.environment
        super().setUpClass()
        cls.server.run("keys", "operator", ADMIN)
        cls.folder = tempfile.mkdtemp(prefix="hinomi-terraform-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        shutil.copytree(CONFIGURATION, cls.folder, dirs_exist_ok=True)
        cls.key, member = cls.server.key(ADMIN), cls.server.key(MEMBER)
        cls.environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_"))} | {
            "AWS_ACCESS_KEY_ID": cls.key["accessKeyId"], "AWS_SECRET_ACCESS_KEY": cls.key["secretAccessKey"],
            "TF_VAR_member_key": member["accessKeyId"], "TF_VAR_member_secret": member["secretAccessKey"],
            "TF_VAR_endpoint": cls.server.endpoint, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1",
        }

    def terraform(self, verb, *arguments):
        done = subprocess.run(
            ["terraform", verb, "-no-color", *arguments], cwd=self.folder, env=self.environment, capture_output=True,
            text=True, timeout=300)
        # Exit code 2 of a plan says that something differs.
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])
        return done.stdout

    def write_imports(self, detector):
        """Writes a file by which everything is imported that can be."""
        admin, member = self.server.client(key=self.key), self.server.client(MEMBER)
        known = dict(
            destination=admin.list_publishing_destinations(DetectorId=detector)["Destinations"][0]["DestinationId"],
            plan=admin.list_malware_protection_plans()["MalwareProtectionPlans"][0]["MalwareProtectionPlanId"],
            ipset=admin.list_ip_sets(DetectorId=detector)["IpSetIds"][0],
            threatintelset=admin.list_threat_intel_sets(DetectorId=detector)["ThreatIntelSetIds"][0],
            member=member.list_detectors()["DetectorIds"][0])
        with open(os.path.join(self.folder, "imports.tf"), "w") as file:
            for name, id in IDS.items():
                file.write(f'import {{\n  to = {name}\n  id = "{id.format(detector, **known)}"\n}}\n')

    def test_the_whole_life_of_a_configuration(self):
        client = self.server.client(key=self.key)
        with ListServer() as web:
            self.environment["TF_VAR_list"] = web.url("good.txt")
            self.terraform("init", f"-plugin-dir={plugin_folder()}")
            self.assertIn("16 added, 0 changed, 0 destroyed", self.terraform("apply", "-auto-approve"))
            self.terraform("plan", "-detailed-exitcode")
            detector, = client.list_detectors()["DetectorIds"]
            member, = client.get_members(DetectorId=detector, AccountIds=[MEMBER])["Members"]
            self.assertEqual(member["RelationshipStatus"], "Enabled")
            known, = client.list_threat_intel_sets(DetectorId=detector)["ThreatIntelSetIds"]
            self.assertEqual(
                client.get_threat_intel_set(DetectorId=detector, ThreatIntelSetId=known)["Status"], "ACTIVE")
            # Samples are findings, which a data source tells of.
            client.create_sample_findings(DetectorId=detector, FindingTypes=["Recon:EC2/Portscan"])
            changed = ["-var", "changed=true"]
            said = self.terraform("apply", "-auto-approve", *changed)
            self.assertIn("0 added, 12 changed, 0 destroyed", said)
            self.assertIn(client.list_findings(DetectorId=detector)["FindingIds"][0], said)
            told = client.get_detector(DetectorId=detector)
            self.assertEqual(told["FindingPublishingFrequency"], "FIFTEEN_MINUTES")
            self.assertEqual(told["Tags"], {"env": "changed", "managed": "terraform"})

            # Somebody else takes it over, who knows the configuration only. Features cannot be imported; they are set anew.
            self.write_imports(detector)
            os.remove(os.path.join(self.folder, "terraform.tfstate"))
            said = self.terraform("apply", "-auto-approve", *changed)
            self.assertIn(f"{len(IDS)} imported, 5 added, 0 changed, 0 destroyed", said)
            self.terraform("plan", "-detailed-exitcode", *changed)
            self.assertIn("16 destroyed", self.terraform("destroy", "-auto-approve", *changed))
        self.assertEqual(client.list_detectors()["DetectorIds"], [])
        self.assertEqual(self.server.client(MEMBER).list_detectors()["DetectorIds"], [])
        self.assertEqual(client.list_malware_protection_plans().get("MalwareProtectionPlans", []), [])


if __name__ == "__main__":
    unittest.main()
