# SPDX-License-Identifier: Apache-2.0
"""What instances do that nobody attacked: a hundred of them for two weeks, in thirteen roles.

The roles are those that network detectors are known to be wrong about. What each does, how much and how often it fails, is
our invention: the false alarms counted here say that the known traps are avoided, not what any real network would raise.
"""
import random

import names
from logs import DAY, HOUR, Instance

DAYS = 14
INSTANCES = 104


def outside(chance):
    """A public address; documentation ranges and those for tests count as public."""
    return f"{chance.choice([52, 54, 18, 34, 93, 151, 185])}.{chance.randrange(1, 250)}.{chance.randrange(250)}." \
           f"{chance.randrange(1, 250)}"


def inside(chance):
    return f"10.200.{chance.randrange(40)}.{chance.randrange(4, 250)}"


def working_hours(chance, day):
    """A moment at which people work, mostly."""
    return day * DAY + (chance.gauss(13, 3) % 24) * HOUR if chance.random() < 0.85 else day * DAY + chance.random() * DAY


class Member:
    def __init__(self, number, role, seed):
        self.chance = random.Random(f"{seed}/{role.__name__}/{number}")
        self.instance = Instance(number)
        self.apis = [outside(self.chance) for _ in range(5)]
        self.database = inside(self.chance)
        self.sites = [names.company(self.chance) for _ in range(40)]
        for day in range(DAYS):
            every(self, day)
            role(self, day)


def every(m, day):
    """Time, updates, a data base, services of others, names, and what knocks at everybody's door."""
    c, i = m.chance, m.instance
    for _ in range(12):
        i.contact(day * DAY + c.random() * DAY, "162.159.200.1", 123, (1, 76), (1, 76), 0, 17)
    for _ in range(60):
        at = day * DAY + c.random() * DAY
        if c.random() < 0.02:
            i.silent(at, c.choice(m.apis), 443)
        else:
            i.talk(at, c.choice(m.apis), 443, int(c.lognormvariate(8, 1)), int(c.lognormvariate(9, 1.2)))
    for _ in range(30):
        i.talk(day * DAY + c.random() * DAY, m.database, 5432, 2400, 9000)
    for _ in range(25):
        at, port = day * DAY + c.random() * DAY, c.choice([22, 23, 80, 443, 445, 3389, 5900, 6379, 8080, c.randrange(1, 65000)])
        i.contact(at, outside(c), port, (1, 44), (0, 0), 0, 6, True, refused=True)
    for _ in range(80):
        ask(m, day * DAY + c.random() * DAY, c.choice(m.sites[:12]))


def ask(m, at, domain):
    """Asks as systems do: both families, and what does not exist once more below the private zone."""
    c, i = m.chance, m.instance
    host = c.choice(["", "www.", "api.", "static."]) + domain
    if c.random() < 0.03:
        for suffix in (".eu-central-1.compute.internal", ".svc.cluster.local"):
            i.ask(at, host + suffix, code="NXDOMAIN")
    i.ask(at, host, answers=["192.0.2.1"])
    i.ask(at, host, "AAAA")


def app(m, day):
    c = m.chance
    for _ in range(80):
        m.instance.talk(day * DAY + c.random() * DAY, c.choice(m.apis), 443, 3000, 12000)


def app_with_new_software(m, day):
    """From the ninth day on it talks to a service it did not know."""
    app(m, day)
    if day >= 9:
        for _ in range(10):
            m.instance.talk(day * DAY + m.chance.random() * DAY, m.apis[0], 9443, 4000, 9000)


def web(m, day):
    c, i = m.chance, m.instance
    for _ in range(300):
        i.talk(working_hours(c, day), outside(c), 443, 2500, int(c.lognormvariate(10, 1.3)), c.randrange(1, 40), True)
    for _ in range(c.randrange(6)):  # bots try a few passwords, at different times
        for k in range(c.randrange(1, 8)):
            i.contact(day * DAY + c.random() * DAY, outside(c), 22, (14, 1900), (14, 2700), 5, inbound=True)


def crawler(m, day):
    """Calls hundreds of hosts, one in eight of which is gone, and asks for names of which one in thirty is."""
    c, i = m.chance, m.instance
    for _ in range(250):
        at, host = day * DAY + c.random() * DAY, outside(c)
        roll = c.random()
        port = 443 if c.random() < 0.9 else 80
        if roll < 0.08:
            i.silent(at, host, port)
        elif roll < 0.12:
            i.reset(at, host, port)
        else:
            i.talk(at, host, port, 1800, int(c.lognormvariate(10, 1)))
        i.ask(at, "www." + names.company(c), code="NXDOMAIN" if c.random() < 0.033 else "NOERROR")


def mail(m, day):
    """A mail server: it is one from the first hour on, and one in six of those it calls is gone."""
    c, i = m.chance, m.instance
    for _ in range(60):
        at, host = working_hours(c, day), outside(c)
        i.silent(at, host, 25) if c.random() < 0.17 else i.talk(at, host, 25, int(c.lognormvariate(9, 1)), 1500, 5)
        i.ask(at, names.company(c), "MX", "NXDOMAIN" if c.random() < 0.1 else "NOERROR")
        i.ask(at, ".".join(str(c.randrange(1, 250)) for _ in range(4)) + ".zen.spamhaus.org", code="NXDOMAIN")


