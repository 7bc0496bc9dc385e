#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Feeds every parser of outside input with inputs that libFuzzer makes, starting from the kept corpus.

usage: Fuzzing/run.py [--seconds N] [--keep] [TARGET...]

Inputs that reach something new are gathered in Fuzzing/.build/gathered/TARGET. --keep makes the kept corpus anew from
both, as small as it gets. An input that breaks a parser is written to Fuzzing/.build/faults, and the exit status is 1.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE / "Corpus"
GATHERED = HERE / ".build/gathered"
FAULTS = HERE / ".build/faults"
PROGRAM = HERE / ".build/release/Fuzz"
# Both in one option: of several the compiler takes only the last. SwiftPM's own makes room for libFuzzer's entry point.
BUILD = ["swift", "build", "-c", "release", "--sanitize=fuzzer", "-Xswiftc", "-sanitize=fuzzer,address", "--product", "Fuzz"]
TARGETS = re.findall(
    r"^    case (\w+)$", (HERE.parent / "Tests/FuzzEntries/FuzzTarget.swift").read_text(), re.MULTILINE)
# Longer inputs find nothing more and take longer.
LONGEST = 4_096
LIMITS = {"maxmind": 2_048, "values": 256, "suffixes": 512, "content": 2_048, "snapshots": 16_384}
# The kept corpus of a target has at most this many bytes.
ROOM = 24_000


def environment(target):
    return {
        **os.environ, "HINOMI_FUZZ": target, "SWIFT_BACKTRACE": "enable=no",
        # Swift keeps what it makes once; what is found here are reads and writes out of bounds.
        "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1:" + os.environ.get("ASAN_OPTIONS", ""),
    }


def watches_coverage():
    """Whether the program tells which places an input reaches. Without that, runs are blind and a pass says nothing."""
    process = subprocess.run(
        [PROGRAM, "-runs=0"], env=environment(TARGETS[0]), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return re.search(rb"Loaded \d+ modules +\(\d+ inline 8-bit counters\)", process.stdout) is not None


def run(target, seconds):
    """Runs one target; returns whether nothing broke."""
    gathered = GATHERED / target
    for folder in (gathered, CORPUS / target, FAULTS):
        folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    process = subprocess.run(
        [PROGRAM, f"-max_total_time={seconds}", f"-max_len={LIMITS.get(target, LONGEST)}", "-timeout=10",
         "-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={FAULTS}/{target}-", gathered,
         CORPUS / target],
        env=environment(target), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.decode(errors="replace")
    (HERE / ".build" / f"{target}.log").write_text(output)
    count = re.search(r"stat::number_of_executed_units: (\d+)", output)
    coverage = re.findall(r"cov: (\d+)", output)
    runs = f"{int(count.group(1)):,} inputs" if count else "ended early"
    print(f"{'✔' if process.returncode == 0 else '✘'} {target}: {runs} in {time.monotonic() - began:.0f} s, "
          f"{int(coverage[-1]) if coverage else 0:,} places reached", flush=True)
    if process.returncode == 0:
        return True
    for line in output.splitlines():
        if re.search(r"Fatal error|ERROR:|SUMMARY|Test unit written|libFuzzer: (timeout|out-of-memory)", line):
            print(f"    {line[:400]}")
    print(f"    again: HINOMI_FUZZ={target} {PROGRAM.relative_to(HERE.parent)} FILE")
    return False


def keep(target):
    """Makes the kept corpus of a target from what it was and what was gathered."""
    kept = HERE / ".build/kept"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    # Places alone: how often each is reached would keep ten times as many inputs.
    command = [PROGRAM, "-merge=1", "-use_counters=0", f"-max_len={LIMITS.get(target, LONGEST)}", kept,
               CORPUS / target, GATHERED / target]
    subprocess.run(
        [path for path in command if not isinstance(path, pathlib.Path) or path.exists()], env=environment(target),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    room = ROOM
    chosen = []
    for path in sorted(kept.iterdir(), key=lambda path: (path.stat().st_size, path.name)):
        room -= path.stat().st_size
        if room >= 0:
            chosen.append(path)
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        # Inputs with a name were broken by a parser once.
        if re.fullmatch("[0-9a-f]{40}", path.name):
            path.unlink()
    for path in chosen:
        shutil.copy(path, folder / path.name)
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"  {target}: {len(list(folder.iterdir()))} inputs kept, {size:,} bytes", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Feeds every parser with inputs that libFuzzer makes.")
    parser.add_argument("--seconds", type=int, default=30, help="for each target; 30 if not given")
    parser.add_argument("--keep", action="store_true", help="make the kept corpus anew")
    parser.add_argument("--skip-build", action="store_true", help="run the program as it is")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=" ".join(TARGETS))
    options = parser.parse_args()
    for target in options.targets:
        if target not in TARGETS:
            sys.exit(f"{target} is no target; there are {', '.join(TARGETS)}")
    if not options.skip_build:
        # SwiftPM looks for new files of a package beside this one only when the plan is made anew.
        (HERE / "Package.swift").touch()
        phase = HERE.parent / "scripts/phase"
        if subprocess.run([phase, "Building the parsers for fuzzing", *BUILD], cwd=HERE).returncode:
            sys.exit(1)
    if not watches_coverage():
        sys.exit("The parsers were built without counters of coverage: fuzzing would be blind, and nothing was run.")
    targets = options.targets or TARGETS
    whole = [run(target, options.seconds) for target in targets] if options.seconds > 0 else []
    if options.keep:
        for target in targets:
            keep(target)
    sys.exit(0 if all(whole) else 1)


main()
