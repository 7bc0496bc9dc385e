#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""ROC curves of the statistical detectors, by limits that are moved, on made-up logs. See README.md.

    roc.py --program .build/release/hinomi              everything; rewrites the plots and the numbers in the pages
    roc.py --program … --only portscan --out FOLDER     one curve, into a folder, and no pages
"""
import argparse
import collections
import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import logs
import lookalikes
import pages
import population
import rates
import roc_plot
from curves import CURVES

MARK = "made by make roc"


def scan(program, limits, folders):
    """Of each finding its type, account, and the interfaces and instance that it is about."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(limits, file)
        file.flush()
        result = subprocess.run([program, "scan", "--format", "ndjson", "--quiet", "--threads", "1", "--limits", file.name, *folders],
                                capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(f"{program} scan: {result.stderr}")
    found = []
    for line in result.stdout.splitlines():
        finding = json.loads(line)
        details = finding["resource"]["instanceDetails"]
        interfaces = [each.get("networkInterfaceId") for each in details.get("networkInterfaces", [])]
        found.append((finding["type"], {*interfaces, details.get("instanceId")} - {None}))
    return found


class Crowd:
    """Instances that nobody attacks."""

    def __init__(self, folder, kind, seed):
        """Writes what they log, unless it lies there."""
        self.folder, self.role_of = folder, {}
        self.days = kind.INSTANCES * kind.DAYS
        is_new = not folder.exists()
        for number, instance in enumerate(kind.members(seed) if is_new else map(kind.bare, range(kind.INSTANCES))):
            if is_new:
                logs.write(folder, instance.interface, [instance])
            role = kind.ROLES[number % len(kind.ROLES)].__name__.replace("_", " ")
            self.role_of[instance.interface] = self.role_of[instance.name] = role


def write_attacks(folder, curve, number, seed):
    """The logs of a curve's attacks, each in an account of its own; {series: [the names of one attacked instance]}."""
    owners = collections.defaultdict(list)
    is_new = not (folder / curve.name).exists()
    for place, (label, make) in enumerate(curve.series.items()):
        group = []
        for trial in range(curve.tries):
            place_of_all = number * 0x1000 + place * 0x400 + trial
            instance = logs.Instance(0x100000 + place_of_all, f"{222000000000 + place_of_all}")
            if is_new:
                make(random.Random(f"{seed}/roc/{curve.name}/{label}/{trial}"), instance)
                group.append(instance)
            owners[label].append({instance.interface, instance.name})
        logs.write(folder / curve.name, str(place), group)
    return owners


class Point:
    """What comes of one value of a limit."""

    def __init__(self, value):
        self.value, self.hits, self.alarms, self.roles = value, {}, {}, {}


def measure(program, curves, seed, folder, jobs):
    """{curve name: [Point]} and the days of both crowds. So many scans are made beside each other."""
    crowds = {
        "ordinary": Crowd(folder / "ordinary", population, seed),
        "look-alikes": Crowd(folder / "lookalikes", lookalikes, seed),
    }
    scans, attacked = [], {}
    for turn in sorted({curve.turn for curve in curves}):
        mine = [curve for curve in curves if curve.turn == turn]
        for curve in mine:
            attacked[curve.name] = write_attacks(folder / f"attacks-{turn}", curve, CURVES.index(curve), seed)
        folders = [folder / f"attacks-{turn}", *(crowd.folder for crowd in crowds.values())]
        for step in range(max(len(curve.values) for curve in mine)):
            limits, moved = {}, [curve for curve in mine if step < len(curve.values)]
            for curve in moved:
                settings = curve.limits(curve.values[step])
                if taken := limits.keys() & settings.keys():
                    sys.exit(f"curves.py: turn {turn} moves {', '.join(taken)} twice")
                limits |= settings
            scans.append((step, moved, limits, folders))
    results = {curve.name: [] for curve in curves}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        outcomes = pool.map(lambda each: scan(program, each[2], each[3]), scans)
        for count, ((step, moved, _, _), found) in enumerate(zip(scans, outcomes), 1):
            for curve in moved:
                results[curve.name].append(judge(curve, curve.values[step], attacked[curve.name], crowds, found))
            print(f"{count} of {len(scans)} scans", file=sys.stderr, flush=True)
    return results, {name: crowd.days for name, crowd in crowds.items()}


def judge(curve, value, attacked, crowds, found):
    point = Point(value)
    mine = [owners for kind, owners in found if kind in curve.types]
    told = set().union(*mine)
    for label, instances in attacked.items():
        point.hits[label] = sum(bool(told & names) for names in instances)
    for name, crowd in crowds.items():
        roles = collections.Counter()
        for owners in mine:
            if role := next((crowd.role_of[owner] for owner in owners if owner in crowd.role_of), None):
                roles[role] += 1
        point.alarms[name], point.roles[name] = sum(roles.values()), roles
    return point


def number(value):
    return f"{value:,}"


def table(curve, points, days):
    heads = [f"`{curve.knob}`" if curve.knob.isalnum() else curve.knob, *curve.series, *(f"alarms, {name}" for name in days)]
    lines = ["| " + " | ".join(heads) + " |", "| ---: |" + " ---: |" * (len(heads) - 1)]
    for point in points:
        cells = [("**" + number(point.value) + "**") if point.value == curve.usual else number(point.value)]
        cells += [f"{point.hits[label]} of {curve.tries}" for label in curve.series]
        cells += [number(point.alarms[name]) for name in days]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def rate(count, days):
    low, high = rates.poisson(count)
    if not count:
        return f"none (fewer than {high / days:.4f} an instance and day)"
    return f"{count} ({count / days:.4f} an instance and day, 95 % interval {low / days:.4f} to {high / days:.4f})"


def words(curve, points, days):
    usual = next(point for point in points if point.value == curve.usual)
    text = f"{curve.about} With {number(curve.usual)} false alarms are, among ordinary instances, {rate(usual.alarms['ordinary'], days['ordinary'])}"
    text += f", and among look-alikes {rate(usual.alarms['look-alikes'], days['look-alikes'])}"
    if who := usual.roles["look-alikes"]:
        text += ", in the role" + ("s " if len(who) > 1 else " ") + ", ".join(f"*{role}*" for role, _ in who.most_common())
    text += "."
    seen = {name: any(point.alarms[name] for point in points) for name in days}
    silent = [name for name, is_seen in seen.items() if not is_seen]
    if silent:
        kinds = " and ".join("ordinary instances" if name == "ordinary" else "look-alikes" for name in silent)
        text += f" Over the whole range {kinds} raise nothing, so that for them the curve is an upper bound."
    return text


def section(curves, results, days):
    parts = [pages.begin(MARK), "## Misses against false alarms", "",
             pages.wrap("ROC curves: a limit is moved from end to end, and each mark is one value of it. Up is the share of made-up "
                        "attacks that is found, at two or three strengths; right are false alarms an instance and day, of "
                        f"{days['ordinary']:,} days of ordinary instances in the left half and of {days['look-alikes']:,} days of "
                        "instances that nobody attacks but that do what looks like it in the right one. Left of the broken line lie values "
                        "that raise nothing there. The ring is the usual setting. "
                        "[How they are made](../../Evaluation/synthetic/README.md), and what they cannot say; "
                        "[how to move limits](../tuning.md)."), ""]
    for curve in curves:
        points = results[curve.name]
        parts += [pages.wrap(words(curve, points, days)), "",
                  f"![Share of attacks found against false alarms, as {curve.knob} moves]({curve.name}-limits-roc.svg)", "",
                  "<details><summary>The numbers</summary>", "", table(curve, points, days), "", "</details>", ""]
    return "\n".join([*parts[:-1], pages.end(MARK)])


def main():
    parser = argparse.ArgumentParser(description="ROC curves of the statistical detectors on made-up logs.")
    parser.add_argument("--program", required=True, help="the program to try: .build/release/hinomi")
    parser.add_argument("--only", help="one curve; nothing is written into the pages")
    parser.add_argument("--out", type=pathlib.Path, help="where its picture goes")
    parser.add_argument("--logs", type=pathlib.Path, help="a folder in which the logs are kept, for another run with the same seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="scans beside each other; by default one a core")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is made up")
    options = parser.parse_args()
    chosen = [each for each in CURVES if options.only in (None, each.name)]
    with contextlib.nullcontext(options.logs) if options.logs else tempfile.TemporaryDirectory() as folder:
        results, days = measure(options.program, chosen, options.seed, pathlib.Path(folder), options.jobs)
    for curve in chosen:
        print(curve.name)
        for point in results[curve.name]:
            print(f"  {curve.knob} {point.value}: " + ", ".join(f"{hits}/{curve.tries}" for hits in point.hits.values()) + "; "
                  + "; ".join(f"{name} {count}" + ("".join(f" {role} {n}" for role, n in point.roles[name].most_common(3)))
                              for name, count in point.alarms.items()))
        out = (options.out or pathlib.Path(".")) if options.only else pages.FOLDER
        roc_plot.draw(out / f"{curve.name}-limits-roc.svg", curve, results[curve.name], days)
    if options.only:
        return
    for page in dict.fromkeys(curve.page for curve in CURVES):
        pages.rewrite(page, MARK, section([curve for curve in CURVES if curve.page == page], results, days))


if __name__ == "__main__":
    main()
