# SPDX-License-Identifier: Apache-2.0
"""From names to numbers: tables counted from benign names, and the features that the network looks at."""
import collections

import numpy as np

from names import symbols

SIZE = 40
LONG_BITS = 19
VOWEL = np.zeros(SIZE, bool)
VOWEL[[1, 5, 9, 15, 21]] = True
DIGIT = np.zeros(SIZE, bool)
DIGIT[27:37] = True
LETTER = np.zeros(SIZE, bool)
LETTER[1:27] = True
HEX = np.zeros(SIZE, bool)
HEX[1:7] = True
HEX[27:37] = True


SUFFIX_SLOTS = 8192
MARKED = ("com", "net", "org", "info", "biz", "ru", "cn", "in", "cc", "ws", "eu", "de")


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def commonness(count):
    """8 log2(1 + count) as a byte."""
    return min(255, int(np.floor(8 * np.log2(1 + count) + 0.5)))


def grams(matrix, order):
    """Every run of `order` symbols as one number, and whether it lies within the name (ends included)."""
    width = matrix.shape[1] - order + 1
    key = np.zeros((len(matrix), width), np.uint64)
    for i in range(order):
        key = key * np.uint64(SIZE) + matrix[:, i:i + width]
    return key


def buckets(key):
    """The slot of a long run in its table."""
    mixed = (key * np.uint64(0x9E3779B97F4A7C15))
    return (mixed >> np.uint64(64 - LONG_BITS)).astype(np.int64)


def within(lengths, order, width):
    return np.arange(width)[None, :] < (lengths + 3 - order)[:, None]


class Tables:
    """What the benign sample says: the likelihood of three symbols in a row, how familiar four and five are, and how
    common a suffix is."""

    def __init__(self, pairs):
        labels = list(dict.fromkeys(label for label, _ in pairs))
        matrix, lengths = symbols(labels)
        self.counts = {}
        for order in (1, 2, 3):
            key = grams(matrix, order)
            valid = within(lengths, order, key.shape[1])
            self.counts[order] = np.bincount(key[valid].astype(np.int64), minlength=SIZE ** order).astype(np.float64)
        self.long = {}
        for order in (4, 5):
            key = grams(matrix, order)
            valid = within(lengths, order, key.shape[1])
            self.long[order] = np.bincount(buckets(key[valid]), minlength=1 << LONG_BITS)
        self.trigram = self.likelihood()
        self.suffixes = collections.Counter(suffix for _, suffix in pairs)
        # Where two suffixes share a slot, the commoner is right.
        self.common = np.zeros(SUFFIX_SLOTS, np.uint8)
        for suffix, count in self.suffixes.items():
            slot = fnv(suffix) % SUFFIX_SLOTS
            self.common[slot] = max(self.common[slot], commonness(count))

    def likelihood(self):
        """-16 log2 p(c | ab) as bytes, interpolated Kneser-Ney with one discount."""
        discount = 0.75
        three = self.counts[3].reshape(SIZE, SIZE, SIZE)
        two = self.counts[2].reshape(SIZE, SIZE)
        kinds = (two > 0).sum(0).astype(float)
        low = (kinds + 0.5) / (kinds + 0.5).sum()
        middle_kinds = (three > 0).sum(0).astype(float)
        total = middle_kinds.sum(1, keepdims=True)
        middle = (np.maximum(middle_kinds - discount, 0) + (discount * (middle_kinds > 0).sum(1, keepdims=True) + 1e-3) * low) / (total + 1e-3)
        total = three.sum(2, keepdims=True)
        high = (np.maximum(three - discount, 0) + (discount * (three > 0).sum(2, keepdims=True) + 1e-3) * middle[None]) / (total + 1e-3)
        return np.clip(np.round(-16 * np.log2(high)), 0, 255).astype(np.uint8)

    def familiarity(self, order):
        """log2(1 + count) for every slot, 0 to 15."""
        return np.minimum(np.round(np.log2(1.0 + self.long[order])), 15).astype(np.uint8)


def longest_run(mask):
    best = np.zeros(len(mask), np.int32)
    run = np.zeros(len(mask), np.int32)
    for i in range(mask.shape[1]):
        run = np.where(mask[:, i], run + 1, 0)
        best = np.maximum(best, run)
    return best


