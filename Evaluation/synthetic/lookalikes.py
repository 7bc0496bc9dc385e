# SPDX-License-Identifier: Apache-2.0
"""What instances do that nobody attacked and that looks like an attack: over a hundred of them for two weeks, in sixteen roles.

Each role is the neighbour of an attack, and each instance in it goes to another length, so that false alarms come and go
little by little as limits move. How far people really go is not known: the roles say where a limit begins to cost, and not
how often. The page of each detector says which of these it cannot tell from an attack at all.
"""
import math
import random

import names
from logs import DAY, HOUR, Instance
from population import every, inside, outside, working_hours

DAYS = 14
INSTANCES = 128
AT_HOME = 8  # the day on which something new begins


def between(chance, least, most):
    """A number of any order between two."""
    return math.exp(chance.uniform(math.log(least), math.log(most)))


class Lookalike:
    def __init__(self, number, role, seed):
        self.chance = random.Random(f"{seed}/lookalike/{role.__name__}/{number}")
        self.instance = bare(number)
        self.apis = [outside(self.chance) for _ in range(5)]
        self.database = inside(self.chance)
        self.sites = [names.company(self.chance) for _ in range(40)]
        self.own = {}
        for day in range(DAYS):
            every(self, day)
            role(self, day)

    def once(self, name, make):
        """What stays the same for the instance from its first day on."""
        if name not in self.own:
            self.own[name] = make()
        return self.own[name]


def health_checks(m, day):
    """A balancer looks at the ports of services. Now and then a host is replaced, and all its ports stay silent for a while."""
    c, i = m.chance, m.instance
    ports = m.once("ports", lambda: c.sample(range(3000, 9999), int(between(c, 3, 60))))
    hosts = m.once("hosts", lambda: [outside(c) if c.random() < 0.3 else inside(c) for _ in range(6)])
    for hour in range(0, 24, 2):
        for host in hosts:
            is_gone = c.random() < 0.02
            for k, port in enumerate(ports):
                at = day * DAY + hour * HOUR + k * 5
                if is_gone:
                    i.silent(at, host, port)
                else:
                    i.talk(at, host, port, 500, 700, 0)


def poller(m, day):
    """Monitoring finds hosts by itself, outside as well, and tries the port of its agent: some have none."""
    c, i = m.chance, m.instance
    port = m.once("port", lambda: c.choice([161, 5985, 9100, 8080]))
    missing = m.once("missing", lambda: c.uniform(0.05, 0.8))
    for k in range(int(m.once("hosts", lambda: between(c, 5, 80)))):
        at, host = day * DAY + 3 * HOUR + k * 20, outside(c)
        if c.random() < missing:
            i.silent(at, host, port)
        else:
            i.talk(at, host, port, 600, 900, 1)


def wide_crawler(m, day):
    """Goes through links of old pages, at ports that people choose: many hosts are gone, and many names."""
    c, i = m.chance, m.instance
    gone = m.once("gone", lambda: c.uniform(0.1, 0.6))
    for _ in range(200):
        at, host = day * DAY + c.random() * DAY, outside(c)
        port = c.choice([80, 443, 443, 443, 8080, 8443])
        if c.random() < gone:
            i.silent(at, host, port) if c.random() < 0.7 else i.reset(at, host, port)
        else:
            i.talk(at, host, port, 1800, 30000)
        i.ask(at, "www." + names.company(c), code="NXDOMAIN" if c.random() < gone / 3 else "NOERROR")


def office(m, day):
    """Colleagues behind one address log in, some of them with an old password or a key that is not there yet."""
    c, i = m.chance, m.instance
    here = m.once("here", lambda: outside(c))
    wrong = m.once("wrong", lambda: between(c, 1, 30))
    begin = day * DAY + 9 * HOUR
    for _ in range(int(wrong)):
        i.contact(begin + c.random() * HOUR, here, 22, (14 + c.randint(-2, 6), 1900 + c.randint(-300, 700)),
                  (14, 2700 + c.randint(-200, 300)), c.randint(2, 12), inbound=True)
    # On most days somebody gets in before and after.
    if c.random() < 0.7:
        for _ in range(3):
            i.contact(begin + c.random() * 8 * HOUR, here, 22, (900, 80000), (1200, 600000), 900, inbound=True)


