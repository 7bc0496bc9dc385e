# SPDX-License-Identifier: Apache-2.0
"""Which limits are moved how far, and against which attacks.

A curve moves one limit, with those that only make sense together with it. `limits(value)` is what a file for `--limits` says
then. Curves of one round are made by the same scans, so that no two of them may move the same detector.
"""
import math

import attacks
from attacks import FLOODS


class Curve:
    def __init__(self, name, page, types, knob, usual, values, limits, series, about, tries=40, turn=1):
        self.name, self.page, self.types, self.knob = name, page, types, knob
        self.usual, self.values, self.limits = usual, values, limits
        self.series, self.about, self.tries, self.turn = series, about, tries, turn


def some(chance, middle, spread=0.25):
    """A strength about so large: attackers do not go by round numbers."""
    return max(1, round(middle * math.exp(chance.gauss(0, spread))))


def strength(make, kind, middle, spread=0.25):
    return lambda chance, instance: make(chance, instance, kind, some(chance, middle, spread))


def scans(ports):
    """Each failure of an instance that nothing is known of is worth 0.92: fewer of them never reach the height of 13.8."""
    return {"ports": ports, "internalPorts": 2 * ports, "alarm": min(13.8, round(0.9 * ports, 1))}


def floods(factor):
    usual = {"tcp": (2000, 20000), "udp": (800, 8000), "dns": (500, 20000), "udp-on-tcp-ports": (500, 5000),
             "unusual-protocol": (100, 3000)}
    return {f"floods-{kind}": {"packetsPerSecond": rate * factor, "packets": round(packets * factor)}
            for kind, (rate, packets) in usual.items()}


GUESSES = ["UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce", "Impact:EC2/WinRMBruteForce"]

