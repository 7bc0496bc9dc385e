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
    """AUC, and the share found at each rate of false alarms."""
    return [auc(positive, negative)] + [float((positive > threshold(negative, rate)).mean()) for rate in RATES]


def macro(table):
    return np.mean(list(table.values()), 0)


def curve(tables, rates):
    """The share found, mean over families, at each rate: for the plot. `tables`: {family: (scores, benign scores)}."""
    return [float(np.mean([(p > threshold(n, rate)).mean() for p, n in tables.values()])) for rate in rates]
