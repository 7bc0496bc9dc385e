# SPDX-License-Identifier: Apache-2.0
"""Nothing is lost and nothing counts twice while the server is killed again and again.

usage: HINOMI_KILLS=50 Tests/cli/run.py --tests Tests/api kills
"""
import calendar
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import tempfile
import time
import unittest

import aws
from watched import ATTACK, WatchTest

KILLS = int(os.environ.get("HINOMI_KILLS", "5"))
START = calendar.timegm((2026, 11, 23, 17, 27, 0))


def seconds(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


def text_of(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def sooner(moment):
    """The hour of the attack in six minutes: whatever comes first, all is within the lateness, as it is between a crash and what
    comes again after it."""
    return START + (moment - START) // 10


class Kind:
    """Logs of one kind: their records with their times, and how records make a file."""

    def __init__(self, key, records, join):
        self.key, self.records, self.join = key, sorted(records, key=lambda r: r[0]), join

    def parts(self, number):
        number = min(number, len(self.records))
        for i in range(number):
            some = self.records[len(self.records) * i // number:len(self.records) * (i + 1) // number]
            yield some[0][0], self.named(i), self.packed([r for _, r in some])

    def tail(self):
        """A last record, hours later: what is older counts as late from then on."""
        moment, record = self.records[-1]
        later = json.loads(json.dumps(record).replace(text_of(moment), text_of(moment + 7_200)))
        if isinstance(later, dict):
            later["eventID"] = "00000000-0000-4000-8000-000000000000"
        elif later[0].isdigit():
            later = re.sub(r"\d{10} \d{10}", f"{moment + 7_200} {moment + 7_260}", later)
        return self.named(0xFFFF), self.packed([later])

    def named(self, number):
        return self.key.replace("_d5f50122", "_%08x" % number)

    def packed(self, records):
        return gzip.compress(self.join(records).encode())


def kinds():
    for file in sorted(f for f in ATTACK.rglob("*") if f.is_file()):
        key, text = str(file.relative_to(ATTACK)), gzip.decompress(file.read_bytes()).decode()
        if text.startswith('{"Records"'):
            records = []
            for record in json.loads(text)["Records"]:
                moment = sooner(seconds(record["eventTime"]))
                records.append((moment, record | {"eventTime": text_of(moment)}))
            yield Kind(key, records, lambda rs: json.dumps({"Records": rs}))
        elif text.startswith("version "):
            head, *lines = text.splitlines()
            start, records = head.split().index("start"), []
            for line in lines:
                fields = line.split()
                fields[start], fields[start + 1] = (str(sooner(int(fields[start + i]))) for i in (0, 1))
                records.append((int(fields[start]), " ".join(fields)))
            yield Kind(key, records, lambda rs, head=head: "\n".join([head, *rs, ""]))
        else:
            records = []
            for line in text.splitlines():
                told = json.loads(line)["query_timestamp"]
                moment = sooner(seconds(told))
                records.append((moment, line.replace(told, text_of(moment))))
            yield Kind(key, records, lambda rs: "\n".join([*rs, ""]))


class Kills(WatchTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if aws.ThreadedMotoServer is None:
            raise unittest.SkipTest("moto is not installed")
        cls.cloud = aws.Cloud()
        cls.addClassCleanup(cls.cloud.close)

    def made(self):
        folder = tempfile.mkdtemp(prefix="hinomi-logs-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def write(self, folder, name, content):
        """Puts a file into its place whole, as those do who copy logs."""
        target = pathlib.Path(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name("." + target.name)
        draft.write_bytes(content)
        os.rename(draft, target)

    def test_nothing_is_lost_or_counted_twice_by_kill_9(self):
        """Logs arrive through a folder, through a queue, and in a bucket that is listed."""
        logs, all_logs = self.made(), self.made()
        self.cloud.s3.create_bucket(Bucket="told")
        self.cloud.s3.create_bucket(Bucket="listed")
        queue, direct = self.cloud.queue("logs")
        told = []

        def tell(body):
            self.cloud.sqs.send_message(QueueUrl=direct, MessageBody=body)

        self.serve(
            "--watch", logs, "--watch", queue, "--watch", "s3://listed/", "--list-every", "1", "--hide-messages", "2",
            env=self.cloud.env)
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        rest = [(name, content) for _, name, content in sorted(p for k in kinds() for p in k.parts(max(KILLS, 12)))]
        each = -(-len(rest) // KILLS)
        began = time.monotonic()
        ways = [0, 0, 0]
        for _ in range(KILLS):
            for name, content in rest[:each]:
                self.write(all_logs, name, content)
                way = chance.randrange(3)
                ways[way] += 1
                if way == 0:
                    self.write(logs, name, content)
                elif way == 1:
                    told.append(self.cloud.put("told", name, content))
                    # Queues may tell twice.
                    for _ in range(chance.choice((1, 1, 2))):
                        tell(aws.plain(told[-1]))
                else:
                    # As it is for logs that are being written; an old day's folder is listed again after days only.
                    today = time.strftime("/%Y/%m/%d/", time.gmtime())
                    self.cloud.put("listed", name.replace("/2026/11/23/", today), content)
            rest = rest[each:]
            time.sleep(chance.uniform(0, 1.5))
            self.server.stop(kill=True)
            self.server.start()
        print(f"     {KILLS} kills in {time.monotonic() - began:.0f} s, seed {seed}, by each way {ways}", flush=True)
        self.scanned = self.scan(all_logs)
        self.wait_until_all_is_found(timeout=120)

        # Stopped in order, everything is kept, and what was read is deleted.
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.wait_until_the_queue_is_empty(direct)
        # From now on, what is read once more would count.
        for kind in kinds():
            name, content = kind.tail()
            self.write(all_logs, name, content)
            self.write(logs, name, content)
        self.scanned = self.scan(all_logs)
        self.wait_until_all_is_found()
        for one in told:
            tell(aws.in_sns(one))
        self.wait_until_the_queue_is_empty(direct)
        time.sleep(2)
        self.wait_until_all_is_found(timeout=1)

    def wait_until_the_queue_is_empty(self, queue):
        end = time.monotonic() + 60
        left = None
        while left != 0:
            self.assertLess(time.monotonic(), end, f"{left} messages are left: {self.server.messages[-3000:]}")
            time.sleep(0.3)
            names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
            told = self.cloud.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
            left = sum(int(told[name]) for name in names)


if __name__ == "__main__":
    unittest.main()
