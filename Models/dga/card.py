# SPDX-License-Identifier: Apache-2.0
"""Writes the data card from what the training measured."""
import os

import evaluate
import names

HERE = os.path.dirname(os.path.abspath(__file__))


def percent(share):
    return f"{share * 100:.2f} %"


def row(values):
    return "| " + " | ".join(str(value) for value in values) + " |\n"


def family_table(families, seen, unseen):
    out = row(["family", "names", "group", "AUC", "1e-2", "1e-3", "1e-4", "clients", "AUC, unseen", "1e-2", "1e-3", "1e-4", "clients"])
    out += "| --- | ---: | --- |" + " ---: |" * 10 + "\n"

    def cells(values):
        return [f"{values[0]:.4f}", *("–" if value != value else f"{value:.3f}" for value in values[1:])] if values is not None else ["–"] * 5
    for family, pairs in families.items():
        group = names.group_of(family)
        out += row([
            family, len(pairs), group if group != family else "", *cells(seen.get(family)), *cells(unseen.get(family))])
    return out + row(["**mean**", sum(map(len, families.values())), "", *cells(evaluate.macro(seen)), *cells(evaluate.macro(unseen))])


def comparison():
    """What compare.py measured, if it was run."""
    path = os.path.join(HERE, "comparison.md")
    if not os.path.exists(path):
        return "Not compared yet: `compare.py` does it."
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, **facts):
    with open(os.path.join(HERE, "card.md"), encoding="utf-8") as file:
        text = file.read()
    lists = row(["list", "names", "for training", "held back", "left out as unclean"]) + "| --- |" + " ---: |" * 4 + "\n"
    for name, pairs in facts["lists"].items():
        lists += row([name, len(pairs), len(facts["kept"][name]), len(facts["held"][name]), facts["dropped"].get(name, "")])
    by_list = row(["list, part held back", "names", *(f"at {rate:g}" for rate in evaluate.RATES)]) + "| --- |" + " ---: |" * 4 + "\n"
    for name, shares in facts["by_list"].items():
        by_list += row([name, len(facts["held"][name]), *map(percent, shares)])
    values = {
        "size": f"{facts['size']:,}",
        "lists": lists,
        "families": family_table(facts["families"], facts["seen"], facts["unseen"]),
        "by-list": by_list,
        "folds": "".join(f"{i + 1}. {', '.join(fold)}\n" for i, fold in enumerate(facts["folds"])),
        "groups": "".join(f"- {group}: {', '.join(members)}\n" for group, members in names.GROUPS.items()),
        "synthetic": ", ".join(name.removeprefix("synthetic-") for name in facts["made"]),
        "synthetic-count": f"{sum(map(len, facts['made'].values())):,}",
        "words": f"{facts['words']:,}",
        "features": str(len(facts["columns"])),
        "comparison": comparison(),
    }
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value.rstrip("\n"))
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
