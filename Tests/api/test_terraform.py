# SPDX-License-Identifier: Apache-2.0
import glob
import os
import shutil
import subprocess
import tempfile
import unittest

import support

CONFIGURATION = support.ROOT / "Tests/api/terraform"


def plugin_folder():
    """Where providers lie on this machine, for those that cannot fetch them."""
    if folder := os.environ.get("HINOMI_TERRAFORM_PLUGINS"):
        return folder
    found = glob.glob("/*/*/registry.terraform.io/hashicorp/aws/5.100.0")
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(found[0])))) if found else None


class Terraform(support.APITest):
    """Everything that can be described as code: made, left alone, changed, imported, destroyed."""

    @classmethod
    def setUpClass(cls):
        if shutil.which("terraform") is None or plugin_folder() is None:
            raise unittest.SkipTest("terraform with provider hashicorp/aws 5.100.0 is not on this machine")
        super().setUpClass()
        cls.folder = tempfile.mkdtemp(prefix="hinomi-terraform-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        shutil.copytree(CONFIGURATION, cls.folder, dirs_exist_ok=True)
        key = cls.server.key(support.ADMIN)
        cls.environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_"))} | {
            "AWS_ACCESS_KEY_ID": key["accessKeyId"], "AWS_SECRET_ACCESS_KEY": key["secretAccessKey"],
            "TF_VAR_endpoint": cls.server.endpoint, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1",
        }

    def terraform(self, *arguments, expect=0):
        done = subprocess.run(
            ["terraform", *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, expect, done.stdout[-3000:] + done.stderr[-3000:])
        return done.stdout

    def test_the_whole_life_of_a_configuration(self):
        self.terraform("init", "-no-color", f"-plugin-dir={plugin_folder()}")
        self.terraform("apply", "-no-color", "-auto-approve")
        # Exit code 2 would say that something differs.
        self.terraform("plan", "-no-color", "-detailed-exitcode")
        changed = ["-var", "frequency=FIFTEEN_MINUTES", "-var", "note=nobody's scanner"]
        self.assertIn("0 added, 2 changed, 0 destroyed", self.terraform("apply", "-no-color", "-auto-approve", *changed))
        client = self.server.client()
        detector, = client.list_detectors()["DetectorIds"]
        told = client.get_detector(DetectorId=detector)
        self.assertEqual(told["FindingPublishingFrequency"], "FIFTEEN_MINUTES")
        self.assertEqual(told["Tags"], {"env": "test", "managed": "terraform"})
        for name, what in (
            ("aws_guardduty_detector.main", detector), ("aws_guardduty_filter.scanner", f"{detector}:known-scanner")):
            self.terraform("state", "rm", name)
            self.terraform("import", "-no-color", *changed, name, what)
        self.terraform("plan", "-no-color", "-detailed-exitcode", *changed)
        self.terraform("destroy", "-no-color", "-auto-approve", *changed)
        self.assertEqual(client.list_detectors()["DetectorIds"], [])
        self.assertEqual(client.list_malware_protection_plans().get("MalwareProtectionPlans", []), [])


if __name__ == "__main__":
    unittest.main()
