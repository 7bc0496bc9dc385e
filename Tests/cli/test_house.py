# SPDX-License-Identifier: Apache-2.0
"""The scripts of the house do what they say."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from support import PROGRAM, ROOT


class Lint(unittest.TestCase):
    def setUp(self):
        self.house = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-house-"))
        self.addCleanup(shutil.rmtree, self.house, ignore_errors=True)
        (self.house / "scripts").mkdir()
        shutil.copy(ROOT / "scripts/lint", self.house / "scripts/lint")
        shutil.copy(ROOT / "scripts/install-hooks", self.house / "scripts/install-hooks")
        shutil.copy(ROOT / ".swift-format", self.house)
        self.git("init", "-q")

    def git(self, *arguments, check=True):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            environment.pop(name, None)
        return subprocess.run(
            ["git", "-c", "user.name=Test", "-c", "user.email=test@example.com", *arguments], cwd=self.house, check=check,
            capture_output=True, text=True, env=environment)

    def write(self, path, *lines):
        file = self.house / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n")

    def lint(self, *arguments):
        return subprocess.run([self.house / "scripts/lint", *arguments], capture_output=True, text=True)

    licence = "// SPDX-License-Identifier: Apache-2.0"

    def test_a_clean_house_passes(self):
        self.write("Sources/HinomiRecords/Seen.swift", self.licence, "", "import CBytes", "",
                   "/// When it was seen.", "public struct Seen {}", "", "let a = (b ^ c) | d, e = \"^ | * >>\"  // ^ |")
        result = self.lint()
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_every_rule_is_checked(self):
        cases = {
            "may not import HinomiPipeline": ("Sources/HinomiSources/A.swift", [self.licence, "", "import HinomiPipeline"]),
            "the core imports the standard library only, not Foundation": (
                "Sources/HinomiFindings/A.swift", [self.licence, "", "public import Foundation"]),
            "has no arrows yet": ("Sources/HinomiNew/A.swift", [self.licence, "", "import HinomiRecords"]),
            "the licence line is missing": ("Sources/hinomi/A.swift", ["struct A {}", "struct B {}"]),
            "can trap": ("Sources/hinomi/A.swift", [self.licence, "", "let a = try! b()"]),
            "^ and |, which Swift takes": ("Sources/hinomi/A.swift", [self.licence, "", "let a = b ^ c | d"]),
            "* and a shift, which Swift shifts": ("Tests/A.swift", [self.licence, "", "let a = f(b &* c >> 8)"]),
            "no sentence": ("Sources/HinomiRecords/A.swift", [self.licence, "", "public func look() {}"]),
            "unfinished work": ("Sources/hinomi/A.swift", [self.licence, "", "// TO" + "DO: more"]),
            "a path of one machine": ("notes.md", ["See /" + "opt/thing for it."]),
            "a link leads nowhere": ("notes.md", ["See [this](nowhere.md)."]),
            "the name does not say what it is": ("Sources/hinomi/ThingManager.swift", [self.licence, "", "struct A {}"]),
            "[Indentation]": ("Sources/hinomi/A.swift", [self.licence, "", "struct A {", "  let a = 1", "}"]),
            "cannot be executed": ("scripts/thing", ["#!/bin/bash", "# SPDX-License-Identifier: Apache-2.0"]),
        }
        for complaint, (path, lines) in cases.items():
            with self.subTest(complaint):
                self.write(path, *lines)
                result = self.lint()
                self.assertEqual(result.returncode, 1)
                self.assertIn(complaint, result.stdout)
                (self.house / path).unlink()

    def test_the_hook_looks_at_what_is_staged_only(self):
        subprocess.run([self.house / "scripts/install-hooks"], check=True, capture_output=True)
        self.write("Sources/hinomi/A.swift", self.licence, "", "struct A {}")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Begin")
        self.write("Sources/hinomi/A.swift", self.licence, "", "let a = try! b()")
        self.write("notes.md", "All is well.")
        self.git("add", "notes.md")
        self.git("commit", "-q", "-m", "Write notes")
        self.git("add", "-A")
        result = self.git("commit", "-q", "-m", "Trap", check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("can trap", result.stdout + result.stderr)


class Setup(unittest.TestCase):
    def test_a_second_run_has_nothing_to_do(self):
        subprocess.run([ROOT / "scripts/setup"], check=True, capture_output=True, timeout=300)
        result = subprocess.run([ROOT / "scripts/setup"], check=True, capture_output=True, text=True, timeout=60)
        self.assertIn("nothing to do", result.stdout)

    def run_without(self, folder):
        """Runs with a path that has the tools of the system and what is in the folder."""
        return subprocess.run(
            [ROOT / "scripts/setup"], capture_output=True, text=True, timeout=60,
            env={"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder)})

    def test_an_absent_or_old_swift_is_said_with_where_to_get_it(self):
        with tempfile.TemporaryDirectory() as folder:
            if not any(os.path.exists(f"{place}/swift") for place in ("/usr/bin", "/bin")):
                result = self.run_without(folder)
                self.assertEqual(result.returncode, 1)
                self.assertIn("swift.org", result.stderr)
            old = pathlib.Path(folder, "swift")
            old.write_text("#!/bin/sh\necho 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'\n")
            old.chmod(0o755)
            result = self.run_without(folder)
            self.assertEqual(result.returncode, 1)
            self.assertIn("Swift 5.10 is too old", result.stderr)
            self.assertIn("swift.org", result.stderr)


class Pages(unittest.TestCase):
    def test_the_readme_shows_what_is_printed(self):
        result = subprocess.run(
            [ROOT / "scripts/refresh-readme", PROGRAM, "--check"], capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 0, result.stderr)


class Phases(unittest.TestCase):
    def phase(self, *arguments):
        return subprocess.run([ROOT / "scripts/phase", *arguments], capture_output=True, text=True, timeout=60)

    def test_a_phase_that_succeeds_is_two_lines(self):
        result = self.phase("--show", "passed", "Trying a thing", "bash", "-c", "seq 1000; echo 5 passed")
        self.assertEqual(result.returncode, 0)
        self.assertEqual([line.split(" (")[0] for line in result.stdout.splitlines()],
                         ["… Trying a thing", "✔ Trying a thing", "5 passed"])

    def test_a_phase_that_fails_shows_the_errors_and_the_status(self):
        result = self.phase("Trying a thing", "bash", "-c", "echo 'x.swift:1: error: no'; seq 1000; exit 7")
        self.assertEqual(result.returncode, 7)
        self.assertIn("x.swift:1: error: no", result.stdout)
        self.assertNotIn("\n500\n", result.stdout)
