# SPDX-License-Identifier: Apache-2.0
"""Resolver query logs of six hours, in the form that Route 53 writes to S3."""

import gzip
import os
import time

import numpy as np

import worlds

SECONDS = 6 * 3_600
KNOWN = 60_000  # names that are asked for again and again
COMMON = 300  # of these, asked for by everybody
OWN = 1_500  # and those that each client asks for besides
ILL = 5  # clients with malware that looks for its master
world = None

LINE = ('{"version":"1.100000","account_id":"' + worlds.ACCOUNT + '","region":"' + worlds.REGION
        + '","vpc_id":"vpc-0123456789abcdef0","query_timestamp":"%s","query_name":"%s.","query_type":"%s",'
        '"query_class":"IN","rcode":"%s","answers":[%s],"srcaddr":"%s","srcport":"%d","transport":"UDP",'
        '"srcids":{"instance":"%s"}}')
TYPES = ["A", "A", "A", "AAAA", "AAAA", "PTR", "TXT", "HTTPS"]


class World:
    def __init__(self):
        rng = worlds.stream(20)
        _, self.ids, self.own = worlds.instances()
        tlds = ["com", "com", "net", "org", "io", "de", "co.uk", "com"]
        fronts = ["", "www.", "api.", "cdn.", "a1b2.edge.", "static.", "mail.", "sync.prod.eu."]
        # Names are made of syllables, as people make them, two to four of them.
        syllables = [a + b + c for a in "bcdfghklmnprstvw" for b in "aeiou" for c in ("", "n", "r", "s")]
        chosen = rng.integers(0, len(syllables), (KNOWN, 4)).tolist()
        ends, starts = rng.integers(0, 8, KNOWN), rng.integers(0, 8, KNOWN)
        self.names = [fronts[b] + "".join(syllables[n] for n in parts[: 2 + i % 3]) + "." + tlds[a]
                      for i, (parts, a, b) in enumerate(zip(chosen, ends.tolist(), starts.tolist()))]
        answers = worlds.quads(worlds.public_addresses(rng, 4_000, odd=True))
        self.answers = ['{"Rdata":"%s","Type":"A","Class":"IN"}' % text for text in answers]
        with open(worlds_listed_path, "rb") as file:
            self.listed = [row.decode() for row in file.read(16 * 500).split()]


worlds_listed_path = ""


def write(job):
    """Writes one file of query logs; returns its path, lines, and bytes before and after compression."""
    global world, worlds_listed_path
    folder, number, files, lines, worlds_listed_path = job
    if world is None:
        world = World()
    rng = worlds.stream(21, number)
    span = SECONDS / files
    seconds = worlds.BEGIN + (np.sort(rng.random(lines)) * span + number * span).astype(np.int64)
    stamps = {}
    for second in range(int(seconds[0]), int(seconds[-1]) + 1):
        stamps[second] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
    pick = lambda texts, numbers: [texts[i] for i in numbers.tolist()]
    client = rng.integers(0, worlds.INTERFACES, lines)
    own = (client * 271 + OWN * rng.random(lines) ** 3).astype(np.int64) % (KNOWN - COMMON) + COMMON
    common = (COMMON * rng.random(lines) ** 2).astype(np.int64)
    known = np.where(rng.random(lines) < 0.3, common, own)
    names = pick(world.names, known)
    types = pick(TYPES, rng.integers(0, 8, lines))
    # One name in ten is new: identifiers in front of a few services' domains, as telemetry and content networks do.
    fresh = np.flatnonzero(rng.random(lines) < 0.1)
    for at, label in zip(fresh.tolist(), worlds.hexes(rng, len(fresh), 12)):
        names[at] = "%s.%d.metrics%d.example-cdn.net" % (label, at % 7, at % 40)
    # What does not exist: every twentieth name, names with the search domain behind them, as resolvers of instances ask
    # first, and what malware makes up.
    searched = rng.random(lines) < 0.05
    for at in np.flatnonzero(searched).tolist():
        names[at] += f".{worlds.REGION}.compute.internal"
    failed = searched | (known % 20 == 7)
    failed[fresh] = searched[fresh]
    ill = np.flatnonzero((client < ILL) & (rng.random(lines) < 0.1))
    for at, label in zip(ill.tolist(), worlds.name_labels(rng, len(ill), 14)):
        names[at], failed[at] = bytes(label).decode() + ".com", True
    codes = np.where(failed, "NXDOMAIN", "NOERROR").tolist()
    one, two = rng.integers(0, 4_000, lines).tolist(), rng.integers(0, 4_000, lines).tolist()
    answers = ["" if bad else world.answers[a] + "," + world.answers[b] for bad, a, b in zip(failed.tolist(), one, two)]
    rows = list(
        zip((stamps[s] for s in seconds.tolist()), names, types, codes, answers, pick(world.own, client),
            rng.integers(1_024, 65_536, lines).tolist(), pick(world.ids, client)))
    # A tunnel in every tenth file, a listed name in each.
    if number % 10 == 4:
        for i, payload in enumerate(worlds.hexes(rng, 60, 58)):
            at = i * (lines // 60)
            rows[at] = (rows[at][0], f"{payload}.t{number}.tunnel.example", "TXT", "NOERROR", "", world.own[7], 5353, world.ids[7])
    at = lines // 2
    rows[at] = (rows[at][0], world.listed[number], "A", "NOERROR", "", world.own[9], 40_000, world.ids[9])
    text = ("\n".join(map(LINE.__mod__, rows)) + "\n").encode()
    day = os.path.join(folder, "AWSLogs", worlds.ACCOUNT, "vpcdnsquerylogs", "vpc-0123456789abcdef0", "2026", "01", "01")
    os.makedirs(day, exist_ok=True)
    stamp = time.strftime("%Y%m%dT%H%MZ", time.gmtime(int(seconds[0])))
    path = os.path.join(day, f"vpc-0123456789abcdef0_vpcdnsquerylogs_{worlds.ACCOUNT}_{stamp}_{number:08x}.log.gz")
    packed = gzip.compress(text, 6, mtime=0)
    with open(path, "wb") as file:
        file.write(packed)
    return path, lines, len(text), len(packed)
