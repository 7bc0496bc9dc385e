#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores the names held back with dgaintel (PyPI) and with our program, and writes the comparison into the data card.

    python3 Models/dga/compare.py --data FOLDER --program .build/release/hinomi

Needs `pip install dgaintel tf_keras`, best in an environment of its own: it brings TensorFlow.
"""
import argparse
import os
import subprocess

os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

import card
import evaluate
import names
import train

MOST = 400
HEADING = "## Beside another model"


def theirs(listed):
    # Imported here, since it loads TensorFlow.
    from dgaintel.predict import get_prob
    out = []
    for at in range(0, len(listed), 4096):
        out.append(np.reshape(get_prob(listed[at:at + 4096], raw=True), -1))
    return np.concatenate(out)


def ours(listed, program):
    result = subprocess.run([program, "score-domains", "-"], input="\n".join(listed).encode(), stdout=subprocess.PIPE, check=True)
    return np.array([float(line.rsplit(b"\t", 1)[1]) for line in result.stdout.splitlines()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--program", required=True)
    options = parser.parse_args()

    def whole(pairs, salt):
        return [".".join(pair) for pair in pairs if train.is_held_back(pair[0], salt)]
    benign = [name for kind, pairs in names.benign(options.data).items() if kind not in train.UNCLEAN for name in whole(pairs, "b")]
    families = {family: whole(pairs, "d")[:MOST] for family, pairs in names.families(options.data).items()}
    families = {family: listed for family, listed in families.items() if listed}
    text = (f"The same held-back names ({len(benign):,} benign, at most {MOST} of a family), whole registered names to both. `dgaintel` 2.3 "
            "(PyPI) is an LSTM; what it was trained on is not known in detail: these names, the benign ones too, may be among it.\n\n")
    text += card.row(["scorer", "AUC", *(f"found at {rate:g}" for rate in evaluate.RATES)]) + "| --- |" + " ---: |" * 4 + "\n"
    for scorer, score in (("Hinomi", lambda listed: ours(listed, options.program)), ("dgaintel", theirs)):
        negative = score(benign)
        mean = evaluate.macro({family: evaluate.measures(score(listed), negative) for family, listed in families.items()})
        text += card.row([scorer, f"{mean[0]:.4f}", *(f"{share:.3f}" for share in mean[1:4])])
    with open(os.path.join(card.HERE, "comparison.md"), "w", encoding="utf-8") as file:
        file.write(text)
    readme = os.path.join(card.HERE, "README.md")
    with open(readme, encoding="utf-8") as file:
        before = file.read().split(HEADING)[0]
    with open(readme, "w", encoding="utf-8") as file:
        file.write(before + HEADING + "\n\n" + text)
    print(text)


if __name__ == "__main__":
    main()
