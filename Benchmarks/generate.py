#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the data that the benchmarks run on: invented logs and lists, always the same. Takes numpy and some minutes."""

import argparse
import json
import multiprocessing
import os
import shutil
import tempfile
import time

import numpy as np

import calls
import flows
import principals
import queries
import worlds


PARTS = ["lists", "flows", "tiny", "queries", "calls", "principals"]


def write_lists(folder):
    """A million networks and ten million names, as a folder of feeds; and the same without the names."""
    both, addresses_only, names_only = (os.path.join(folder, part) for part in ("both", "addresses", "names"))
    for part in (both, addresses_only, names_only):
        os.makedirs(part, exist_ok=True)
    rng = worlds.stream(40)
    single = worlds.public_addresses(rng, worlds.LISTED_ADDRESSES - 54_000, odd=False)
    networks = worlds.public_addresses(rng, 50_000, odd=False) & ~255
    scanners = worlds.quads(worlds.scanners())
    listed = worlds.quads(single)
    cut = int(len(listed) * 0.7)
    files = {
        "scanners.txt": listed[:cut] + [t + "/24" for t in worlds.quads(networks)] + scanners[:3_900],
        "c2.txt": listed[cut:] + scanners[3_900:],
    }
    for name, lines in files.items():
        with open(os.path.join(addresses_only, name), "w") as file:
            file.write("\n".join(lines) + "\n")
    rng = worlds.stream(41)
    ends = np.frombuffer(b".com.net.org.biz", dtype=np.uint8).reshape(4, 4)
    with open(os.path.join(names_only, "names.txt"), "wb") as file:
        for _ in range(10):
            count = worlds.LISTED_NAMES // 10
            rows = np.hstack([
                worlds.name_labels(rng, count, 11), ends[rng.integers(0, 4, count)], np.full((count, 1), 10, dtype=np.uint8)])
            file.write(rows.tobytes())
    feeds = [
        {"file": "scanners.txt", "name": "scanners", "indicator": "ip", "category": "scanner", "confidence": "high"},
        {"file": "c2.txt", "name": "c2", "indicator": "ip", "category": "command-and-control", "confidence": "high"},
        {"file": "names.txt", "name": "names", "indicator": "domain", "category": "command-and-control", "confidence": "high"},
    ]
    for part, kept in ((both, feeds), (addresses_only, feeds[:2]), (names_only, feeds[2:])):
        for feed in kept:
            source = os.path.join(names_only if feed["indicator"] == "domain" else addresses_only, feed["file"])
            if not os.path.exists(os.path.join(part, feed["file"])):
                os.link(source, os.path.join(part, feed["file"]))
        with open(os.path.join(part, "feeds.json"), "w") as file:
            json.dump({"format": 1, "feeds": kept}, file, indent=1)


def link_part(paths, source, target):
    """A folder with some of the files of another one."""
    for path in paths:
        copy = os.path.join(target, os.path.relpath(path, source))
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        os.link(path, copy)


def main():
    default = os.path.join(tempfile.gettempdir(), "hinomi-benchmarks")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", default=default, help="where to write; emptied before (default: %(default)s)")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full number of records (default: 1)")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="write these anew and leave the others")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    place = lambda part: os.path.join(options.folder, part)
    facts = {}
    if set(options.only) == set(PARTS):
        shutil.rmtree(options.folder, ignore_errors=True)
    elif os.path.exists(place("facts.json")):
        with open(place("facts.json")) as file:
            facts = json.load(file)
    for part in options.only:
        for folder in (part, part + "-few", part + "-quarter", part + "-split", part + "-few-split", part + "-quarter-split"):
            shutil.rmtree(place(folder), ignore_errors=True)
    os.makedirs(options.folder, exist_ok=True)
    began = time.time()
    facts["scale"] = options.scale

    def note(part, results):
        results = sorted(results)
        facts[part] = {"files": len(results), "records": sum(r[1] for r in results), "bytes": sum(r[2] for r in results),
                       "packed": sum(r[3] for r in results)}
        print(f"{time.time() - began:5.0f} s  {part}: {facts[part]}", flush=True)
        return [r[0] for r in results]

    names = os.path.join(place("lists"), "names", "names.txt")
    if "lists" in options.only:
        write_lists(place("lists"))
        print(f"{time.time() - began:5.0f} s  lists", flush=True)
    with multiprocessing.Pool(options.processes) as pool:
        if "flows" in options.only:
            per_file = int(20_000_000 * options.scale) // flows.FILES
            jobs = [(place("flows"), number, per_file) for number in range(flows.FILES)]
            paths = note("flows", pool.imap_unordered(flows.write, jobs))
            link_part(paths[: flows.FILES // 4], place("flows"), place("flows-quarter"))
            link_part(paths[:10], place("flows"), place("flows-few"))
        if "tiny" in options.only:
            tiny = 10_000
            list(pool.imap_unordered(flows.write_tiny, [(place("tiny"), first, 250) for first in range(0, tiny, 250)]))
            facts["tiny"] = {"files": tiny, "records": tiny * 24 + 5 * 60}
        if "queries" in options.only:
            files = 125
            per_file = int(5_000_000 * options.scale) // files
            jobs = [(place("queries"), n, files, per_file, names) for n in range(files)]
            paths = note("queries", pool.imap_unordered(queries.write, jobs))
            link_part(paths[:5], place("queries"), place("queries-few"))
        if "calls" in options.only:
            files = 320
            jobs = [(place("calls"), n, files, int(1_000_000 * options.scale) // files) for n in range(files)]
            paths = note("calls", pool.imap_unordered(calls.write, jobs))
            # With the one in which something is to be found.
            link_part(paths[:8], place("calls"), place("calls-few"))
        if "principals" in options.only:
            parts = 4
            jobs = [(place("principals"), day, part, parts) for day in range(principals.DAYS) for part in range(parts)]
            note("principals", pool.imap_unordered(principals.write, jobs))
    os.makedirs(place("empty"), exist_ok=True)
    with open(os.path.join(place("empty"), "header.log"), "w") as file:
        file.write(flows.HEADER)
    with open(place("facts.json"), "w") as file:
        json.dump(facts, file, indent=1)


if __name__ == "__main__":
    main()
