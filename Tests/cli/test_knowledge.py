# SPDX-License-Identifier: Apache-2.0
import gzip
import json

from support import ATTACK, CALM, INTEL, NOON, FLOW_HEADER, ROOT, ScanTestCase, flow, portscan, scan, scan_attack

CUSTOM = "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom"


def talk(remote="198.51.100.77"):
    """One of our instances opens a connection to an address, and gets answers."""
    return "\n".join([
        FLOW_HEADER, flow("10.0.0.5", remote, 40_000, 8_443, packets=12, size=2_400),
        flow(remote, "10.0.0.5", 8_443, 40_000, packets=11, size=5_200)]) + "\n"


class Lists(ScanTestCase):
    def test_an_address_of_ones_own_list_makes_a_custom_finding(self):
        self.write("vpc.log", talk())
        self.assertEqual(scan(self.logs).types, [])
        threats = self.write("threats.txt", "# ours\n198.51.100.64/26\n", folder="lists")
        result = scan(self.logs, "--intel", threats)
        self.assertEqual(result.types, [CUSTOM])
        self.assertIn("threats", json.dumps(result.findings[0]["service"]["evidence"]))

    def test_a_list_may_be_compressed(self):
        self.write("vpc.log", talk())
        threats = self.write("threats.txt.gz", "198.51.100.77\n", folder="lists")
        self.assertEqual(scan(self.logs, "--intel", threats).types, [CUSTOM])

    def test_a_trusted_list_wins_over_threat_lists(self):
        self.write("vpc.log", talk())
        threats = self.write("threats.txt", "198.51.100.77\n", folder="lists")
        trusted = self.write("trusted.txt", "198.51.100.76/31\n", folder="lists")
        self.assertEqual(scan(self.logs, "--intel", threats).types, [CUSTOM])
        self.assertEqual(scan(self.logs, "--intel", threats, "--trusted", trusted).types, [])

    def test_lists_that_cannot_be_read_are_usage_errors(self):
        self.write("vpc.log", talk())
        no_feeds = self.folder / "no-feeds"
        no_feeds.mkdir()
        bad = self.folder / "bad"
        bad.mkdir()
        (bad / "feeds.json").write_text('{"format":1,"feeds":[{"file":"../../etc/passwd","name":"x","category":"mining"}]}')
        broken = self.write("broken.mmdb", b"\xab\xcd\xefMaxMind.com" + b"\xff" * 50, folder="lists")
        for arguments in (
            ["--intel", self.folder / "nowhere.txt"], ["--intel", no_feeds], ["--intel", bad],
            ["--trusted", self.folder / "nowhere.txt"], ["--geo", self.folder / "nowhere.mmdb"], ["--geo", broken],
            ["--inventory", self.folder / "nowhere.json"],
            ["--inventory", self.write("x.json", '{"Reservations": 5}', folder="lists")],
            ["--profiles", self.write("profiles", "not ours", folder="lists")],
        ):
            with self.subTest([str(argument) for argument in arguments]):
                result = scan(self.logs, *arguments)
                self.assertStatus(result, 2)
                self.assertEqual(result.output, b"")
                self.assertTrue(result.errors.startswith("hinomi: "), result.errors)

    def test_geo_ranges_say_where_an_address_is(self):
        self.write("vpc.log", talk())
        threats = self.write("threats.txt", "198.51.100.77\n", folder="lists")
        places = self.write("country.csv", "3325256704,3325256959,NZ\n", folder="lists")
        result = scan(self.logs, "--intel", threats, "--geo", places)
        self.assertStatus(result, 0)
        remote = result.findings[0]["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]
        self.assertEqual(remote["country"]["countryName"], "New Zealand")

    def test_an_inventory_names_instances(self):
        instance = {"InstanceId": "i-0abcabcabcabcabca", "InstanceType": "t3.micro", "Tags": [{"Key": "Name", "Value": "mail"}],
                    "NetworkInterfaces": [{"NetworkInterfaceId": "eni-0123456789abcdef0", "PrivateIpAddress": "10.0.0.5"}]}
        inventory = self.write("instances.json", {"Reservations": [{"Instances": [instance]}]}, folder="lists")
        self.write("scan.log", portscan())
        (finding,) = scan(self.logs, "--inventory", inventory).findings
        details = finding["resource"]["instanceDetails"]
        self.assertEqual(details["instanceId"], "i-0abcabcabcabcabca")
        self.assertIn({"key": "Name", "value": "mail"}, details["tags"])

    def test_profiles_carry_what_was_learned_to_the_next_scan(self):
        header, *lines = portscan(28).splitlines()
        halves = [self.write("1.log", "\n".join([header] + lines[:28]) + "\n", folder="first"),
                  self.write("2.log", "\n".join([header] + lines[28:]) + "\n", folder="second")]
        profiles = self.folder / "profiles"
        # Fourteen failed ports are no scan yet; the other fourteen, later, are one together with them.
        self.assertEqual(scan(halves[0], "--profiles", profiles).types, [])
        self.assertTrue(profiles.exists())
        self.assertEqual(scan(halves[1], "--profiles", profiles).types, ["Recon:EC2/Portscan"])
        self.assertEqual(scan(halves[1]).types, [])


class Samples(ScanTestCase):
    """What the recordings show was written down when they were made."""

    EXPECTED = {
        ("Recon:EC2/Portscan", "i-0eb0d0b873f27d19f"), ("UnauthorizedAccess:EC2/SSHBruteForce", "i-0eb0d0b873f27d19f"),
        ("UnauthorizedAccess:EC2/SSHBruteForce", "i-09d1702f3ea356fdd"),
        ("UnauthorizedAccess:EC2/RDPBruteForce", "i-0eb0d0b873f27d19f"),
        ("UnauthorizedAccess:EC2/RDPBruteForce", "i-08eb8dd5faef7c41d"),
        ("CryptoCurrency:EC2/BitcoinTool.B!DNS", "i-0eb0d0b873f27d19f"),
        ("CryptoCurrency:EC2/BitcoinTool.B", "i-0eb0d0b873f27d19f"), ("Trojan:EC2/DNSDataExfiltration", "i-0eb0d0b873f27d19f"),
        ("Backdoor:EC2/C&CActivity.B!DNS", "i-0eb0d0b873f27d19f"), ("UnauthorizedAccess:EC2/TorClient", "i-0eb0d0b873f27d19f"),
        ("Recon:IAMUser/TorIPCaller", "bob"), ("UnauthorizedAccess:IAMUser/TorIPCaller", "bob"),
    }

    def test_the_attack_is_found_and_nothing_else(self):
        found = set()
        for finding in scan_attack("--inventory", ROOT / "Samples/inventory.json").findings:
            resource = finding["resource"]
            who = resource.get("instanceDetails", {}).get("instanceId") or resource["accessKeyDetails"]["userName"]
            found.add((finding["type"], who))
        self.assertEqual(found, self.EXPECTED)

    def test_ordinary_work_stays_silent(self):
        result = scan(CALM, "--intel", INTEL)
        self.assertStatus(result, 0)
        self.assertEqual(result.types, [])
        self.assertNotIn("skipped", result.errors)

    def test_without_lists_what_needs_none_is_found(self):
        types = set(scan(ATTACK).types)
        self.assertTrue({"Recon:EC2/Portscan", "Trojan:EC2/DNSDataExfiltration"} <= types)
        self.assertFalse({"UnauthorizedAccess:EC2/TorClient", "CryptoCurrency:EC2/BitcoinTool.B"} & types)

    def test_severities_are_those_of_guardduty(self):
        severities = {}
        for finding in scan_attack().findings:
            severities.setdefault((finding["type"], finding["service"].get("resourceRole")), set()).add(finding["severity"])
        self.assertEqual(severities[("UnauthorizedAccess:EC2/SSHBruteForce", "ACTOR")], {8})
        self.assertEqual(severities[("UnauthorizedAccess:EC2/SSHBruteForce", "TARGET")], {2})
        self.assertEqual(severities[("Recon:EC2/Portscan", "ACTOR")], {5})
        self.assertEqual(severities[("UnauthorizedAccess:EC2/TorClient", "ACTOR")], {8})


class Rules(ScanTestCase):
    def leave(self):
        return json.dumps({"Records": [{
            "eventVersion": "1.10", "eventTime": "2026-03-01T12:00:00Z", "eventID": "e-1", "awsRegion": "eu-central-1",
            "eventSource": "organizations.amazonaws.com", "eventName": "LeaveOrganization", "errorCode": "AccessDenied",
            "sourceIPAddress": "192.0.2.77", "userAgent": "aws-cli/2", "recipientAccountId": "111122223333",
            "userIdentity": {"type": "IAMUser", "principalId": "AIDA1", "accountId": "111122223333", "userName": "ann"},
        }]})

    def test_custom_rules_are_off_until_they_are_named(self):
        self.write("trail.json", self.leave())
        wanted = ["DefenseImpairment:Organizations/ModifyCloudResourceHierarchy"]
        self.assertEqual(scan(self.logs).types, [])
        self.assertEqual(scan(self.logs, "--rule", "OrganizationLeaveAttempt").types, wanted)
        self.assertEqual(scan(self.logs, "--rule", "all").types, wanted)
        self.assertEqual(scan(self.logs, "--rule", "VPCFlowLogsDeleted", "--rule", "RDSIAMAuthDisabled").types, [])

    def test_a_rule_that_does_not_exist_is_a_usage_error(self):
        self.write("trail.json", self.leave())
        result = scan(self.logs, "--rule", "LeaveTheOrganization")
        self.assertStatus(result, 2)
        self.assertIn("OrganizationLeaveAttempt", result.errors)
