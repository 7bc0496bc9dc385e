# SPDX-License-Identifier: Apache-2.0
"""Reads lists of names and takes each apart as the detector does: registered label and public suffix."""
import glob
import gzip
import json
import os
import re

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LONGEST = 63

# Families whose generators descend from one another, or whose names come from one construction. A group is left out as
# a whole, so that no relative teaches the model what it is tested on. README.md gives the reasons.
GROUPS = {
    "zeus": ["goz", "newgoz", "murofet"],
    "tinba": ["tinba", "fobber"],
    "lehmer": ["ramnit", "dircrypt"],
    "hexadecimal": ["orchard", "sharkbot", "verblecon"],
}


class PublicSuffixes:
    """The rules that the program has built in, read from its source."""

    def __init__(self):
        path = os.path.join(ROOT, "Sources/HinomiIntelligence/Names/PublicSuffixData.swift")
        with open(path, encoding="utf-8") as file:
            rules = " ".join(re.findall(r'"""(.*?)"""', file.read(), re.S)).split()
        self.rules = set(rules)
        self.registries = sorted(rule for rule in rules if rule[0] not in "!*" and rule.count(".") <= 1)

    def split(self, name):
        """The registered label and the suffix of a name; an empty label for a name that is itself a suffix."""
        labels = name.split(".")
        size = 1
        for i in range(len(labels)):
            rest = ".".join(labels[i:])
            if "!" + rest in self.rules:
                size = len(labels) - i - 1
                break
            if rest in self.rules or "*." + ".".join(labels[i + 1:]) in self.rules and i + 1 < len(labels):
                size = len(labels) - i
                break
        label = labels[-size - 1] if size < len(labels) else ""
        return label, ".".join(labels[len(labels) - size:])


def read(path):
    """The names of a list, each once, as (label, suffix), without those that are suffixes themselves."""
    suffixes = PublicSuffixes.shared
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        names = dict.fromkeys(line.strip().lower().rstrip(".") for line in file)
    pairs = dict.fromkeys(suffixes.split(name) for name in names if name)
    return [pair for pair in pairs if pair[0]]


PublicSuffixes.shared = PublicSuffixes()


def families(folder):
    """Every family's names."""
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, "dga-*.txt.gz"))):
        found[os.path.basename(path)[4:-7]] = read(path)
    return found


def resolved(folder):
    """Names in the logs of a crawler through popular names that were answered with success, by registered name."""
    pairs = {}
    for path in sorted(glob.glob(os.path.join(folder, "benign-crawl-*.log.gz"))):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                query = json.loads(line)
                if query["rcode"] == "NOERROR":
                    pairs[PublicSuffixes.shared.split(query["query_name"].lower().rstrip("."))] = None
    return [pair for pair in pairs if pair[0]]


def group_of(family):
    return next((group for group, members in GROUPS.items() if family in members), family)


def benign(folder):
    """Every benign list's names; a name counts for the first list that has it."""
    seen = set()
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, "benign-*.txt.gz"))):
        pairs = [pair for pair in read(path) if pair not in seen]
        seen.update(pairs)
        found[os.path.basename(path)[7:-7]] = pairs
    return found


SYMBOLS = np.full(256, 38, np.uint8)
for _i in range(26):
    SYMBOLS[ord("a") + _i] = 1 + _i
    SYMBOLS[ord("A") + _i] = 1 + _i
for _i in range(10):
    SYMBOLS[ord("0") + _i] = 27 + _i
SYMBOLS[ord("-")] = 37


def symbols(labels):
    """Labels as rows of symbols, 0 in front and behind, and their lengths."""
    matrix = np.zeros((len(labels), LONGEST + 2), np.uint8)
    lengths = np.zeros(len(labels), np.int32)
    for i, label in enumerate(labels):
        data = np.frombuffer(label.encode()[:LONGEST], np.uint8)
        matrix[i, 1:1 + len(data)] = SYMBOLS[data]
        lengths[i] = len(data)
    return matrix, lengths
