#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Power curves of the statistical detectors, and their false alarms, on made-up logs. See README.md.

    power.py --program .build/release/hinomi            everything; rewrites the plots and the numbers in the pages
    power.py --program … --only portscan                one scenario, and no pages
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import logs
import pages
import plot
import population
import rates
from attacks import SCENARIOS

MARK = "made by make power"


def scan(program, folder):
    """Of each finding its type, and the interfaces and instance that it is about."""
    result = subprocess.run([program, "scan", "--format", "ndjson", "--quiet", folder], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{program} scan: {result.stderr}")
    found = []
    for line in result.stdout.splitlines():
        finding = json.loads(line)
        details = finding["resource"]["instanceDetails"]
        interfaces = [each.get("networkInterfaceId") for each in details.get("networkInterfaces", [])]
        found.append((finding["type"], {*interfaces, details.get("instanceId")}))
    return found


def power(program, scenario, seed):
    """{series: [(strength, found, tries)]} and the findings of other types than those that the scenario is about."""
    attacked, number = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for label, kind in scenario.series.items():
            for strength in scenario.strengths:
                group = []
                for trial in range(scenario.tries):
                    number += 1
                    instance = logs.Instance(number)
                    scenario.make(random.Random(f"{seed}/{scenario.name}/{label}/{strength}/{trial}"), instance, kind, strength)
                    group.append(instance)
                logs.write(pathlib.Path(folder), f"{len(attacked):05}", group)
                attacked.append((label, strength, [(each.interface, each.name) for each in group]))
        found = collections.defaultdict(set)
        for kind, owners in scan(program, folder):
            for owner in owners:
                found[owner].add(kind)
    curves, others = collections.defaultdict(list), collections.Counter()
    for label, strength, owners in attacked:
        wanted = [kind for kind in scenario.types if kind.endswith("." + label)] or scenario.types
        hits = sum(any(kind in wanted for owner in pair for kind in found[owner]) for pair in owners)
        curves[label].append((strength, hits, len(owners)))
        for pair in owners:
            others.update({kind for owner in pair for kind in found[owner]} - set(scenario.types))
    return dict(curves), others


def calm(program, seed):
    """Findings by type among instances that nobody attacks, and the entity-days."""
    alarms, roles, role_of = collections.Counter(), collections.defaultdict(set), {}
    with tempfile.TemporaryDirectory() as folder:
        for number, instance in enumerate(population.members(seed)):
            logs.write(pathlib.Path(folder), instance.interface, [instance])
            role = population.ROLES[number % len(population.ROLES)].__name__.replace("_", " ")
            role_of[instance.interface] = role_of[instance.name] = role
        for kind, owners in scan(program, folder):
            alarms[kind] += 1
            roles[kind] |= {role_of[owner] for owner in owners if owner in role_of}
    return alarms, roles, population.INSTANCES * population.DAYS


def percent(share):
    return f"{share * 100:.0f} %"


def table(scenario, curves):
    lines = ["| " + scenario.axis + " | " + " | ".join(curves) + " |", "| ---: |" + " ---: |" * len(curves)]
    for place, strength in enumerate(scenario.strengths):
        cells = []
        for points in curves.values():
            _, hits, tries = points[place]
            low, high = rates.wilson(hits, tries)
            cells.append(f"{hits} of {tries} ({low * 100:.0f}–{high * 100:.0f} %)")
        lines.append(f"| {strength:,} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sure(points):
    """The strength from which on, or up to which, nine in ten are found; None when the curve gets nowhere."""
    is_good = [hits >= 0.9 * tries for _, hits, tries in points]
    if is_good[-1]:
        place = len(points) - 1
        while place and is_good[place - 1]:
            place -= 1
        return "from", points[place][0]
    if is_good[0]:
        return "up to", points[is_good.index(False) - 1][0]
    return None


def sure_words(curves):
    found = {label: sure(points) for label, points in curves.items()}
    reached = "; ".join(f"{label}: {way} {strength:,}" for label, (way, strength) in
                        ((label, each) for label, each in found.items() if each))
    missed = [label for label, each in found.items() if not each]
    best = "; ".join(f"{label} (at best {percent(max(hits / tries for _, hits, tries in curves[label]))})" for label in missed)
    return (f"Nine in ten are found – {reached}." if reached else "") + \
           (f" Not within the plot: {best}." if missed else "")


def calm_words(scenarios, alarms, roles, days):
    kinds = {kind for scenario in scenarios for kind in scenario.types}
    count = sum(alarms[kind] for kind in kinds)
    low, high = rates.poisson(count)
    who = sorted(set().union(*(roles[kind] for kind in kinds)) if kinds else [])
    by = f", all in the role *{'* or *'.join(who)}*" if who else ""
    return (f"**False alarms** on {days:,} made-up days of instances that nobody attacks: {count}{by}; "
            f"{count / days:.4f} an instance and day (95 % interval {low / days:.4f} to {high / days:.4f}).")


def section(scenarios, results, alarms, roles, days):
    parts = [pages.begin(MARK), "## How strong an attack must be", ""]
    parts += [pages.wrap("Power curves: the share of made-up attacks that is found, by their strength, with the limits as they are. "
                   "[How they are made](../../Evaluation/synthetic/README.md), and what they cannot say."), ""]
    for scenario in scenarios:
        parts += [pages.wrap(scenario.about + " " + sure_words(results[scenario.name])), "", f"![Share of attacks found, by {scenario.axis}]({scenario.name}-power.svg)", "",
                  "<details><summary>The numbers, with 95 % intervals</summary>", "", table(scenario, results[scenario.name]), "",
                  "</details>", ""]
    parts += [pages.wrap(calm_words(scenarios, alarms, roles, days)), pages.end(MARK)]
    return "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description="Power curves of the statistical detectors on made-up logs.")
    parser.add_argument("--program", required=True, help="the program to try: .build/release/hinomi")
    parser.add_argument("--only", help="one scenario; nothing is written into the pages")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is made up")
    parser.add_argument("--calm-only", action="store_true", help="the false alarms alone")
    options = parser.parse_args()
    chosen = [each for each in SCENARIOS if options.only in (None, each.name)]
    results = {}
    for scenario in [] if options.calm_only else chosen:
        curves, others = power(options.program, scenario, options.seed)
        results[scenario.name] = curves
        points = {label: [(s, hits / tries, *rates.wilson(hits, tries)) for s, hits, tries in each]
                  for label, each in curves.items()}
        print(scenario.name)
        for label, each in curves.items():
            print(f"  {label}: " + ", ".join(f"{s} {hits}/{tries}" for s, hits, tries in each))
        if others:
            print("  besides: " + ", ".join(f"{kind} {count}" for kind, count in sorted(others.items())))
        folder = pathlib.Path(".") if options.only else pages.FOLDER
        plot.draw(folder / f"{scenario.name}-power.svg", scenario, points)
    if options.only:
        return
    alarms, roles, days = calm(options.program, options.seed)
    print(f"calm: {days} entity-days; " + (", ".join(
        f"{kind} {count} ({', '.join(sorted(roles[kind]))})" for kind, count in sorted(alarms.items())) or "nothing found"))
    if options.calm_only:
        return
    for page in dict.fromkeys(scenario.page for scenario in SCENARIOS):
        mine = [scenario for scenario in SCENARIOS if scenario.page == page]
        pages.rewrite(page, MARK, section(mine, results, alarms, roles, days))


if __name__ == "__main__":
    main()
