# SPDX-License-Identifier: Apache-2.0
"""The Debian package, installed on a copy of this machine that is thrown away, and what else is packed."""
import gzip
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from support import PROGRAM, ROOT

PACKAGING = ROOT / "Packaging"

# Installs the package over a copy of the root file system, whose changes go to memory, and runs what was installed.
INSTALLING = r"""
set -eu
house=$1 package=$2
mount -t tmpfs tmpfs "$house"
mkdir "$house"/upper "$house"/work "$house"/root
mount -t overlay overlay -o lowerdir=/,upperdir="$house"/upper,workdir="$house"/work "$house"/root 2>/dev/null || exit 77
root=$house/root
mount --bind /proc "$root"/proc
mount --bind /dev "$root"/dev
cp "$package" "$root"/tmp/hinomi.deb
inside() { chroot "$root" "$@"; }
as_service() { chroot "$root" setpriv --reuid=hinomi --regid=hinomi --clear-groups "$@"; }
# What a package of the system would bring is there or not; what is tested is ours.
dpkg() { inside env DEBIAN_FRONTEND=noninteractive dpkg --no-triggers --force-depends "$@" >/dev/null </dev/null; }
dpkg -i /tmp/hinomi.deb

echo "user $(inside getent passwd hinomi | cut -d: -f6)"
echo "data $(inside stat -c '%U %a' /var/lib/hinomi)"
echo "settings $(inside stat -c '%U:%G %a' /etc/hinomi/hinomi.conf)"
as_service hinomi serve --check --config /etc/hinomi/hinomi.conf
inside systemd-analyze verify /lib/systemd/system/hinomi.service 2>&1 | grep hinomi.service || true

# Not by the function, so that the number is the server's own.
chroot "$root" setpriv --reuid=hinomi --regid=hinomi --clear-groups \
    hinomi serve --config /etc/hinomi/hinomi.conf --listen 127.0.0.1:0 >"$house"/said 2>"$house"/log &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 600); do grep -q Listening "$house"/said && break; sleep 0.1; done
endpoint=$(sed -n 's/^Listening on //p' "$house"/said)
echo "printed $(wc -l <"$house"/said)"
python3 -c 'import sys, urllib.request; print("ready", urllib.request.urlopen(sys.argv[1] + "/readyz").status)' "$endpoint"
as_service hinomi keys create --account 111122223333 --config /etc/hinomi/hinomi.conf | sed -n 's/=.*//p' | head -1
kill "$server"
wait "$server" && echo "stopped 0"

echo "region = eu-north-1" >>"$root"/etc/hinomi/hinomi.conf
dpkg -i /tmp/hinomi.deb
echo "upgraded $(inside tail -1 /etc/hinomi/hinomi.conf)"
dpkg -r hinomi
echo "removed $(inside sh -c 'ls /var/lib/hinomi/hinomi.sqlite; test -e /usr/bin/hinomi || echo program')"
dpkg -P hinomi
echo "purged $(inside sh -c 'ls -d /var/lib/hinomi /etc/hinomi 2>/dev/null; getent passwd hinomi || echo all')"
"""


