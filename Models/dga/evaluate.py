# SPDX-License-Identifier: Apache-2.0
"""How good a scorer is: the measures of the field, for each family and as the mean over families."""
import numpy as np

RATES = (1e-2, 1e-3, 1e-4)


def auc(positive, negative):
    """The chance that a generated name scores above a benign one."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, "left") + np.searchsorted(ordered, positive, "right")
    return float(below.mean() / 2 / len(ordered))


def threshold(negative, rate):
    return float(np.quantile(negative, 1 - rate))


def measures(positive, negative):
    """AUC, the share found at each rate of false alarms, and the share of clients noticed within ten names."""
    found = [float((positive > threshold(negative, rate)).mean()) for rate in RATES]
    return [auc(positive, negative), *found, raised(positive, negative)]


# The steps of the detector (Documentation/detections/dga.md).
STRIKING, SUSPICIOUS, UNDECIDED, PLAIN, ALARM = 4.2, 2.8, 0.0, -2.2, 13.8


def raised(positive, negative, names=10, clients=500):
    """The share of clients that the detector notices within so many failed names of one family, drawn at random;
    not a number where there are too few of them to be noticed at all."""
    if len(positive) < 4:
        return float("nan")
    rng = np.random.default_rng(0)
    steps = np.where(positive >= threshold(negative, 1e-3), STRIKING, np.where(
        positive >= threshold(negative, 1e-2), SUSPICIOUS, np.where(
            positive >= threshold(negative, 1e-1), UNDECIDED, PLAIN)))
    found = 0
    for _ in range(clients):
        height = 0.0
        for step in rng.choice(steps, min(names, len(steps)), replace=False):
            height = max(0.0, height + step)
            if height >= ALARM:
                found += 1
                break
    return found / clients


def macro(table):
    return np.nanmean(list(table.values()), 0)


def curve(tables, rates):
    """The share found, mean over families, at each rate: for the plot. `tables`: {family: (scores, benign scores)}."""
    return [float(np.mean([(p > threshold(n, rate)).mean() for p, n in tables.values()])) for rate in rates]
