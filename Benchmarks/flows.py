# SPDX-License-Identifier: Apache-2.0
"""Flow logs of a day: five minutes a file, records of one minute each, the default format."""

import gzip
import os
import time

import numpy as np

import worlds

FILES = 288
LASTING = 3_000  # connections that go on all day
INSIDE = 1_000  # of these, between two of our own interfaces
SERVICES = np.array([443, 443, 443, 443, 80, 443, 5432, 6379, 8080, 22, 3306, 25, 993, 9092])


class World:
    def __init__(self):
        self.enis, _, self.own = worlds.instances()
        outside = worlds.peers()
        rng = worlds.stream(10)
        self.scanners = worlds.quads(worlds.scanners())
        self.peers = worlds.quads(outside)
        self.lasting_eni = rng.integers(0, worlds.INTERFACES, LASTING)
        self.lasting_other = rng.integers(0, worlds.INTERFACES, LASTING)
        self.lasting_peer = rng.integers(0, 50_000, LASTING)
        self.lasting_port = rng.integers(32_768, 61_000, LASTING)
        self.lasting_service = SERVICES[rng.integers(0, len(SERVICES), LASTING)]


def conversation(rng, rows, eni, local, lport, remote, rport, minute, packets, times=None):
    """Both directions of connections, told by one interface."""
    count = len(eni)
    back = np.maximum(1, packets * rng.integers(1, 4, count) // 2)
    out_bytes = packets * rng.integers(52, 400, count)
    in_bytes = back * rng.integers(52, 1_400, count)
    start = minute + (rng.integers(0, 55, count) if times is None else times)
    end = np.minimum(minute + 60, start + rng.integers(1, 60, count))
    rows.extend(
        zip(eni, local, remote, lport.tolist(), rport.tolist(), [6] * count, packets.tolist(), out_bytes.tolist(),
            start.tolist(), end.tolist(), ["ACCEPT"] * count))
    rows.extend(
        zip(eni, remote, local, rport.tolist(), lport.tolist(), [6] * count, back.tolist(), in_bytes.tolist(),
            start.tolist(), end.tolist(), ["ACCEPT"] * count))


def minute_rows(world, rng, minute, lines, number):
    rows = []
    pick = lambda texts, numbers: [texts[i] for i in numbers.tolist()]
    share = lines / 13_889
    lasting = int(LASTING * min(1, share))
    inside = int(INSIDE * min(1, share))
    # What goes on all day: to the outside, and inside, where both interfaces tell of it.
    eni, port, service = world.lasting_eni[:lasting], world.lasting_port[:lasting], world.lasting_service[:lasting]
    other = pick(world.own, world.lasting_other[:inside]) + pick(world.peers, world.lasting_peer[inside:lasting])
    packets = rng.integers(4, 900, lasting)
    conversation(rng, rows, pick(world.enis, eni), pick(world.own, eni), port, other, service, minute, packets)
    conversation(
        rng, rows, pick(world.enis, world.lasting_other[:inside]), other[:inside], service[:inside],
        pick(world.own, eni[:inside]), port[:inside], minute, packets[:inside])
    left = lines - len(rows)
    # Short calls to popular hosts, and calls of everybody to our servers.
    calls, visits = int(left * 0.26), int(left * 0.15)
    eni = rng.integers(0, worlds.INTERFACES, calls)
    remote = (50_000 * rng.random(calls) ** 3).astype(np.int64)
    conversation(
        rng, rows, pick(world.enis, eni), pick(world.own, eni), rng.integers(32_768, 61_000, calls),
        pick(world.peers, remote), SERVICES[rng.integers(0, 6, calls)], minute, rng.integers(4, 60, calls))
    eni = rng.integers(0, 40, visits)
    remote = (worlds.PEERS * rng.random(visits) ** 1.5).astype(np.int64)
    conversation(
        rng, rows, pick(world.enis, eni), pick(world.own, eni), np.full(visits, 443), pick(world.peers, remote),
        rng.integers(1_024, 65_000, visits), minute, rng.integers(4, 60, visits))
    # The background noise of the internet: one packet, turned down; a third of it by known scanners.
    noise = max(0, lines - len(rows))
    eni = rng.integers(0, worlds.INTERFACES, noise)
    known = noise // 3
    sources = pick(world.scanners, rng.integers(0, len(world.scanners), known))
    sources += pick(world.peers, rng.integers(0, worlds.PEERS, noise - known))
    targets = np.array([22, 23, 80, 445, 3389, 5900, 6379, 8080, 8443])[rng.integers(0, 9, noise)]
    targets = np.where(rng.random(noise) < 0.5, targets, rng.integers(1, 65_536, noise))
    start = minute + rng.integers(0, 58, noise)
    rows.extend(
        zip(pick(world.enis, eni), sources, pick(world.own, eni), rng.integers(1_024, 65_536, noise).tolist(),
            targets.tolist(), [6] * noise, [1] * noise, [40] * noise, start.tolist(), (start + 1).tolist(),
            ["REJECT"] * noise))
    rows = [rows[i] for i in rng.permutation(len(rows)).tolist()]
    return rows + attack_rows(world, rng, minute, number)


def attack_rows(world, rng, minute, number):
    """Every twelfth file: a port scan and a password guesser at work; now and then a call to a listed address."""
    rows = []
    if number % 12 == 3:
        at = number // 12
        for port in rng.integers(1, 10_000, 60).tolist():
            rows.append((world.enis[at], world.own[at], world.peers[at], 40_000, port, 6, 1, 44, minute + 5, minute + 6, "ACCEPT"))
        guesser, victim = world.peers[500 + at], 60 + at
        for i in range(25):
            port = 20_000 + int(rng.integers(0, 40_000))
            start = minute + 2 * i
            rows.append((world.enis[victim], guesser, world.own[victim], port, 22, 6, 14, 2_100, start, start + 2, "ACCEPT"))
            rows.append((world.enis[victim], world.own[victim], guesser, 22, port, 6, 13, 2_800, start, start + 2, "ACCEPT"))
    if number % 6 == 1:
        eni = number // 6 % worlds.INTERFACES
        remote, port = world.scanners[-1 - number // 6], 30_000 + number
        rows.append((world.enis[eni], world.own[eni], remote, port, 443, 6, 12, 1_400, minute + 9, minute + 30, "ACCEPT"))
        rows.append((world.enis[eni], remote, world.own[eni], 443, port, 6, 11, 5_200, minute + 9, minute + 30, "ACCEPT"))
    return rows


HEADER = ("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action "
          "log-status\n")
world = None


def write(job):
    """Writes one file; returns its path, lines, and bytes before and after compression."""
    global world
    folder, number, lines = job
    if world is None:
        world = World()
    begin = worlds.BEGIN + number * 300
    rows = []
    for minute in range(5):
        rng = worlds.stream(11, number, minute)
        rows += minute_rows(world, rng, begin + minute * 60, lines // 5, number)
    line = "2 " + worlds.ACCOUNT + " %s %s %s %d %d %d %d %d %d %d %s OK"
    text = (HEADER + "\n".join(map(line.__mod__, rows)) + "\n").encode()
    stamp = time.strftime("%Y%m%dT%H%MZ", time.gmtime(begin))
    day = os.path.join(folder, "AWSLogs", worlds.ACCOUNT, "vpcflowlogs", worlds.REGION, "2026", "01", "01")
    os.makedirs(day, exist_ok=True)
    path = os.path.join(
        day, f"{worlds.ACCOUNT}_vpcflowlogs_{worlds.REGION}_fl-0123456789abcdef0_{stamp}_{number:08x}.log.gz")
    packed = gzip.compress(text, 6, mtime=0)
    with open(path, "wb") as file:
        file.write(packed)
    return path, len(rows), len(text), len(packed)


def write_tiny(job):
    """Writes a handful of files of two dozen lines each."""
    global world
    folder, first, count = job
    if world is None:
        world = World()
    os.makedirs(folder, exist_ok=True)
    for number in range(first, first + count):
        rng = worlds.stream(12, number)
        begin = worlds.BEGIN + number * 8
        rows = []
        eni = rng.integers(0, worlds.INTERFACES, 12)
        conversation(
            rng, rows, [world.enis[i] for i in eni], [world.own[i] for i in eni], rng.integers(32_768, 61_000, 12),
            [world.peers[i] for i in rng.integers(0, 50_000, 12)], np.full(12, 443), begin, rng.integers(4, 60, 12))
        # Something is to be found, or nothing could be compared.
        if number % 2_000 == 7:
            rows += [(world.enis[0], world.own[0], world.peers[number], 40_000, port, 6, 1, 44, begin + 5, begin + 6, "ACCEPT")
                     for port in rng.integers(1, 10_000, 60).tolist()]
        line = "2 " + worlds.ACCOUNT + " %s %s %s %d %d %d %d %d %d %d %s OK"
        text = (HEADER + "\n".join(map(line.__mod__, rows)) + "\n").encode()
        with open(os.path.join(folder, f"{number:05d}.log.gz"), "wb") as file:
            file.write(gzip.compress(text, 6, mtime=0))
    return count