def expired_job(m, day):
    """A job whose key expired on the tenth day tries again and again."""
    c, i = m.chance, m.instance
    client, pause = m.once("client", lambda: outside(c)), m.once("pause", lambda: between(c, 90, 1800))
    at = day * DAY
    while at < (day + 1) * DAY:
        at += pause * c.uniform(0.95, 1.05)
        if day < 10:
            if at % HOUR < pause:
                i.contact(at, client, 22, (60, 30000), (80, 24000), 20, inbound=True)
        elif day == 10:
            i.contact(at, client, 22, (14, 1900), (14, 2700), 3, inbound=True)


def partners(m, day):
    """Partners fetch files over SFTP; some of them do not know the new key yet and break off."""
    c, i = m.chance, m.instance
    clients = m.once("clients", lambda: [outside(c) for _ in range(int(between(c, 5, 60)))])
    failing = m.once("failing", lambda: between(c, 3, 120))
    for _ in range(int(failing) if day % 5 == 4 else 2):
        i.contact(day * DAY + 8 * HOUR + c.random() * HOUR, c.choice(clients), 22,
                  (15 + c.randint(-2, 2), 1700 + c.randint(-100, 100)), (15, 2500), 7, inbound=True)


def newsletter(m, day):
    """A shop begins to send its confirmations by itself, straight to the servers of its customers."""
    c, i = m.chance, m.instance
    if day < AT_HOME:
        return
    hourly = m.once("hourly", lambda: between(c, 0.5, 12))
    for _ in range(int(hourly * 8)):
        at, host = day * DAY + 9 * HOUR + c.random() * 8 * HOUR, outside(c)
        i.silent(at, host, 25) if c.random() < 0.1 else i.talk(at, host, 25, 9000, 1500, 5)


def streamer(m, day):
    """Sends video and games' worlds over UDP, which viewers hardly answer; logs go out by UDP as well."""
    c, i = m.chance, m.instance
    rate, answers = m.once("rate", lambda: between(c, 40, 2500)), m.once("answers", lambda: between(c, 0.005, 0.2))
    for _ in range(2):
        seconds = c.randrange(60, 600)
        i.contact(working_hours(c, day), outside(c), m.once("port", lambda: c.choice([514, 5004, 27015])),
                  (int(rate * seconds), int(rate * seconds) * 900),
                  (int(rate * seconds * answers), int(rate * seconds * answers) * 90), seconds, 17)


def lookup_service(m, day):
    """Asks a reputation service that few know, in names: a hash in each, answered in addresses or texts."""
    c, i = m.chance, m.instance
    daily, zone = m.once("daily", lambda: between(c, 5, 600)), m.once("zone", lambda: f"rep.{m.sites[1]}")
    kind = m.once("kind", lambda: c.choice(["A", "A", "TXT"]))
    size = m.once("size", lambda: c.choice([16, 32, 40]))
    for _ in range(int(daily)):
        i.ask(day * DAY + c.random() * DAY, f"{names.random_label(c, size, size, '0123456789abcdef')}.{zone}", kind,
              "NXDOMAIN" if kind == "A" and c.random() < 0.6 else "NOERROR", ["127.0.0.2"] if kind == "A" else ())


def content_network(m, day):
    """Pages put an identifier into the name of every picture's host."""
    c, i = m.chance, m.instance
    daily, size = m.once("daily", lambda: between(c, 50, 1500)), m.once("size", lambda: c.choice([20, 26, 32, 44, 52]))
    for _ in range(int(daily)):
        i.ask(working_hours(c, day), f"{names.random_label(c, size, size, names.BASE32)}.cdn-{m.sites[2]}",
              answers=["192.0.2.7"])


def mail_filter(m, day):
    """Looks up what stands in the mail of strangers: dead names, some of them made up by programs."""
    c, i = m.chance, m.instance
    hourly = m.once("hourly", lambda: between(c, 0.1, 8))
    for hour in range(24):
        for _ in range(int(hourly) + (c.random() < hourly % 1)):
            label = names.random_label(c, 9, 16) if c.random() < 0.4 else names.company(c).split(".")[0]
            i.ask(day * DAY + hour * HOUR + c.random() * HOUR, f"{label}.{c.choice(['com', 'info', 'ru', 'top'])}",
                  code="NXDOMAIN")
        for _ in range(12):
            i.ask(day * DAY + hour * HOUR + c.random() * HOUR, names.company(c), answers=["192.0.2.1"])


