#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures whole scans against inflating the same files alone, and against DuckDB's plainest count over the same flows.

Builds the release program, checks that every variant finds the same, byte for byte, and then runs all variants in turn,
round after round: what shares the machine meets all of them alike. Figures are CPU times (user and system) of whole
processes; ratios are formed within a round, and the median of the rounds is reported.
"""

import argparse
import glob
import hashlib
import json
import multiprocessing
import os
import platform
import re
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)

class Measured:
    def __init__(self, seconds, cpu, memory, output):
        self.seconds, self.cpu, self.memory, self.output = seconds, cpu, memory, output


def measure(command, stdin=None, accept=(0,)):
    """Runs a command and returns its wall and CPU seconds, its peak memory in MB, and what it printed."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as source:
        if stdin:
            source.write(stdin)
            source.seek(0)
        began = time.monotonic()
        child = subprocess.Popen(command, stdin=source, stdout=output, stderr=subprocess.PIPE)
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in accept:
            sys.exit(f"{shlex.join(command)} failed with {child.returncode}:\n{errors.decode()}")
        output.seek(0)
        return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read())


class Bench:
    def __init__(self, options):
        self.options = options
        self.data = options.folder
        with open(self.place("facts.json")) as file:
            self.facts = json.load(file)
        self.program = options.program
        self.inflate = os.path.join(self.data, "inflate")
        subprocess.run(["cc", "-O2", "-o", self.inflate, os.path.join(HERE, "inflate/inflate.c"), "-lisal"], check=True)
        self.lists = {"addresses": ["--intel", self.place("lists/addresses")], "names": ["--intel", self.place("lists/names")],
                      "none": []}

    def place(self, part):
        return os.path.join(self.data, part)

    def scan(self, part, lists="none", threads=1, paths=None):
        command = [self.program, "scan", "--quiet", "--format", "ndjson", "--threads", str(threads)]
        return measure(command + self.lists[lists] + (paths or [self.place(part)]))

    def beside(self, part, lists="none"):
        """Two scans of one thread each, which share nothing, beside each other: what the machine gains by its second processor."""
        with ThreadPoolExecutor(2) as pool:
            return max((task.result() for task in [pool.submit(self.scan, part, lists) for _ in range(2)]),
                       key=lambda result: result.seconds)

    def files(self, part):
        return sorted(glob.glob(self.place(part) + "/**/*.gz", recursive=True))

    def inflated(self, part):
        return measure([self.inflate], stdin=("\n".join(self.files(part)) + "\n").encode())

    def duck(self, part):
        return measure([self.options.duckdb, os.path.join(HERE, "duckdb_count.py"), self.place(part) + "/**/*.gz"])


def same_findings(bench):
    """Scans in every variant; all must find the same, and something."""
    marks = {}
    for part, lists in (("flows-quarter", "addresses"), ("queries-few", "names"), ("calls-few", "addresses"), ("tiny", "addresses")):
        files = bench.files(part)
        variants = {
            "1 thread": bench.scan(part, lists),
            "2 threads": bench.scan(part, lists, threads=2),
            "3 threads": bench.scan(part, lists, threads=3),
            "split differently": bench.scan(part, lists, paths=[elsewhere(resplit, bench, part, files)]),
        }
        marks[part] = (variants["1 thread"].output.count(b"\n"), canonical(variants["1 thread"].output))
        if marks[part][0] == 0:
            sys.exit(f"{part}: nothing is found, so that nothing is compared")
        for name, result in variants.items():
            if canonical(result.output) != marks[part][1]:
                sys.exit(f"{part}: {name} finds something else than 1 thread")
        print(f"{part}: {marks[part][0]} findings, alike in {', '.join(variants)}", flush=True)
    return marks


def elsewhere(work, *arguments):
    """What a function returns, called in a process of its own: the peak of a child's memory is never below that of its parent."""
    with multiprocessing.Pool(1) as pool:
        return pool.apply(work, arguments)


def canonical(output):
    return hashlib.sha256(output).hexdigest()