@unittest.skipUnless(shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps"), "dpkg-dev is not installed")
class DebianPackage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = subprocess.run([ROOT / "scripts/pack-deb", PROGRAM], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        cls.package = ROOT / done.stdout.split()[-1]

    def field(self, name):
        return subprocess.run(
            ["dpkg-deb", "--field", self.package, name], capture_output=True, text=True, check=True).stdout.strip()

    def test_what_it_says_of_itself(self):
        version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        self.assertEqual(self.field("Version"), version)
        for library in ("libc6 (>= ", "libsqlite3-0", "libmaxminddb0", "adduser"):
            self.assertIn(library, self.field("Depends"))
        listed = subprocess.run(
            ["dpkg-deb", "--contents", self.package], capture_output=True, text=True, check=True).stdout.splitlines()
        owners = {line.split()[1] for line in listed}
        self.assertEqual(owners, {"root/root"})
        modes = {line.split()[5].lstrip("."): line.split()[0] for line in listed}
        self.assertEqual(modes["/usr/bin/hinomi"], "-rwxr-xr-x")
        for file in ("/lib/systemd/system/hinomi.service", "/etc/hinomi/hinomi.conf", "/usr/share/man/man1/hinomi.1.gz",
                     "/usr/share/doc/hinomi/copyright", "/usr/share/bash-completion/completions/hinomi"):
            self.assertEqual(modes[file], "-rw-r--r--", file)

    def test_it_brings_the_notices_of_what_is_linked(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["dpkg-deb", "--extract", self.package, folder], check=True)
            notices = gzip.decompress(
                pathlib.Path(folder, "usr/share/doc/hinomi/NOTICES.gz").read_bytes()).decode()
        # One that asks for its whole text, one with a notice, and every one that is linked.
        self.assertIn("Gwendal Rou", notices)
        self.assertIn("THE SOFTWARE IS PROVIDED", notices)
        self.assertIn("The SwiftNIO Project", notices)
        for package in sorted((ROOT / ".build/checkouts").iterdir()):
            self.assertIn(f"\n{package.name}\n", notices)

    def test_the_manual_page_is_one(self):
        page = subprocess.run([ROOT / "scripts/manual", PROGRAM], capture_output=True, text=True, check=True).stdout
        for part in (".SH NAME", "hinomi serve", r"\-\-metrics\-listen", "hinomi keys create", ".SH EXIT STATUS"):
            self.assertIn(part, page)
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        with tempfile.NamedTemporaryFile("w", suffix=".1") as file:
            file.write(page)
            file.flush()
            done = subprocess.run(
                ["man", "--warnings", "-E", "UTF-8", "-l", file.name], capture_output=True, text=True,
                env={**os.environ, "MANWIDTH": "120", "MANPAGER": "cat"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("--tls-certificate <file>", done.stdout)

    def test_installed_upgraded_removed_and_purged(self):
        if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("adduser"):
            self.skipTest("only root can install, on a machine with unshare and adduser")
        house = tempfile.mkdtemp(prefix="hinomi-house-")
        self.addCleanup(os.rmdir, house)
        done = subprocess.run(
            ["unshare", "--mount", "bash", "-c", INSTALLING, "bash", house, self.package], capture_output=True, text=True,
            timeout=240)
        if done.returncode == 77:
            self.skipTest("no copy of the machine can be made here")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(
            done.stdout.splitlines(),
            ["user /var/lib/hinomi", "data hinomi 700", "settings root:hinomi 640", "The settings can be used.",
             # The line that says where it listens, and no key.
             "printed 1", "ready 200", "export AWS_ACCESS_KEY_ID", "stopped 0", "upgraded region = eu-north-1",
             "removed /var/lib/hinomi/hinomi.sqlite", "program", "purged all"], done.stderr)


class Packed(unittest.TestCase):
    def test_the_service_is_confined(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not installed")
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", PACKAGING / "hinomi.service"],
            capture_output=True, text=True)
        if "unrecognized option" in done.stderr:
            self.skipTest("this systemd-analyze cannot judge units that are not loaded")
        self.assertEqual(done.returncode, 0, done.stdout[-1500:] + done.stderr)

    def test_the_default_settings_are_settings(self):
        # Also those that are commented out.
        lines = (PACKAGING / "hinomi.conf").read_text().splitlines()
        names = [line.lstrip("#").split(" = ")[0] for line in lines if " = " in line and not line.startswith("# ")]
        self.assertGreater(len(names), 10)
        described = subprocess.run([PROGRAM, "serve", "--help"], capture_output=True, text=True, check=True).stdout
        for name in names:
            self.assertIn(f"--{name}", described)

    def test_the_container_is_described_well(self):
        text = (PACKAGING / "docker/Dockerfile").read_text()
        stages = [line for line in text.splitlines() if line.startswith("FROM ")]
        self.assertEqual(len(stages), 2)
        last = text[text.rindex("FROM "):]
        # The one that runs: not root, with a health check, and variables that are settings.
        self.assertRegex(last, r"\nUSER hinomi\n")
        self.assertIn("\nHEALTHCHECK ", last)
        described = subprocess.run([PROGRAM, "serve", "--help"], capture_output=True, text=True, check=True).stdout
        for line in last.splitlines():
            if line.startswith("ENV "):
                for pair in line.split()[1:]:
                    name = pair.split("=")[0]
                    self.assertIn("--" + name.removeprefix("HINOMI_").lower().replace("_", "-"), described, name)
        if linter := shutil.which("hadolint"):
            done = subprocess.run([linter, PACKAGING / "docker/Dockerfile"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
