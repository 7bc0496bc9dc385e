# SPDX-License-Identifier: Apache-2.0
"""Attacks whose strength goes up along the axis that matters for the detector, each among some ordinary work.

Every scenario has series of one or more kinds of attack, and strengths. `make(chance, instance, series, strength)` lets one
instance live through one attack. `limit` is where the product's own setting lies on the axis.
"""
import base64
import math

import names
from logs import DAY, HOUR
from population import outside


class Scenario:
    def __init__(self, name, page, types, axis, series, strengths, make, limit=None, tries=100, is_log=False, about=""):
        self.name, self.page, self.types, self.axis, self.series = name, page, types, axis, series
        self.strengths, self.make, self.limit, self.tries, self.is_log = strengths, make, limit, tries, is_log
        self.about = about


def work(chance, instance, begin, end, contacts=40, failing=0.03):
    """What the instance does anyway."""
    apis = [outside(chance) for _ in range(12)]
    for k in range(contacts):
        at, host = chance.uniform(begin, end), chance.choice(apis)
        if chance.random() < failing:
            instance.silent(at, host, 443)
        else:
            instance.talk(at, host, 443, 2000, 9000)


def pace(chance, count, gap, jitter=0.5):
    """Moments that lie `gap` seconds apart, more or less."""
    at = 2 * HOUR + chance.random() * HOUR
    for _ in range(count):
        yield at
        at += gap * chance.uniform(1 - jitter, 1 + jitter)


def scan(chance, instance, failing, ports):
    work(chance, instance, 0, 6 * HOUR)
    target, gap = outside(chance), math.exp(chance.uniform(math.log(0.1), math.log(60)))
    for at, port in zip(pace(chance, ports, gap), chance.sample(range(1, 20000), ports)):
        attempt(chance, instance, at, target, port, failing)


def scan_slowly(chance, instance, ports, minutes):
    work(chance, instance, 0, 6 * HOUR)
    target = outside(chance)
    for at, port in zip(pace(chance, ports, minutes * 60), chance.sample(range(1, 20000), ports)):
        attempt(chance, instance, at, target, port, 1.0)


def sweep(chance, instance, failing, hosts):
    work(chance, instance, 0, 6 * HOUR)
    port, gap = chance.choice([22, 23, 445, 3389, 6379, 8080]), math.exp(chance.uniform(math.log(0.1), math.log(60)))
    for at in pace(chance, hosts, gap):
        attempt(chance, instance, at, outside(chance), port, failing)


def attempt(chance, instance, at, host, port, failing):
    if chance.random() >= failing:
        instance.talk(at, host, port, 700, 900, 1)
    elif chance.random() < 0.5:
        instance.silent(at, host, port)
    else:
        instance.reset(at, host, port)


SHAPES = {"SSH": (22, 15, 1700, 15, 2500, 7), "RDP": (3389, 14, 2400, 12, 3100, 2), "WinRM": (5985, 9, 1500, 8, 2400, 1)}


