#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests the built program as people and scripts run it. Needs nothing but Python.

usage: Tests/cli/run.py [--program PATH] [--tests FOLDER] [NAME...]     NAME: part of a test's name

`--tests Tests/api` tests the server with the clients people use: boto3, the aws CLI, Terraform.
"""
import argparse
import os
import pathlib
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent


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


def main():
    parser = argparse.ArgumentParser(description="Tests the built program as people and scripts run it.")
    parser.add_argument("--program", default=str(HERE.parent.parent / ".build/debug/hinomi"))
    parser.add_argument("--tests", type=pathlib.Path, default=HERE)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    os.environ["HINOMI"] = os.path.abspath(options.program)
    if not os.access(os.environ["HINOMI"], os.X_OK):
        sys.exit(f"There is no program at {options.program}: make build, or swift build")
    tests = str(options.tests.resolve())
    sys.path.insert(0, tests)
    found = tests_in(unittest.defaultTestLoader.discover(tests, "test_*.py", tests))
    chosen = [test for test in found if not options.names or any(name in test.id() for name in options.names)]
    result = Lines()
    unittest.TestSuite(chosen).run(result)
    failed = result.failures + result.errors
    for test, trace in failed:
        # A finding in a message can be long.
        print(f"\n—— {test.id()}\n" + "\n".join(line[:600] for line in trace.splitlines()))
    passed = result.testsRun - len(failed) - len(result.skipped)
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    kind = "Command line" if options.tests == HERE else "API"
    print(f"{kind} tests: {passed} passed, {len(failed)} failed{skipped}")
    sys.exit(1 if failed or not chosen else 0)


main()
