# SPDX-License-Identifier: Apache-2.0
"""Made-up instances, and the lines that their interfaces and their resolver log, as AWS writes them."""
import json
import time

HEADER = ("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action "
          "log-status\n")
BEGIN = 1768176000  # 2026-01-12T00:00:00Z, a Monday
ACCOUNT = "111122223333"
HOUR, DAY = 3600, 86400


class Instance:
    """An instance with one interface. Its flow log has the default format, which does not say who began."""

    def __init__(self, number, account=ACCOUNT):
        self.number, self.account = number, account
        self.interface = f"eni-{number:017x}"
        self.name = f"i-{number:017x}"
        self.address = f"10.{64 + number // 62500 % 128}.{number // 250 % 250}.{4 + number % 250}"
        self.flows, self.queries = [], []
        self._port = 32768 + number * 7919 % 28000

    def _socket(self):
        self._port = 32768 if self._port >= 60999 else self._port + 1
        return self._port

    def _line(self, at, source, sport, target, tport, protocol, packets, size, seconds, action):
        at, end = int(at) + BEGIN, int(at + seconds) + BEGIN
        self.flows.append((at, f"2 {self.account} {self.interface} {source} {target} {sport} {tport} {protocol} {packets} "
                               f"{size} {at} {end} {action} OK\n"))

    def contact(self, at, remote, port, sent, got, seconds=1, protocol=6, inbound=False, refused=False, socket=None):
        """A contact; `sent` and `got` are (packets, bytes) of the caller and of the called side. One line a direction and
        minute, as the shorter of the two aggregation intervals has it."""
        socket = socket or self._socket()
        caller, called = (remote, self.address) if inbound else (self.address, remote)
        windows = max(1, int(seconds) // 60)
        for window in range(windows):
            start = at + window * 60
            length = min(59, seconds) if window < windows - 1 else seconds - window * 60

            def share(pair):
                return tuple(all_ // windows + (1 if window < all_ % windows else 0) for all_ in pair)
            out, back = share(sent), share(got)
            if out[0]:
                self._line(start, caller, socket, called, port, protocol, *out, length, "REJECT" if refused else "ACCEPT")
            if back[0]:
                self._line(start, called, port, caller, socket, protocol, *back, length, "ACCEPT")

    def talk(self, at, remote, port, out=1500, back=6000, seconds=4, inbound=False, protocol=6):
        """A conversation of so many bytes from the caller and from the called side."""
        self.contact(at, remote, port, (max(6, out // 1200 + 4), out), (max(6, back // 1200 + 4), back), seconds,
                     protocol, inbound)

    def silent(self, at, remote, port, inbound=False, protocol=6):
        self.contact(at, remote, port, (1, 60), (0, 0), 0, protocol, inbound)

    def reset(self, at, remote, port, inbound=False):
        self.contact(at, remote, port, (1, 60), (1, 40), 0, 6, inbound)

    def ask(self, at, name, kind="A", code="NOERROR", answers=()):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(BEGIN + int(at)))
        self.queries.append((BEGIN + int(at), json.dumps({
            "version": "1.100000", "account_id": self.account, "region": "eu-central-1", "vpc_id": "vpc-0a",
            "query_timestamp": stamp, "query_name": name + ".", "query_type": kind, "query_class": "IN", "rcode": code,
            "answers": [{"Rdata": a, "Type": "A", "Class": "IN"} for a in answers], "srcaddr": self.address,
            "srcport": "40000", "transport": "UDP", "srcids": {"instance": self.name}}, separators=(",", ":")) + "\n"))


def write(folder, name, instances):
    """Writes what a group of instances logged, in order of time: a file a kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, header in ("flows", HEADER), ("queries", ""):
        lines = [line for instance in instances for line in getattr(instance, kind)]
        if not lines:
            continue
        lines.sort(key=lambda line: line[0])
        with open(folder / f"{name}.{kind}.log", "w", encoding="ascii") as file:
            file.write(header)
            file.writelines(text for _, text in lines)