def guess(chance, instance, kind, half_hourly):
    """For two hours, from one public client."""
    client = outside(chance)
    service, varied = ("SSH", True) if kind == "SSH, shapes of all kinds" else (kind, False)
    port, packets, size, back, answer, seconds = SHAPES[service]
    for at in pace(chance, 4 * half_hourly, 1800 / half_hourly, 0.4):
        more = chance.randint(0, 30) if varied else chance.randint(-1, 1)
        instance.contact(at, client, port, (packets + more, size + 55 * more + chance.randint(-40, 40)),
                         (back + more // 2, answer + chance.randint(-60, 60)), seconds + chance.randint(-1, 2), inbound=True)
    work(chance, instance, 0, 6 * HOUR)


def guess_together(chance, instance, clients, hourly):
    """For three hours, in turn; each client tries as seldom as their number allows."""
    port, packets, size, back, answer, seconds = SHAPES["SSH"]
    everybody = [outside(chance) for _ in range(clients)]
    for k, at in enumerate(pace(chance, 3 * hourly, HOUR / hourly, 0.5)):
        instance.contact(at, everybody[k % clients], port, (packets + chance.randint(-1, 1), size + chance.randint(-60, 60)),
                         (back, answer + chance.randint(-60, 60)), seconds, inbound=True)


FLOODS = {"Udp": (17, 40000, 300), "Tcp": (6, 443, 44), "Dns": (17, 53, 70), "UdpOnTcpPorts": (17, 80, 512),
          "UnusualProtocol": (99, 0, 120)}


def flood(chance, instance, kind, rate, answered=0.0):
    """Half a minute to a minute and a half, from one socket or up to fifty."""
    protocol, port, size = FLOODS[kind]
    seconds, target, at = chance.randint(30, 90), outside(chance), 3 * HOUR + chance.randint(0, 50)
    sockets = 1 if protocol == 99 else chance.choice([1, 1, 50])
    real = rate * chance.uniform(0.9, 1.1)
    port = chance.choice([1, 7]) * 1000 + chance.randrange(900) if kind == "Udp" else port
    for _ in range(sockets):
        packets = int(real * seconds / sockets)
        instance.contact(at, target, port, (packets, packets * size),
                         (int(packets * answered), int(packets * answered) * 90), seconds - 1, protocol,
                         socket=0 if protocol == 99 else None)
    work(chance, instance, 0, 6 * HOUR)


# Port, bytes of a request, packets of an answer, and the bytes of each.
REFLECTORS = {"NTP": (123, 36, 10, 468), "DNS": (53, 64, 2, 1400), "memcached": (11211, 43, 200, 1400)}


def reflect(chance, instance, service, rate):
    """For two to six minutes, so many packets a second go out to a few victims in whose name somebody asks."""
    port, asked, packets_each, size = REFLECTORS[service]
    seconds, victims = 60 * chance.randint(2, 6), chance.randint(1, 6)
    for _ in range(victims):
        packets = max(1, int(rate * seconds / victims))
        requests = max(1, packets // packets_each)
        instance.contact(3 * HOUR, outside(chance), port, (requests, requests * asked), (packets, packets * size), seconds - 1, 17,
                         inbound=True)
    work(chance, instance, 0, 6 * HOUR)


def exfiltrate(chance, instance, way, payload):
    """So many bytes of compressed data within a day, in base 32."""
    data = base64.b32encode(bytes(chance.randrange(256) for _ in range(payload))).decode().lower().rstrip("=")
    domain = names.company(chance)
    if way == "addresses, all resolved":
        size, labels = 48, 1
    else:
        size, labels = 150, 3
    pieces = [data[k:k + size] for k in range(0, len(data), size)]
    for piece in pieces:
        at = chance.random() * 20 * HOUR
        cut = -(-len(piece) // labels)
        front = ".".join(piece[k:k + cut] for k in range(0, len(piece), cut))
        if way == "TXT":
            instance.ask(at, f"{front}.{domain}", "TXT")
        elif way == "addresses, none resolved":
            instance.ask(at, f"{front}.{domain}", "A", "NXDOMAIN")
        else:
            instance.ask(at, f"{front}.{domain}", "A", answers=["192.0.2.9"])
    browse(chance, instance, 20 * HOUR, 60)


def browse(chance, instance, end, count):
    sites = [names.company(chance) for _ in range(20)]
    for _ in range(count):
        site = chance.choice(sites) if chance.random() < 0.8 else names.company(chance)
        instance.ask(chance.random() * end, chance.choice(["", "www."]) + site, answers=["192.0.2.1"])


def join_words(chance, instance, count):
    """So many names of two words and one suffix within an hour, none of which exists, among 30 that do."""
    for _ in range(count):
        instance.ask(HOUR + chance.random() * HOUR, "".join(chance.sample(names.WORDS, 2)) + ".net", code="NXDOMAIN")
    for _ in range(30):
        instance.ask(chance.random() * 3 * HOUR, "www." + names.company(chance), answers=["192.0.2.1"])


def call_home(chance, instance, jitter, minutes):
    """Eight days of work, and then two days of calls to one new address that lie so far apart, give or take a share."""
    work(chance, instance, 0, 10 * DAY, 400)
    master, at = outside(chance), 8 * DAY + chance.random() * HOUR
    while at < 10 * DAY:
        instance.talk(at, master, 443, 700 + chance.randint(-40, 40), 900, 1)
        at += minutes * 60 * chance.uniform(1 - jitter, 1 + jitter)


def call_home_by_name(chance, instance, jitter, minutes):
    """Ten days of names, and in the last two of them one new name that is asked for so often, give or take a share."""
    browse(chance, instance, 10 * DAY, 600)
    master, at = names.company(chance), 8 * DAY + chance.random() * HOUR
    while at < 10 * DAY:
        instance.ask(at, master, answers=["192.0.2.9"])
        at += minutes * 60 * chance.uniform(1 - jitter, 1 + jitter)


def generate(chance, instance, way, count):
    """So many names that do not exist within an hour, among 60 that do."""
    for _ in range(count):
        at, suffix = HOUR + chance.random() * HOUR, chance.choice(["com", "net", "org", "info", "biz", "ru"])
        if way == "random letters":
            label = names.random_label(chance, 10, 18)
        elif way == "hexadecimal":
            label = names.random_label(chance, 16, 24, "0123456789abcdef")
        else:
            label = "".join(chance.sample(names.WORDS, 2))
        instance.ask(at, f"{label}.{suffix}", code="NXDOMAIN")
    for _ in range(60):
        instance.ask(chance.random() * 3 * HOUR, "www." + names.company(chance), answers=["192.0.2.1"])


def send_much(chance, instance, habit, megabytes):
    """Nine days of a habit, then so many megabytes within an hour to a new network."""
    place = outside(chance).rsplit(".", 1)[0]
    spread = {"steady": 0.2, "changing": 1.0}[habit]
    for hour in range(0, 9 * 24):
        size = int(chance.lognormvariate(math.log(20e6), spread))
        instance.talk(hour * HOUR + chance.randrange(600, 1500), f"{place}.7", 443, size, size // 60, 40)
    thief, at = outside(chance), 9 * DAY + 1800
    for k in range(5):
        size = int(megabytes * 200_000)
        instance.talk(at + 20 * k, thief, 443, size, size // 70, 15)


def use_new_port(chance, instance, habit, contacts):
    """Nine days of work, then so many contacts with one new port within a day."""
    instance.talk(0, outside(chance), 443)
    work(chance, instance, 0, 9 * DAY, 260)
    if habit != "seldom anything new":
        for k in range(3):
            at = (3 + 2 * k) * DAY
            for _ in range(3):
                instance.talk(at + chance.random() * HOUR, outside(chance), [993, 8443, 5671][k])
    for _ in range(contacts):
        instance.talk(9 * DAY + HOUR + chance.random() * 20 * HOUR, "93.184.1.1", 4444, 300, 700)


def mail(chance, instance, hours, hosts):
    work(chance, instance, 0, 8 * HOUR)
    begin = 2 * HOUR + chance.random() * HOUR
    for _ in range(hosts):
        at, host = begin + chance.random() * hours * HOUR, outside(chance)
        instance.silent(at, host, 25) if chance.random() < 0.5 else instance.talk(at, host, 25, 4000, 800)


def each(*pairs):
    return dict(pairs)


SCENARIOS = [
    Scenario("portscan", "portscan", ["Recon:EC2/Portscan"], "distinct ports of one public host that are tried",
             each(("all fail", 1.0), ("three in four fail", 0.75), ("half fail", 0.5)),
             [6, 10, 13, 15, 17, 20, 25, 30, 40, 60, 80], scan, 15,
             about="Ports of one public host are tried, a tenth of a second to a minute apart; some answer."),
    Scenario("portscan-slow", "portscan", ["Recon:EC2/Portscan"], "minutes between two tries, half as many more or less",
             each(("100 ports", 100), ("30 ports", 30)),
             [0.1, 1, 10, 60, 100, 130, 150, 170, 190, 210, 240, 300, 480, 960], scan_slowly, 240, tries=50, is_log=True,
             about="How slow a scan can be when all its tries fail: a host that nobody tries for four hours is forgotten."),
    Scenario("portsweep", "portsweep", ["Impact:EC2/PortSweep"], "distinct public hosts whose port is tried",
             each(("all fail", 1.0), ("three in four fail", 0.75), ("half fail", 0.5)),
             [10, 15, 20, 23, 25, 28, 32, 40, 50, 65, 80, 100], sweep, 25,
             about="One port is tried on public hosts, a tenth of a second to a minute apart; some answer."),
    Scenario("bruteforce", "bruteforce",
             ["UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce", "Impact:EC2/WinRMBruteForce"],
             "connections of one client in half an hour, for two hours",
             each(("SSH", "SSH"), ("RDP", "RDP"), ("SSH, shapes of all kinds", "SSH, shapes of all kinds")),
             [4, 6, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22, 26, 32, 50], guess, {"SSH": 10, "RDP": 20},
             about="One public client guesses for two hours, its pauses longer or shorter by up to 40 %. A connection counts as two "
                   "guesses of SSH here, and as one of RDP."),
    Scenario("bruteforce-distributed", "bruteforce", ["UnauthorizedAccess:EC2/SSHBruteForce"],
             "connections of all clients in an hour, for three hours",
             each(("8 clients", 8), ("12 clients", 12), ("60 clients", 60)),
             [20, 35, 45, 52, 56, 60, 64, 70, 80, 100, 140], guess_together, 60,
             about="Many clients guess SSH passwords in turn for three hours. Fewer than ten clients are found only where each "
                   "guesses often enough to be found by itself."),
    Scenario("floods", "floods", [f"Backdoor:EC2/DenialOfService.{kind}" for kind in FLOODS], "packets a second, not answered",
             each(*((kind, kind) for kind in FLOODS)),
             [50, 80, 90, 100, 110, 125, 250, 400, 450, 500, 550, 630, 720, 800, 880, 1000, 1300, 1600, 1800, 2000, 2200, 2500,
              4000],
             flood, {"Udp": 800, "Tcp": 2000, "Dns": 500, "UdpOnTcpPorts": 500, "UnusualProtocol": 100}, is_log=True,
             about="One public host is flooded for 30 to 90 seconds from one socket or from fifty, at a rate that is up to 10 % off."),
    Scenario("dns-exfiltration", "dns-exfiltration", ["Trojan:EC2/DNSDataExfiltration"],
             "bytes of data sent within a day, before they are encoded",
             each(("TXT", "TXT"), ("addresses, none resolved", "addresses, none resolved"),
                  ("addresses, all resolved", "addresses, all resolved")),
             [500, 1000, 2000, 2800, 3300, 3500, 3600, 3700, 3800, 4000, 4500, 5500, 8000, 12000, 13000, 14000, 15000, 16000,
              20000, 50000], exfiltrate, 4000, tries=60,
             is_log=True, about="Random data goes out in base 32 over twenty hours: 150 symbols a name, or 48 where all names are resolved, as a "
                   "content network's are."),
    Scenario("dga", "dga", ["Trojan:EC2/DGADomainRequest.B"], "names within an hour that do not exist",
             each(("random letters", "random letters"), ("hexadecimal", "hexadecimal"), ("two words", "two words")),
             [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30], generate, 4,
             about="A client asks for names that do not exist within an hour, and for 60 that do."),
    Scenario("traffic-volume", "traffic-volume", ["Behavior:EC2/TrafficVolumeUnusual"], "megabytes within an hour, to a new network",
             each(("steady, 20 MB an hour", "steady"), ("changing, 20 MB an hour", "changing")),
             [50, 100, 200, 300, 400, 500, 650, 800, 1200, 2000, 5000, 10000, 20000], send_much, 500, tries=50, is_log=True,
             about="After nine days of 20 MB an hour in the middle, with hours that differ by a factor of 1.2 or of 2.7, much goes to a "
                   "network that is new."),
    Scenario("first-use", "first-use", ["Behavior:EC2/NetworkPortUnusual"], "contacts of 1,000 bytes with a new port in a day",
             each(("seldom anything new", "seldom anything new"), ("something new every two days", "often")),
             [1, 2, 3, 4, 5, 6, 8, 10], use_new_port, 3, tries=50,
             about="After nine days of work one new port is used, or one more."),
    Scenario("spambot", "spambot", ["Backdoor:EC2/Spambot"], "distinct mail servers that are called",
             each(("within an hour", 1), ("within three hours", 3), ("within six hours", 6)),
             [4, 6, 8, 9, 10, 11, 12, 15, 20, 25, 30, 40, 60], mail, 10,
             about="An instance that never sent mail calls mail servers, half of which do not answer."),
]
