#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Finds out how many simulated attacks are found, how sure the learned types are, and how calm organisations fare.

usage: Evaluation/simulated/recall.py --program PROGRAM [--seeds N] [--days D] [--accounts A] [--principals P] [--output FILE]

Each seed is an organisation that suffers every kind of attack, and the same one calm. Findings are read as JSON.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CHANCE = "chance that a calm session is as surprising"
MEDIUM = 4


class Counts:
    """What became of the attacks of one finding type."""

    def __init__(self):
        self.placed = self.found = self.wrong = self.wrong_low = 0
        self.chances, self.reasons = [], collections.Counter()


def simulate(program, folder, seed, options, attack):
    subprocess.run(
        [program, "simulate", "--output", folder, "--seed", str(seed), "--days", str(options.days), "--accounts",
         str(options.accounts), "--principals", str(options.principals), *(["--attack", "all"] if attack else ["--calm"])],
        check=True, capture_output=True)


def scan(program, folder):
    lists = folder / "intel"
    result = subprocess.run(
        [program, "scan", folder / "AWSLogs", "--geo", folder / "networks.tsv", "--geo", folder / "organisations.tsv",
         *(["--intel", lists] if lists.exists() else []), "--threads", "1", "--format", "ndjson", "--quiet"],
        check=True, capture_output=True, text=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def names(finding):
    """What a label may call the resource of a finding."""
    resource = finding["resource"]
    key, instance = resource.get("accessKeyDetails", {}), resource.get("instanceDetails", {})
    all_names = {key.get(name) for name in ("accessKeyId", "userName", "principalId")} | {instance.get("instanceId")}
    for interface in instance.get("networkInterfaces", []):
        all_names |= {interface.get("networkInterfaceId"), interface.get("privateIpAddress")}
    all_names |= {bucket.get("name") for bucket in resource.get("s3BucketDetails", [])}
    return all_names - {None, ""}


def answers(finding, label):
    return finding["type"] == label["type"] and (not label.get("resource") or names(finding) & set(label["resource"]))


def chance(finding):
    return next((r["observed"] for r in finding["hinomi"]["reasons"] if r["what"].startswith(CHANCE)), None)


def top_reasons(finding):
    """What a finding says made the session odd, without the values of this one organisation."""
    odd = [r["what"] for r in finding["hinomi"]["reasons"] if r["what"].startswith("surprise of the ")]
    odd = [what for what in odd if not what.startswith("surprise of the session")][:3]
    return [what.removeprefix("surprise of the ").split(",")[0].split(" asnNumber:")[0] for what in odd]


def attacked(program, seed, options, table):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "logs"
        simulate(program, folder, seed, options, attack=True)
        labels = json.loads((folder / "expected.json").read_text())["folders"]["simulated organisation"]["expected"]
        findings = scan(program, folder)
    for label in labels:
        if label["certainty"] != "certain":
            continue
        row = table[label["type"]]
        row.placed += 1
        hits = [finding for finding in findings if answers(finding, label)]
        if not hits:
            continue
        row.found += 1
        best = min(hits, key=lambda finding: (-finding["severity"], chance(finding) or 1))
        if (value := chance(best)) is not None:
            row.chances.append(value)
            row.reasons.update(top_reasons(best))
    for finding in findings:
        if any(answers(finding, label) for label in labels):
            continue
        if finding["severity"] >= MEDIUM:
            table[finding["type"]].wrong += 1
        else:
            table[finding["type"]].wrong_low += 1


def calm(program, seed, options):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "logs"
        simulate(program, folder, seed, options, attack=False)
        return collections.Counter(
            (finding["type"], finding["severity"] >= MEDIUM) for finding in scan(program, folder))


def page(options, detected, table, quiet):
    days = options.seeds * options.days * options.accounts
    placed = sum(row.placed for kind, row in table.items() if kind in detected)
    found = sum(row.found for kind, row in table.items() if kind in detected)
    text = f"""# Attacks on simulated organisations

Made by `make recall`; do not edit. {options.seeds} seed{"s" if options.seeds > 1 else ""}, each {options.accounts} account{"s" if options.accounts > 1 else ""} of {options.principals} principals for \
{options.days} days, once with every kind of attack and once calm: {days} account-days of each. The attacks and the \
organisations are inventions of the same people who wrote the detectors; [what that is worth](simulation.md#what-it-is-worth).

## Attacked

Of {placed} attacks for which there is a detector {found} were found: their type, on their victim. *Others* are findings \
that no label explains, of Medium or above, and of Low by account-day. They may be further effects of an attack, which labels do \
not claim to name in full. Chances are those that findings give, of a calm session being as surprising; a session that is more \
surprising than any known one gets the least that their number allows.

| finding type | placed | found | others, Medium or above | others, Low a day | chance, median (greatest) |
| --- | ---: | ---: | ---: | ---: | ---: |
"""
    for kind, row in sorted(table.items()):
        chances = sorted(row.chances)
        told = f"{chances[len(chances) // 2]:.1e} ({chances[-1]:.1e})" if chances else ""
        name = kind if kind in detected else f"{kind} (no detector yet)"
        text += f"| {name} | {row.placed or '–'} | {row.found if row.placed else '–'} | {row.wrong} | "
        text += f"{row.wrong_low / days:.3f} | {told} |\n"
    text += "\n## What gave them away\n\nThe three greatest surprises of each found attack of the learned types, counted.\n\n"
    text += "| finding type | surprises |\n| --- | --- |\n"
    for kind, row in sorted(table.items()):
        if row.reasons:
            text += f"| {kind} | {', '.join(f'{what} ({n})' for what, n in row.reasons.most_common(6))} |\n"
    loud = sum(n for (_, is_medium), n in quiet.items() if is_medium)
    low = sum(n for (_, is_medium), n in quiet.items() if not is_medium)
    text += f"\n## Calm\n\n{loud} findings of Medium or above in {days} account-days ({loud / days:.3f} a day), {low} Low "
    text += f"({low / days:.3f} a day).\n"
    for (kind, is_medium), n in sorted(quiet.items()):
        text += f"\n- {kind}: {n} {'Medium or above' if is_medium else 'Low'}"
    return text.rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description="Finds out how many simulated attacks are found.")
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--accounts", type=int, default=3)
    parser.add_argument("--principals", type=int, default=50)
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "Documentation/evaluation-simulated.md")
    options = parser.parse_args()
    program = options.program.resolve()
    detected = set(subprocess.run([program, "types"], check=True, capture_output=True, text=True).stdout.split())
    table, quiet = collections.defaultdict(Counts), collections.Counter()
    for seed in range(1, options.seeds + 1):
        print(f"seed {seed} of {options.seeds}", flush=True)
        attacked(program, seed, options, table)
        quiet.update(calm(program, seed, options))
    options.output.write_text(page(options, detected, table, quiet))


if __name__ == "__main__":
    main()