def compute(pairs, tables, own=False):
    """The features of names; with `own` they are names that were counted into the tables, and are taken out again."""
    labels = [label for label, _ in pairs]
    matrix, lengths = symbols(labels)
    n = lengths.astype(np.float32)
    count = np.maximum(n, 1)
    out = {}
    inside = within(lengths, 1, matrix.shape[1]) & (np.arange(matrix.shape[1])[None, :] >= 1)
    inside &= np.arange(matrix.shape[1])[None, :] <= lengths[:, None]
    # Three in a row, from the first symbol with both before it (the end of the name included).
    key = grams(matrix, 3)
    valid = within(lengths, 3, key.shape[1])
    cost = np.where(valid, tables.trigram.reshape(-1)[key.astype(np.int64)], 0).astype(np.float32) / 16
    steps = np.maximum(valid.sum(1), 1)
    mean = cost.sum(1) / steps
    out["cost mean"] = mean
    out["cost spread"] = np.sqrt(np.maximum((cost ** 2).sum(1) / steps - mean ** 2, 0))
    out["cost most"] = cost.max(1)
    out["cost excess"] = (cost.sum(1) - 3.8 * steps) / 8
    window = cost[:, :-3] + cost[:, 1:-2] + cost[:, 2:-1] + cost[:, 3:]
    out["cost most of four"] = window.max(1) / 4
    out["cost share above 7"] = (cost > 7).sum(1) / steps
    out["cost count above 7"] = (cost > 7).sum(1)
    out["cost count above 10"] = (cost > 10).sum(1)
    for order in (4, 5):
        key = grams(matrix, order)
        valid = within(lengths, order, key.shape[1])
        slot = buckets(key)
        raw = tables.long[order][slot] - int(own)
        known = np.where(valid, np.minimum(np.round(np.log2(1.0 + np.maximum(raw, 0))), 15), 0).astype(np.float32)
        steps = np.maximum(valid.sum(1), 1)
        out[f"known {order} mean"] = known.sum(1) / steps
        out[f"known {order} unseen"] = (valid & (known == 0)).sum(1) / steps
        out[f"known {order} unseen count"] = (valid & (known == 0)).sum(1)
        out[f"known {order} unseen run"] = longest_run(valid & (known == 0))
        out[f"known {order} seen run"] = longest_run(known >= 2)
        out[f"known {order} often"] = (known >= 5).sum(1) / steps
        out[f"known {order} least"] = np.where(valid, known, 15).min(1)
    vowel = VOWEL[matrix] & inside
    digit = DIGIT[matrix] & inside
    letter = LETTER[matrix] & inside
    consonant = letter & ~vowel
    hyphen = (matrix == 37) & inside
    out["length"] = n / 8
    out["short"] = np.maximum(0, 8 - n)
    out["vowels"] = vowel.sum(1) / count
    out["digits"] = digit.sum(1) / count
    out["digit count"] = digit.sum(1)
    out["hyphens"] = np.minimum(hyphen.sum(1), 4)
    out["consonant run"] = np.minimum(longest_run(consonant), 12)
    out["vowel run"] = np.minimum(longest_run(vowel), 8)
    out["digit run"] = np.minimum(longest_run(digit), 12)
    out["letter run"] = longest_run(letter) / 4
    out["changes"] = ((digit[:, 1:] & letter[:, :-1]) | (letter[:, 1:] & digit[:, :-1])).sum(1)
    out["alternations"] = ((vowel[:, 1:] & consonant[:, :-1]) | (consonant[:, 1:] & vowel[:, :-1])).sum(1) / count
    out["hexadecimal"] = ((HEX[matrix] & inside).sum(1) == n).astype(np.float32)
    place = np.arange(len(matrix))[:, None] * SIZE + matrix
    tally = np.bincount(place[inside], minlength=len(matrix) * SIZE).reshape(len(matrix), SIZE)[:, 1:39]
    tally = tally.astype(np.float32)
    out["kinds"] = (tally > 0).sum(1) / count
    out["kind count"] = (tally > 0).sum(1) / 4
    out["most frequent"] = tally.max(1) / count
    share = tally / count[:, None]
    out["entropy"] = -(share * np.log2(np.where(share > 0, share, 1))).sum(1)
    out["rare letters"] = tally[:, [9, 16, 22, 23, 24, 25]].sum(1) / count
    out["encoded"] = np.array([label.startswith("xn--") for label in labels], np.float32)
    out["digit first"] = digit[:, 1].astype(np.float32)
    common = np.array([
        commonness(max(tables.suffixes[suffix] - 1, 0)) if own else tables.common[fnv(suffix) % SUFFIX_SLOTS]
        for _, suffix in pairs], np.float32)
    out["suffix common"] = common / 32
    out["suffix rare"] = (common < 16).astype(np.float32)
    out["suffix of two letters"] = np.array([len(suffix.rsplit(".", 1)[-1]) == 2 for _, suffix in pairs], np.float32)
    out["suffix of two labels"] = np.array(["." in suffix for _, suffix in pairs], np.float32)
    for marked in MARKED:
        out["suffix " + marked] = np.array([suffix == marked for _, suffix in pairs], np.float32)
    return np.stack([np.asarray(v, np.float32) for v in out.values()], 1), list(out)