CURVES = [
    Curve("portscan", "portscan", ["Recon:EC2/Portscan"], "ports", 15, [3, 5, 8, 11, 15, 20, 30, 45, 70],
          lambda v: {"portscan": scans(v)},
          {"about 8 ports, all fail": strength(attacks.scan, 1.0, 8),
           "about 20 ports, three in four fail": strength(attacks.scan, 0.75, 20),
           "about 60 ports, half fail": strength(attacks.scan, 0.5, 60)},
          "`ports` is moved, `internalPorts` is twice that, and `alarm` nine tenths of it, up to its usual 13.8: a failure of an "
          "instance that nothing is known of is worth 0.92, so that fewer ports alone would change nothing."),
    Curve("portscan-share", "portscan", ["Recon:EC2/Portscan"], "failureShare", 0.5,
          [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
          lambda v: {"portscan": {"failureShare": v}},
          {"about 60 ports, three in four fail": strength(attacks.scan, 0.75, 60),
           "about 60 ports, half fail": strength(attacks.scan, 0.5, 60),
           "about 60 ports, a third fail": strength(attacks.scan, 0.33, 60)},
          "`failureShare` alone.", turn=2),
    Curve("portsweep", "portsweep", ["Impact:EC2/PortSweep"], "hosts", 25, [4, 6, 10, 16, 25, 40, 60, 100, 160],
          lambda v: {"portsweep": {"hosts": v, "alarm": min(13.8, round(0.9 * v, 1))}},
          {"about 12 hosts, all fail": strength(attacks.sweep, 1.0, 12),
           "about 40 hosts, three in four fail": strength(attacks.sweep, 0.75, 40),
           "about 100 hosts, half fail": strength(attacks.sweep, 0.5, 100)},
          "`hosts` is moved, and `alarm` nine tenths of it, up to its usual 13.8."),
    Curve("portsweep-share", "portsweep", ["Impact:EC2/PortSweep"], "failureShare", 0.5,
          [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
          lambda v: {"portsweep": {"failureShare": v}},
          {"about 100 hosts, three in four fail": strength(attacks.sweep, 0.75, 100),
           "about 100 hosts, half fail": strength(attacks.sweep, 0.5, 100),
           "about 100 hosts, a third fail": strength(attacks.sweep, 0.33, 100)},
          "`failureShare` alone.", turn=2),
    Curve("bruteforce", "bruteforce", GUESSES, "connections", 10, [2, 3, 4, 6, 8, 10, 14, 20, 30, 50],
          lambda v: {"bruteforce": {"connections": v, "guesses": 2 * v, "internalConnections": round(1.5 * v),
                                    "internalGuesses": 3 * v}},
          {"about 5 connections in half an hour": strength(attacks.guess, "SSH", 5),
           "about 10": strength(attacks.guess, "SSH", 10),
           "about 25": strength(attacks.guess, "SSH", 25)},
          "`connections` is moved, `guesses` is twice that, and the limits inside the VPC half as much more. One client guesses SSH "
          "passwords for two hours."),
    Curve("bruteforce-similarity", "bruteforce", GUESSES, "similarity", 0.7, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
          lambda v: {"bruteforce": {"similarity": v}},
          {"SSH, about 25 in half an hour, all alike": strength(attacks.guess, "SSH", 25),
           "SSH, about 25, shapes of all kinds": strength(attacks.guess, "SSH, shapes of all kinds", 25)},
          "`similarity` alone.", turn=2),
    Curve("bruteforce-distributed", "bruteforce", ["UnauthorizedAccess:EC2/SSHBruteForce"], "attempts", 60,
          [10, 15, 20, 30, 45, 60, 90, 130, 200],
          lambda v: {"bruteforce-distributed": {"attempts": v, "clients": max(2, round(v / 6))}},
          {"about 25 connections an hour": strength(attacks.guess_together, 24, 25),
           "about 60": strength(attacks.guess_together, 24, 60),
           "about 150": strength(attacks.guess_together, 24, 150)},
          "`attempts` is moved, and `clients` is a sixth of it. 24 clients guess in turn; of the look-alikes offices and partners "
          "with a failing login count.", turn=2),
    Curve("floods", "floods", [f"Backdoor:EC2/DenialOfService.{kind}" for kind in FLOODS], "times the usual limits", 1,
          [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 4],
          floods,
          {"UDP, about 300 packets a second": strength(attacks.flood, "Udp", 300),
           "DNS, about 600": strength(attacks.flood, "Dns", 600),
           "TCP, about 3,000": strength(attacks.flood, "Tcp", 3000)},
          "`packetsPerSecond` and `packets` of all kinds are moved together."),
    Curve("floods-answers", "floods", [f"Backdoor:EC2/DenialOfService.{kind}" for kind in FLOODS], "answerShare", 0.05,
          [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4],
          lambda v: {"floods-udp": {"answerShare": v}},
          {"UDP, about 1,500 packets a second, 3 % answered": lambda c, i: attacks.flood(c, i, "Udp", some(c, 1500), 0.03),
           "8 % answered": lambda c, i: attacks.flood(c, i, "Udp", some(c, 1500), 0.08),
           "15 % answered": lambda c, i: attacks.flood(c, i, "Udp", some(c, 1500), 0.15)},
          "`answerShare` of floods over UDP alone.", turn=2),
    Curve("floods-reflection", "floods", ["Backdoor:EC2/DenialOfService.Reflection"], "packetsPerSecond", 1000,
          [10, 30, 100, 200, 400, 700, 1000, 2000, 5000],
          lambda v: {"floods-reflection": {"packetsPerSecond": v}},
          {"NTP, about 300 packets a second": strength(attacks.reflect, "NTP", 300),
           "DNS, about 1,500": strength(attacks.reflect, "DNS", 1500),
           "memcached, about 6,000": strength(attacks.reflect, "memcached", 6000)},
          "`packetsPerSecond` of reflection alone: what goes out to one to six victims together."),
    Curve("spambot", "spambot", ["Backdoor:EC2/Spambot"], "hosts", 10, [2, 3, 4, 6, 8, 10, 14, 20, 30],
          lambda v: {"spambot": {"hosts": v}},
          {"about 6 servers within an hour": strength(attacks.mail, 1, 6),
           "about 12 within three hours": strength(attacks.mail, 3, 12),
           "about 40 within six hours": strength(attacks.mail, 6, 40)},
          "`hosts` alone."),
    Curve("dns-exfiltration", "dns-exfiltration", ["Trojan:EC2/DNSDataExfiltration"], "dailyBytes", 4000,
          [300, 600, 1200, 2000, 3000, 4000, 6000, 10000, 20000, 40000],
          lambda v: {"dns-exfiltration": {"dailyBytes": v, "burstBytes": max(256, v / 4)}},
          {"about 1,500 bytes in TXT": strength(attacks.exfiltrate, "TXT", 1500),
           "about 5,000 bytes, none resolved": strength(attacks.exfiltrate, "addresses, none resolved", 5000),
           "about 15,000 bytes, all resolved": strength(attacks.exfiltrate, "addresses, all resolved", 15000)},
          "`dailyBytes` is moved, and `burstBytes` is a quarter of it."),
    Curve("dns-exfiltration-allowance", "dns-exfiltration", ["Trojan:EC2/DNSDataExfiltration"], "identifierAllowance", 24,
          [0, 4, 8, 12, 16, 20, 24, 28, 32, 40],
          lambda v: {"dns-exfiltration": {"identifierAllowance": v}},
          {"about 6,000 bytes, all resolved": strength(attacks.exfiltrate, "addresses, all resolved", 6000),
           "about 15,000 bytes": strength(attacks.exfiltrate, "addresses, all resolved", 15000),
           "about 40,000 bytes": strength(attacks.exfiltrate, "addresses, all resolved", 40000)},
          "`identifierAllowance` alone: names of 48 symbols, as content networks have them.", tries=30, turn=2),
    Curve("dga", "dga", ["Trojan:EC2/DGADomainRequest.B"], "alarm", 13.8, [2.5, 4, 6, 8, 10, 13.8, 18, 25, 35, 50],
          lambda v: {"dga": {"alarm": v}},
          {"about 3 names in an hour": strength(attacks.generate, "random letters", 3),
           "about 5": strength(attacks.generate, "random letters", 5),
           "about 12": strength(attacks.generate, "random letters", 12)},
          "`alarm` of the test over single names; names of random letters."),
    Curve("dga-words", "dga", ["Trojan:EC2/DGADomainRequest.B"], "names", 20, [4, 6, 8, 12, 16, 20, 30, 45, 64],
          lambda v: {"dga-words": {"names": v}, "dga": {"alarm": 90}},
          {"about 12 names in an hour": lambda c, i: attacks.join_words(c, i, some(c, 12)),
           "about 25": lambda c, i: attacks.join_words(c, i, some(c, 25)),
           "about 60": lambda c, i: attacks.join_words(c, i, some(c, 60))},
          "`names` of the same shape, with the test over single names out of the way: names joined of two words, below one "
          "suffix.", turn=2),
    Curve("traffic-volume", "traffic-volume", ["Behavior:EC2/TrafficVolumeUnusual"], "megabytes", 500,
          [5, 20, 50, 100, 200, 300, 500, 1000, 2000, 5000],
          lambda v: {"traffic-volume": {"bytes": v * 1_000_000, "bytesBeyondMost": v * 200_000, "score": 3}},
          {"about 150 MB, steady host": strength(attacks.send_much, "steady", 150),
           "about 600 MB, steady host": strength(attacks.send_much, "steady", 600),
           "about 5 GB, changing host": strength(attacks.send_much, "changing", 5000)},
          "`bytes` is moved, and `bytesBeyondMost` is a fifth of it, with half the usual `score`, so that it is the bytes that decide.", tries=25),
    Curve("traffic-volume-score", "traffic-volume", ["Behavior:EC2/TrafficVolumeUnusual"], "score", 6,
          [0.5, 1, 2, 3, 4, 5, 6, 7, 8, 10],
          lambda v: {"traffic-volume": {"score": v, "bytes": 50_000_000, "bytesBeyondMost": 10_000_000}},
          {"about 150 MB, steady host": strength(attacks.send_much, "steady", 150),
           "about 600 MB, steady host": strength(attacks.send_much, "steady", 600),
           "about 2 GB, changing host": strength(attacks.send_much, "changing", 2000)},
          "`score`, with a tenth of the usual `bytes`, so that it is the score that decides.", tries=25, turn=2),
    Curve("first-use", "first-use", ["Behavior:EC2/NetworkPortUnusual"], "portContacts", 3, [1, 2, 3, 4, 6, 9, 14, 20],
          lambda v: {"first-use": {"portContacts": v, "portBytes": 3333 * v}},
          {"about 2 contacts": strength(attacks.use_new_port, "seldom anything new", 2),
           "about 4": strength(attacks.use_new_port, "seldom anything new", 4),
           "about 10": strength(attacks.use_new_port, "seldom anything new", 10)},
          "`portContacts` is moved, and `portBytes` with it.", tries=30),
    Curve("first-use-novelties", "first-use", ["Behavior:EC2/NetworkPortUnusual"], "noveltiesPerDay", 0.1,
          [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 3],
          lambda v: {"first-use": {"noveltiesPerDay": v}},
          {"about 6 contacts, seldom anything new": strength(attacks.use_new_port, "seldom anything new", 6),
           "about 6 contacts, something new every two days": strength(attacks.use_new_port, "often", 6)},
          "`noveltiesPerDay` alone.", tries=30, turn=2),
    # The detector asks for the limits of beaconing too, which must not move in the same round.
    Curve("beaconing-names", "beaconing", ["Backdoor:EC2/BeaconingActivity!DNS"], "variation", 0.04,
          [0, 0.01, 0.02, 0.04, 0.08, 0.12, 0.2, 0.4],
          lambda v: {"beaconing-names": {"variation": v, "balance": min(0.8, 20 * v)}},
          {"every twelve minutes, give or take a tenth": lambda c, i: attacks.call_home_by_name(c, i, 0.1, 12),
           "give or take a quarter": lambda c, i: attacks.call_home_by_name(c, i, 0.25, 12),
           "give or take half": lambda c, i: attacks.call_home_by_name(c, i, 0.5, 12)},
          "`variation` is moved, and below the usual one `balance` goes down with it: what a rhythm must vary on both sides so as "
          "not to be a resolver's. Two days of names.", tries=25, turn=2),
    Curve("beaconing", "beaconing", ["Backdoor:EC2/BeaconingActivity"], "dispersion", 0.35,
          [0.03, 0.06, 0.1, 0.15, 0.25, 0.35, 0.5, 0.7, 1, 1.5],
          lambda v: {"beaconing": {"dispersion": v, "concentration": 13.8 if v <= 0.35 else round(13.8 * (0.35 / v) ** 2, 2)}},
          {"every ten minutes, give or take a tenth": lambda c, i: attacks.call_home(c, i, 0.1, 10),
           "give or take a quarter": lambda c, i: attacks.call_home(c, i, 0.25, 10),
           "give or take half": lambda c, i: attacks.call_home(c, i, 0.5, 10)},
          "`dispersion` is moved; `concentration` stays, and above the usual dispersion goes down with the square of it. Two days "
          "of calls.", tries=25),
]
