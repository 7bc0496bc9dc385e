#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the scorer of names, evaluates it, and writes the weights, the data card, the plot and the test's scores.

    python3 Models/dga/train.py --data FOLDER

FOLDER holds `dga-<family>.txt.gz` and `benign-<list>.txt.gz`, one name a line; beside it a folder `dns` may hold
`benign-crawl-*.log.gz`, resolver logs of a crawler through popular names. The same data give the same bytes.
"""
import argparse
import collections
import os
import random
import sys
import zlib

import numpy as np

import card
import evaluate
import features
import names
import network
import plot
import synthetic
import weights

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDS = 6
# Lists of what is asked, not of what people visit: names of malware are among them.
UNCLEAN = ("opendns-top10k", "crawl")
KNOWN = ("example.com example.org wikipedia.org python.org debian.org kernel.org swift.org iana.org ietf.org w3.org "
         "amazonaws.com github.com mozilla.org apache.org gnu.org xn--bcher-kva.example bbc.co.uk un.org").split()


def is_held_back(label, salt):
    return zlib.crc32((salt + label).encode()) % 5 == 0


def vocabulary(labels):
    """Words: short labels that many other labels begin or end with."""
    short = {part for label in labels for part in [label, *label.split("-")]
             if 3 <= len(part) <= 9 and part.isalpha() and part.isascii()}
    uses = collections.Counter()
    for label in labels:
        for size in range(3, min(10, len(label) - 2)):
            uses[label[:size]] += label[:size] in short
            uses[label[-size:]] += label[-size:] in short
    return sorted(word for word, count in uses.items() if count >= {3: 120, 4: 40}.get(len(word), 10))


def fit(benign, generated, seed):
    """A network from benign features and {family: features}; a family counts by a root of its size."""
    rows, counts = [benign], [np.ones(len(benign))]
    share = []
    for family, values in generated.items():
        weight = min(len(values), 2000) ** 0.35 * (0.5 if family.startswith("synthetic-") else 1)
        rows.append(values)
        share.append(np.full(len(values), weight / len(values)))
    share = np.concatenate(share)
    counts.append(share / share.sum() * len(benign))
    values = np.concatenate(rows)
    labels = np.zeros(len(values), np.float32)
    labels[len(benign):] = 1
    return network.train(values, labels, np.concatenate(counts), seed)


def calibration(benign):
    """Knots from logits to -log10 of the share of benign names that score as high; the tail is an exponential's."""
    shares = (0.9, 0.7, 0.5, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
    knots = [(float(np.quantile(benign, 1 - share)), float(-np.log10(share))) for share in shares]
    # Above one in a thousand there are too few names to count: the mean excess gives the slope.
    start = knots[-1][0]
    excess = float((benign[benign > start] - start).mean())
    knots.append((start + 3 * excess * float(np.log(10)), 6.0))
    return knots


def calibrated(logits, knots):
    x, y = np.array(knots, np.float32).T
    at = np.clip(np.searchsorted(x, logits) - 1, 0, len(x) - 2)
    return y[at] + (logits - x[at]) * (y[at + 1] - y[at]) / (x[at + 1] - x[at])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)

    def say(text):
        print(text, file=sys.stderr, flush=True)

    families = names.families(options.data)
    lists = names.benign(options.data)
    known = {pair for pairs in lists.values() for pair in pairs}
    logs = os.path.join(os.path.dirname(os.path.abspath(options.data)), "dns")
    lists["crawl"] = [pair for pair in names.resolved(logs) if pair not in known]
    kept = {name: [pair for pair in pairs if not is_held_back(pair[0], "b")] for name, pairs in lists.items()}
    held = {name: [pair for pair in pairs if is_held_back(pair[0], "b")] for name, pairs in lists.items()}
    clean = [pair for name, pairs in kept.items() if name not in UNCLEAN for pair in pairs]
    fair = [pair for name, pairs in held.items() if name not in UNCLEAN for pair in pairs]

    say("A first network, from clean lists, says which names of the other lists look generated.")
    tables = features.Tables(clean)
    first = fit(
        features.compute(clean, tables, own=True)[0],
        {family: features.compute(pairs, tables)[0] for family, pairs in families.items()}, options.seed)
    limit = evaluate.threshold(first.logits(features.compute(fair, tables)[0]), 1e-2)
    dropped = {}
    for name in UNCLEAN:
        looks = first.logits(features.compute(kept[name], tables)[0]) > limit
        dropped[name] = int(looks.sum())
        kept[name] = [pair for pair, generated in zip(kept[name], looks) if not generated]

    say("Tables and features.")
    training = [pair for pairs in kept.values() for pair in pairs]
    tables = features.Tables(training)
    labels = list(dict.fromkeys(label for label, _ in training))
    words = vocabulary(labels)
    made = synthetic.families(rng, words, labels, names.PublicSuffixes.shared.registries, batch=50, rounds=80)
    benign = features.compute(training, tables, own=True)[0]
    reference, columns = features.compute(fair, tables)
    generated = {family: features.compute(pairs, tables)[0] for family, pairs in families.items()}
    extra = {family: features.compute(pairs, tables)[0] for family, pairs in made.items()}

    groups = sorted({names.group_of(family) for family in families})
    order = list(np.random.default_rng(0).permutation(groups))
    fold_of = {group: i % FOLDS for i, group in enumerate(order)}
    unseen, unseen_scores = {}, {}
    for fold in range(FOLDS):
        say(f"Families left out, {fold + 1} of {FOLDS}.")
        rest = {family: values for family, values in generated.items() if fold_of[names.group_of(family)] != fold}
        model = fit(benign, {**rest, **extra}, options.seed)
        negative = model.logits(reference)
        for family, values in generated.items():
            if fold_of[names.group_of(family)] == fold:
                unseen_scores[family] = (model.logits(values), negative)
                unseen[family] = evaluate.measures(*unseen_scores[family])

    say("The network that is shipped: names held back at random.")
    seen_part, test_part = {}, {}
    for family, pairs in families.items():
        back = np.array([is_held_back(label, "d") for label, _ in pairs])
        seen_part[family] = generated[family][~back]
        if back.any():
            test_part[family] = generated[family][back]
    model = fit(benign, {**seen_part, **extra}, options.seed)
    negative = model.logits(reference)
    seen_scores = {family: (model.logits(values), negative) for family, values in test_part.items()}
    seen = {family: evaluate.measures(*scores) for family, scores in seen_scores.items()}
    knots = calibration(negative)
    by_list = {name: [float((model.logits(features.compute(pairs, tables)[0]) > evaluate.threshold(negative, rate)).mean())
                      for rate in evaluate.RATES] for name, pairs in held.items()}

    target = os.path.join(names.ROOT, "Sources/CNameModel/model.bin")
    data = weights.pack(tables, model, knots)
    with open(target, "wb") as file:
        file.write(data)
    say(f"{len(data)} bytes of weights.")

    sample = [name for pairs in made.values() for name in rng.sample(pairs, 20)]
    sample = [(label, suffix) for label, suffix in sample] + [names.PublicSuffixes.shared.split(name) for name in KNOWN]
    scores = calibrated(model.logits(features.compute(sample, tables)[0]), knots)
    fixture = os.path.join(names.ROOT, "Tests/Fixtures/names/scores.tsv")
    os.makedirs(os.path.dirname(fixture), exist_ok=True)
    with open(fixture, "w", encoding="utf-8") as file:
        file.writelines(f"{label}\t{suffix}\t{score:.5f}\n" for (label, suffix), score in zip(sample, scores))

    rates = [10 ** (power / 10) for power in range(-40, 1)]
    plot.draw(os.path.join(names.ROOT, "Documentation/detections/dga-roc.svg"), {
        "families seen in training": list(zip(rates, evaluate.curve(seen_scores, rates))),
        "families never seen": list(zip(rates, evaluate.curve(unseen_scores, rates)))})
    card.write(
        os.path.join(HERE, "README.md"), families=families, lists=lists, kept=kept, held=held, dropped=dropped,
        made=made, words=len(words), seen=seen, unseen=unseen, by_list=by_list, knots=knots, columns=columns,
        size=len(data), folds=[[group for group in order if fold_of[group] == fold] for fold in range(FOLDS)])
    for title, table in (("seen", seen), ("unseen", unseen)):
        say(f"{title}: macro AUC {evaluate.macro(table)[0]:.4f}, found "
            + ", ".join(f"{share:.3f} at {rate:g}" for share, rate in zip(evaluate.macro(table)[1:4], evaluate.RATES)))


if __name__ == "__main__":
    main()