def resplit(bench, part, files):
    """The same records in other files: each cut in three, in folders and under names that say the same of its region."""
    import gzip
    import itertools

    target = bench.place(part + "-split")
    if not os.path.isdir(target):
        for path in files[:400]:
            place = os.path.join(target, os.path.relpath(path, bench.place(part)))
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with gzip.open(path) as file:
                content = file.read()
            if content.startswith(b"{\"Records\""):
                events = json.loads(content)["Records"]
                groups = [json.dumps({"Records": events[i::3]}, separators=(",", ":")).encode() for i in range(3)]
            else:
                lines = content.splitlines(keepends=True)
                header = [lines.pop(0)] if lines[0].startswith(b"version") else []
                groups = [b"".join(header + lines[i::3]) for i in range(3)]
            for i, group in enumerate(groups):
                beginning, ending = re.fullmatch(r"(.*?)((?:\.json|\.log)?\.gz)", place).groups()
                with gzip.open(f"{beginning}{i}{ending}", "wb", compresslevel=1) as file:
                    file.write(group)
        for path in files[400:]:
            place = os.path.join(target, os.path.relpath(path, bench.place(part)))
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.link(path, place)
    return target


def ratio(rounds, a, b):
    return statistics.median(r[a] / r[b] for r in rounds)


def middle(rounds, key):
    return statistics.median(r[key] for r in rounds)


def one_round(bench):
    """Every variant once."""
    r = {}

    def note(name, result):
        r[name], r[name + " wall"], r[name + " memory"] = result.cpu, result.seconds, result.memory
        r[name + " mark"] = canonical(result.output)

    note("flow inflate", bench.inflated("flows"))
    note("flow", bench.scan("flows", "addresses"))
    note("flow 2", bench.scan("flows", "addresses", threads=2))
    note("flow beside", bench.beside("flows", "addresses"))
    note("no lists", bench.scan("empty"))
    note("addresses", bench.scan("empty", "addresses"))
    note("names", bench.scan("empty", "names"))
    note("query inflate", bench.inflated("queries"))
    note("query", bench.scan("queries", "names"))
    note("query 2", bench.scan("queries", "names", threads=2))
    note("query beside", bench.beside("queries", "names"))
    note("call inflate", bench.inflated("calls"))
    # Short, and so much at the mercy of others on the machine: the middle one of several.
    calls = sorted((bench.scan("calls", "addresses") for _ in range(5)), key=lambda result: result.cpu)
    note("call", calls[2])
    r["call wall"] = statistics.median(result.seconds for result in calls)
    r["call each"] = [result.cpu for result in calls]
    note("call 2", sorted((bench.scan("calls", "addresses", threads=2) for _ in range(5)), key=lambda result: result.seconds)[2])
    note("call beside", sorted((bench.beside("calls", "addresses") for _ in range(3)), key=lambda result: result.seconds)[1])
    note("principals", bench.scan("principals"))
    note("tiny", bench.scan("tiny", "none"))
    note("tiny 2", bench.scan("tiny", "none", threads=2))
    if bench.options.duckdb:
        note("quarter", bench.scan("flows-quarter", "addresses"))
        note("duck", bench.duck("flows-quarter"))
        r["quarter alone"] = r["quarter"] - r["addresses"]
    for kind, lists in (("flow", "addresses"), ("query", "names"), ("call", "addresses")):
        for suffix in ("", " 2"):
            if r[kind + suffix + " mark"] != r[kind + " mark"]:
                sys.exit(f"{kind}: two threads find something else than one")
            r[f"{kind}{suffix} alone"] = r[kind + suffix] - r[lists]
            r[f"{kind}{suffix} wall alone"] = r[kind + suffix + " wall"] - r[lists + " wall"]
        # Both load their lists, each as fast as one alone at best.
        r[kind + " beside wall alone"] = r[kind + " beside wall"] - r[lists + " wall"]
    r["call each"] = [seconds - r["addresses"] for seconds in r["call each"]]
    return r