def builder(m, day):
    """Builds software: fetches from many mirrors, by HTTPS and by git over SSH."""
    c, i = m.chance, m.instance
    for _ in range(6):
        begin = working_hours(c, day)
        for k in range(30):
            i.talk(begin + k * 3, outside(c), 443, 1500, int(c.lognormvariate(12, 1.5)))
        for k in range(4):
            i.contact(begin + 100 + k * 20, "140.82.121.4", 22, (c.randint(18, 40), c.randint(3500, 6000)),
                      (c.randint(20, 60), c.randint(8000, 90000)), c.randint(2, 6))
    for _ in range(40):
        m.instance.ask(working_hours(c, day), f"{names.random_label(c, 12, 12, names.BASE32)}.blob.{m.sites[0]}")


def monitor(m, day):
    """Looks at services every half hour, six of which have been dead for long."""
    c, i = random.Random(m.instance.number), m.instance
    targets = [(inside(c), c.choice([22, 80, 443, 5432, 9100])) for _ in range(24)] + \
              [(outside(c), c.choice([22, 80, 443, 25])) for _ in range(8)]
    for at in range(day * DAY, day * DAY + DAY, HOUR // 2):
        for number, (host, port) in enumerate(targets):
            if number % 6 == 0:
                i.silent(at + number, host, port)
            elif port == 22:
                i.contact(at + number, host, port, (5, 320), (5, 400), 0)
            else:
                i.talk(at + number, host, port, 700, 900, 0)


def bastion(m, day):
    """Administrators come, now and then with a wrong password, and jobs go to twenty hosts inside."""
    c, i = m.chance, m.instance
    for _ in range(8):
        at, who = working_hours(c, day), outside(random.Random(m.instance.number + c.randrange(5)))
        for k in range(c.choice([0, 0, 0, 1, 2])):
            i.contact(at - 30 + k * 8, who, 22, (14, 2100), (14, 2900), 6, inbound=True)
        i.contact(at, who, 22, (900, 80000), (1200, 600000), c.randrange(300, 3000), inbound=True)
    for run in range(3):
        for host in range(20):
            for k in range(4):
                i.contact(day * DAY + run * 5 * HOUR + 3600 + host * 15 + k * 4, f"10.200.60.{10 + host}", 22,
                          (c.randint(24, 45), c.randint(5200, 7600)), (c.randint(24, 60), c.randint(6000, 30000)), 3)


def backup(m, day):
    """Gigabytes every night to the same network, four times as much on Sundays."""
    c, i = m.chance, m.instance
    for k in range(20):
        size = int(c.lognormvariate(18.8, 0.4)) * (4 if day % 7 == 6 else 1)
        i.talk(day * DAY + 2 * HOUR + k * 90, f"52.216.10.{1 + k % 9}", 443, size, size // 60, 80)
    for hour in range(24):
        size = int(c.lognormvariate(15, 0.6))
        i.talk(day * DAY + hour * HOUR + 1200, f"52.216.10.{1 + hour % 9}", 443, size, size // 60, 20)


def shipper(m, day):
    """Ships logs, now more and now less, to one place."""
    c, i = m.chance, m.instance
    for hour in range(24):
        for k in range(4):
            size = int(c.lognormvariate(16, 0.9))
            i.talk(day * DAY + hour * HOUR + k * 900 + 60, f"34.90.17.{1 + k}", 443, size, size // 50, 50)


def voice(m, day):
    """Calls, and a camera whose stream is hardly answered."""
    c, i = m.chance, m.instance
    for _ in range(12):
        at, seconds = working_hours(c, day), c.randrange(60, 1500)
        i.contact(at, outside(c), c.randrange(10000, 20000), (50 * seconds, 50 * 200 * seconds),
                  (49 * seconds, 49 * 200 * seconds), seconds, 17)
    for _ in range(2):
        seconds = c.randrange(120, 900)
        i.contact(working_hours(c, day), outside(c), 5004, (500 * seconds, 500 * 1200 * seconds),
                  (9 * seconds, 9 * 90 * seconds), seconds, 17)


def forwarder(m, day):
    """Asks resolvers on the internet, which answer nearly always."""
    c, i = m.chance, m.instance
    for at in range(day * DAY, day * DAY + DAY, 600):
        count = c.randrange(200, 4000)
        i.contact(at, c.choice(["1.1.1.1", "8.8.8.8"]), 53, (count, count * 70), (count - count // 200, count * 140), 590, 17)


def desk(m, day):
    """A desktop: people browse, and mistype."""
    c, i = m.chance, m.instance
    for _ in range(60):
        at = working_hours(c, day)
        for k in range(4):
            i.talk(at + k, outside(c), 443, 2000, int(c.lognormvariate(10, 1.5)), c.randrange(1, 90))
        site = c.choice(m.sites) if c.random() < 0.7 else names.company(c)
        ask(m, at, site)
        if c.random() < 0.05:
            i.ask(at - 4, names.typo(c, site), code="NXDOMAIN")
        # Advertisers and content networks put an identifier into names.
        i.ask(at + 1, f"{names.random_label(c, 16, 24, names.BASE32)}.{c.choice(['ads', 'cdn', 'edge'])}-{m.sites[1]}",
              answers=["192.0.2.7"])
    for _ in range(c.randrange(3)):
        i.talk(working_hours(c, day), outside(c), c.choice([80, 80, 993, 587, 8443]), 3000, 5000)


ROLES = [app, app, app_with_new_software, web, crawler, mail, builder, monitor, bastion, backup, shipper, voice, forwarder,
         desk]


def bare(number):
    """One of them, before it did anything."""
    return Instance(0x10000 + number)


def members(seed):
    """Everybody, one after the other; each is large."""
    for number in range(INSTANCES):
        yield Member(0x10000 + number, ROLES[number % len(ROLES)], seed).instance
