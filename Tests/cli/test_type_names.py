# SPDX-License-Identifier: Apache-2.0
from support import ROOT, ScanTestCase, scan

FIXTURE = ROOT / "Tests/Fixtures/findings/CryptoCurrency-EC2-BitcoinTool.A"


class TypeNames(ScanTestCase):
    def scan(self, *arguments):
        return scan(FIXTURE / "raises/vpcflow.log", "--intel", FIXTURE / "intel", *arguments)

    def test_a_finding_has_one_name_and_the_same_id(self):
        today, launch = self.scan(), self.scan("--type-names", "launch")
        self.assertEqual(today.types, ["CryptoCurrency:EC2/BitcoinTool.B"])
        self.assertEqual(launch.types, ["CryptoCurrency:EC2/BitcoinTool.A"])
        for member in ("id", "severity", "resource"):
            self.assertEqual(today.findings[0][member], launch.findings[0][member])

    def test_types_are_chosen_by_the_names_they_are_told_by(self):
        self.assertEqual(len(self.scan("--type-names", "launch", "--type", "*/BitcoinTool.A").types), 1)
        self.assertEqual(self.scan("--type", "*/BitcoinTool.A").types, [])

    def test_other_names_are_refused(self):
        self.assertStatus(self.scan("--type-names", "2018"), 2)
