#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests the built program as people and scripts run it. Needs nothing but Python.

usage: Tests/cli/run.py [--program PATH] [--tests FOLDER]... [--jobs N] [NAME...]     NAME: part of a test's name

`--tests Tests/api` tests the server with the clients people use: boto3, the aws CLI, Terraform. Classes of tests run beside
each other, since most of their time is waiting; those of one class share what they set up and run one after the other.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
# In front of the line in which a process for one class tells what became of it.
SUMMARY = "summary "


class Lines(unittest.TestResult):
    """One line a test."""

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()

    def say(self, mark, test, more=""):
        name = test.id().split(".", 1)[-1].replace(".test_", ": ").replace("_", " ")
        print(f"{mark} {name} ({time.monotonic() - self.began:.1f} s){more}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say("ok  ", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.began = getattr(self, "began", time.monotonic())
        self.say("skip", test, f": {reason}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.say("FAIL", test)

    def addError(self, test, error):
        super().addError(test, error)
        self.began = getattr(self, "began", time.monotonic())
        self.say("FAIL", test)


def tests_in(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_in(test)
        else:
            yield test


def chosen(folder, names):
    """The tests of a folder with one of these names in theirs, by class."""
    folder = str(folder.resolve())
    sys.path.insert(0, folder)
    classes = {}
    for test in tests_in(unittest.defaultTestLoader.discover(folder, "test_*.py", folder)):
        if not names or any(name in test.id() for name in names):
            classes.setdefault(f"{type(test).__module__}.{type(test).__name__}", []).append(test)
    return classes


def run_class(folder, name, names):
    """Runs one class in this process."""
    result = Lines()
    unittest.TestSuite(chosen(folder, names)[name]).run(result)
    failed = result.failures + result.errors
    print(SUMMARY + json.dumps({
        "run": result.testsRun, "skipped": len(result.skipped),
        "failed": [(test.id(), trace) for test, trace in failed]}), flush=True)


def list_apart(folder, options):
    """The classes of a folder and how much each has to do. Folders have modules of the same names."""
    command = [sys.executable, __file__, "--program", options.program, "--tests", str(folder), "--list", *options.names]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def run_apart(folder, name, options):
    """Runs one class in a process of its own, shows what it prints, and returns what became of it."""
    process = subprocess.Popen(
        [sys.executable, __file__, "--program", options.program, "--tests", str(folder), "--class", name, *options.names],
        stdout=subprocess.PIPE, text=True)
    summary = {"run": 0, "skipped": 0, "failed": [(name, "its process ended before it told what became of it")]}
    for line in process.stdout:
        if line.startswith(SUMMARY):
            summary = json.loads(line[len(SUMMARY):])
        else:
            print(line, end="", flush=True)
    process.wait()
    return summary


def main():
    parser = argparse.ArgumentParser(description="Tests the built program as people and scripts run it.")
    parser.add_argument("--program", default=str(HERE.parent.parent / ".build/debug/hinomi"))
    parser.add_argument("--tests", type=pathlib.Path, action="append")
    parser.add_argument("--jobs", type=int, default=(os.cpu_count() or 1) + 1)
    parser.add_argument("--class", dest="name", help=argparse.SUPPRESS)
    parser.add_argument("--list", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.tests = options.tests or [HERE]
    os.environ["HINOMI"] = options.program = os.path.abspath(options.program)
    if not os.access(options.program, os.X_OK):
        sys.exit(f"There is no program at {options.program}: make build, or swift build")
    if options.name:
        return run_class(options.tests[0], options.name, options.names)
    if options.list:
        classes = chosen(options.tests[0], options.names)
        return print(json.dumps({name: sum(getattr(t, "weight", 1) for t in tests) for name, tests in classes.items()}))
    # Where there are many, it takes long, or where a class says so: those begin first.
    work = [(folder, name, weight) for folder in options.tests for name, weight in list_apart(folder, options).items()]
    work.sort(key=lambda item: -item[2])
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        summaries = list(pool.map(lambda item: run_apart(item[0], item[1], options), work))
    failed = [failure for summary in summaries for failure in summary["failed"]]
    for test, trace in failed:
        # A finding in a message can be long.
        print(f"\n—— {test}\n" + "\n".join(line[:600] for line in trace.splitlines()))
    skipped = sum(summary["skipped"] for summary in summaries)
    passed = sum(summary["run"] for summary in summaries) - len(failed) - skipped
    print(f"Tests of the program: {passed} passed, {len(failed)} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed or not work else 0)


main()
