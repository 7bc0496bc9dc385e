# SPDX-License-Identifier: Apache-2.0
"""The invented networks that the generated logs tell of: their addresses, names and instances. Seeded, so always alike."""

import numpy as np

SEED = 20_260_101
ACCOUNT = "123456789012"
REGION = "eu-central-1"
BEGIN = 1_767_225_600  # 2026-01-01T00:00:00Z
INTERFACES = 200
PEERS = 1_000_000
LISTED_ADDRESSES = 1_000_000
LISTED_NAMES = 10_000_000
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz0123456789", dtype=np.uint8)


def stream(*parts):
    """Random numbers that depend on nothing but what they are for."""
    return np.random.default_rng([SEED, *parts])


def quads(values):
    """Numbers as dotted IPv4 addresses."""
    a, b, c, d = ((values >> s & 255).tolist() for s in (24, 16, 8, 0))
    return ["%d.%d.%d.%d" % t for t in zip(a, b, c, d)]


def hexes(rng, count, width):
    """Lower-case hexadecimal texts."""
    return ["".join(p) for p in np.array(list("0123456789abcdef"))[rng.integers(0, 16, (count, width))]]


def public_addresses(rng, count, odd):
    """Public IPv4 addresses whose first number is odd, or even. Lists of networks keep to even ones."""
    first = rng.integers(6, 62, count) * 2 + (1 if odd else 0)  # 12 to 123: neither private nor 127
    return first.astype(np.int64) << 24 | rng.integers(0, 1 << 24, count)


def instances():
    """The interfaces, the instances behind them, and their private addresses."""
    rng = stream(1)
    enis = ["eni-0" + h for h in hexes(rng, INTERFACES, 16)]
    ids = ["i-0" + h for h in hexes(rng, INTERFACES, 16)]
    addresses = quads(np.array([10 << 24 | 7 << 16 | (i // 100) << 8 | 10 + i % 100 for i in range(INTERFACES)]))
    return enis, ids, addresses


def peers():
    """The million addresses outside; the first ones are popular."""
    return public_addresses(stream(2), PEERS, odd=True)


def scanners():
    """Addresses that call at random; on the lists, most of them."""
    return public_addresses(stream(3), 4_000, odd=False)


def name_labels(rng, count, width):
    """Random labels, as rows of bytes."""
    return LETTERS[rng.integers(0, 26, (count, width))]