def table(bench, rounds):
    facts = bench.facts
    rows = [("what", "goal", "reached", "in seconds")]

    def per_second(kind, key):
        return facts[kind]["records"] / middle(rounds, key)

    flow = ratio(rounds, "flow alone", "flow inflate")
    rows.append(("flow scan, a million networks listed: CPU over inflating alone", "≤ 3.0", f"{flow:.2f}",
                 f"{middle(rounds, 'flow alone'):.1f} CPU for {facts['flows']['records']:,} records; inflate {middle(rounds, 'flow inflate'):.1f}"))
    rows.append(("the same, in records per CPU-second", "", f"{per_second('flows', 'flow alone'):,.0f}", ""))
    if bench.options.duckdb:
        rows.append(("DuckDB's count of distinct ports: its CPU over ours", "≥ 3", f"{ratio(rounds, 'duck', 'quarter alone'):.2f}",
                     f"{middle(rounds, 'duck'):.1f} CPU against {middle(rounds, 'quarter alone'):.1f} for the first quarter of the day"))
    rows.append(("flow scan: peak memory", "< 512 MB", f"{middle(rounds, 'flow memory'):.0f} MB",
                 f"of it {middle(rounds, 'addresses memory'):.0f} MB for loading the lists"))
    for kind, key, goal in (("queries", "query", "≥ 1,000,000"), ("calls", "call", "≥ 300,000")):
        what = {"queries": "DNS lines per CPU-second, ten million names listed",
                "calls": "CloudTrail events per CPU-second, a million networks listed"}[kind]
        each = [seconds for r in rounds for seconds in r.get(key + " each", [r[key + " alone"]])]
        reached = sorted(facts[kind]["records"] / seconds for seconds in each)
        rows.append((what, goal, f"{statistics.median(reached):,.0f} (of {len(reached)}: {reached[0]:,.0f} to {reached[-1]:,.0f})",
                     f"{statistics.median(each):.2f} CPU; {ratio(rounds, key + ' alone', key + ' inflate'):.2f} × inflate"))
    rows.append(("an account of 10,000 users, two weeks: peak memory", "≤ 100 MB", f"{middle(rounds, 'principals memory'):.0f} MB",
                 f"{facts['principals']['records']:,} calls in {middle(rounds, 'principals'):.1f} CPU"))
    for kind, name in (("flow", "flows"), ("query", "DNS"), ("call", "CloudTrail")):
        rows.append((f"two threads against one, {name}: wall", "≥ 1.7", f"{ratio(rounds, kind + ' wall alone', kind + ' 2 wall alone'):.2f}",
                     f"{middle(rounds, kind + ' wall alone'):.1f} and {middle(rounds, kind + ' 2 wall alone'):.1f} wall; two scans that share nothing: "
                     f"{2 * ratio(rounds, kind + ' wall alone', kind + ' beside wall alone'):.2f}"))
    rows.append(("10,000 tiny files: files per second, 2 threads", "≥ 10,000", f"{10_000 / middle(rounds, 'tiny 2 wall'):,.0f}",
                 f"one thread {10_000 / middle(rounds, 'tiny wall'):,.0f}"))
    rows.append(("loading a million networks, ten million names: CPU", "", f"{middle(rounds, 'addresses') - middle(rounds, 'no lists'):.1f} s, "
                 f"{middle(rounds, 'names') - middle(rounds, 'no lists'):.1f} s", f"peak {middle(rounds, 'names memory'):.0f} MB for the names"))
    lines = ["| " + " | ".join(rows[0]) + " |", "|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows[1:]])


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()
    swift = next((line for line in swift if "Swift version" in line), "?").strip()
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.machine()}; {swift}"


def write_section(text):
    """Puts the figures between the marks of the README."""
    path = os.path.join(HERE, "README.md")
    begin, end = "<!-- figures -->\n", "<!-- end of figures -->"
    with open(path) as file:
        content = file.read()
    head, rest = content.split(begin)
    _, tail = rest.split(end)
    with open(path, "w") as file:
        file.write(head + begin + text + "\n" + end + tail)


def main():
    default = os.path.join(tempfile.gettempdir(), "hinomi-benchmarks")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", default=default, help="what generate.py wrote (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--program", default="", help="an hinomi to measure; built here when not given")
    parser.add_argument("--duckdb", default="", help="a python that has the package duckdb; left out when not given")
    parser.add_argument("--skip-check", action="store_true", help="do not compare the findings of all variants first")
    parser.add_argument("--write", action="store_true", help="put the figures into README.md")
    options = parser.parse_args()
    if not options.program:
        subprocess.run(["swift", "build", "-c", "release", "--product", "hinomi"], cwd=ROOT, check=True)
        options.program = os.path.join(ROOT, ".build/release/hinomi")
    bench = Bench(options)
    if not options.skip_check:
        same_findings(bench)
    one_round(bench)  # the first fills the caches and does not count
    rounds = []
    for number in range(options.rounds):
        rounds.append(one_round(bench))
        r = rounds[-1]
        print(f"round {number + 1}: flow {r['flow alone'] / r['flow inflate']:.2f} × inflate, load {os.getloadavg()[0]:.1f}", flush=True)
    text = table(bench, rounds) + f"\n\n{options.rounds} rounds on {machine()}."
    print(text)
    if options.write:
        write_section(text)


if __name__ == "__main__":
    main()