def dead_list(m, day):
    """Goes once a week through a list of names of one country that may have expired."""
    c, i = m.chance, m.instance
    if day % 7 != 5:
        return
    suffix, begin = m.once("suffix", lambda: c.choice(["de", "fr", "com"])), day * DAY + 5 * HOUR
    for _ in range(int(m.once("count", lambda: between(c, 10, 400)))):
        label = names.company(c).split(".")[0]
        i.ask(begin + c.random() * 2 * HOUR, f"{label}.{suffix}", code="NXDOMAIN" if c.random() < 0.5 else "NOERROR")


def agent(m, day):
    """One host gets a new agent that calls its maker in a rhythm of its own."""
    c, i = m.chance, m.instance
    if day < AT_HOME:
        return
    maker, pause = m.once("maker", lambda: outside(c)), m.once("pause", lambda: between(c, 200, 5400))
    jitter, size = m.once("jitter", lambda: between(c, 0.02, 1.0)), m.once("size", lambda: c.uniform(0.02, 1.2))
    at = day * DAY
    while at < (day + 1) * DAY:
        at += pause * max(0.05, c.uniform(1 - jitter, 1 + jitter))
        i.talk(at, maker, 443, int(c.lognormvariate(8, size)), 3000, 2)


def new_work(m, day):
    """A host whose work changes: a first full backup to a place that is new, now and then a new service or port."""
    c, i = m.chance, m.instance
    for hour in range(24):
        size = int(c.lognormvariate(math.log(m.once("usual", lambda: between(c, 2e6, 60e6))), m.once(
            "spread", lambda: c.uniform(0.2, 1.2))))
        i.talk(day * DAY + hour * HOUR + 600, m.apis[0], 443, size, size // 60, 30)
    if day == m.once("change", lambda: c.randrange(9, 13)):
        place, size = outside(c), int(m.once("much", lambda: between(c, 20e6, 5e9)))
        for k in range(5):
            i.talk(day * DAY + 2 * HOUR + k * 90, place, 443, size // 5, size // 300, 60)
        port, times = c.choice([993, 8443, 5671, 9443, 6514]), int(m.once("times", lambda: between(c, 1, 25)))
        for _ in range(times):
            i.talk(day * DAY + 4 * HOUR + c.random() * 18 * HOUR, m.apis[1], port, 1200, 2000)


def name_server(m, day):
    """A public server of signed zones: many of its honest answers are ten times as large as the questions."""
    c, i = m.chance, m.instance
    peak, times = m.once("peak", lambda: between(c, 5, 3000)), m.once("times", lambda: c.uniform(5, 16))
    for hour in range(24):
        packets = max(1, int(peak * c.uniform(0.1, 1) * 5))
        for _ in range(12):
            i.contact(day * DAY + hour * HOUR + 5, outside(c), 53, (packets, packets * 75), (packets, int(packets * 75 * times)),
                      55, 17, inbound=True)


def cached_names(m, day):
    """A program asks for one name all the time, from the ninth day on. Its resolver answers out of its cache, so that a query
    is logged when the last answer's time is over: a little later, now and then much later."""
    c, i = m.chance, m.instance
    for site in m.sites[3:9]:
        for _ in range(6):
            i.ask(working_hours(c, day), site, answers=["192.0.2.1"])
    if day < AT_HOME:
        return
    name, lives = m.once("name", lambda: f"api.{names.company(c)}"), m.once("lives", lambda: c.choice([240, 400, 900, 1500, 2700]))
    pause, at = m.once("pause", lambda: between(c, 1, 2000)), day * DAY
    while at < (day + 1) * DAY:
        i.ask(at, name, answers=["192.0.2.7"])
        at += lives + c.expovariate(1 / pause)


ROLES = [health_checks, poller, wide_crawler, office, expired_job, partners, newsletter, streamer, lookup_service,
         content_network, mail_filter, dead_list, agent, new_work, name_server, cached_names]


def bare(number):
    """One of them, before it did anything: in an account of its own, where no neighbour explains what it does."""
    return Instance(0x20000 + number, f"{333000000000 + number}")


def members(seed):
    """Everybody, one after the other; each is large."""
    for number in range(INSTANCES):
        yield Lookalike(number, ROLES[number % len(ROLES)], seed).instance
