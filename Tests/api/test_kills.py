# SPDX-License-Identifier: Apache-2.0
"""Nothing is lost and nothing counts twice while the server is killed again and again.

usage: HINOMI_KILLS=50 Tests/cli/run.py --tests Tests/api kills
"""
import gzip
import json
import os
import pathlib
import random
import shutil
import tempfile
import time
import unittest

import aws
from watched import ATTACK, WatchTest

KILLS = int(os.environ.get("HINOMI_KILLS", "5"))


def parts(number):
    """The logs of the attack in many small files, in order of time: pairs of a file's key and its content."""
    made = []
    for file in sorted(f for f in ATTACK.rglob("*") if f.is_file()):
        key = str(file.relative_to(ATTACK))
        text = gzip.decompress(file.read_bytes()).decode()
        if text.startswith("{\"Records\""):
            records, head, end = json.loads(text)["Records"], "", ""
            when = lambda r: time.mktime(time.strptime(r["eventTime"], "%Y-%m-%dT%H:%M:%SZ"))
            join = lambda rs: json.dumps({"Records": rs})
        else:
            records = text.splitlines(keepends=True)
            head = ""
            if records[0].startswith("version "):
                start = records[0].split().index("start")
                head, records = records[0], records[1:]
                when = lambda r: float(r.split()[start])
            else:
                when = lambda r: time.mktime(time.strptime(json.loads(r)["query_timestamp"], "%Y-%m-%dT%H:%M:%SZ"))
            join = lambda rs, head=head: head + "".join(rs)
        records.sort(key=when)
        count = min(len(records), number)
        for i in range(count):
            some = records[len(records) * i // count:len(records) * (i + 1) // count]
            name = key.replace("_d5f50122", "_%08x" % i)
            made.append((when(some[0]), name, gzip.compress(join(some).encode())))
    return [(name, content) for _, name, content in sorted(made)]


class Kills(WatchTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if aws.ThreadedMotoServer is None:
            raise unittest.SkipTest("moto is not installed")
        cls.cloud = aws.Cloud()
        cls.addClassCleanup(cls.cloud.close)

    def test_nothing_is_lost_or_counted_twice_by_kill_9(self):
        """Logs arrive through a folder, through a queue, and in a bucket that is listed."""
        logs = tempfile.mkdtemp(prefix="hinomi-logs-")
        self.addCleanup(shutil.rmtree, logs, ignore_errors=True)
        self.cloud.s3.create_bucket(Bucket="told")
        self.cloud.s3.create_bucket(Bucket="listed")
        queue, direct = self.cloud.queue("logs")
        self.serve(
            "--watch", logs, "--watch", queue, "--watch", "s3://listed/", "--list-every", "1", "--hide-messages", "2",
            env=self.cloud.env)
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        rest = parts(KILLS)
        each = -(-len(rest) // KILLS)
        began = time.monotonic()
        for kill in range(KILLS):
            for name, content in rest[:each]:
                way = chance.randrange(3)
                if way == 0:
                    target = pathlib.Path(logs, name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    draft = target.with_name("." + target.name)
                    draft.write_bytes(content)
                    os.rename(draft, target)
                elif way == 1:
                    body = aws.plain(self.cloud.put("told", name, content))
                    # Queues may tell twice.
                    for _ in range(chance.choice((1, 1, 2))):
                        self.cloud.sqs.send_message(QueueUrl=direct, MessageBody=body)
                else:
                    self.cloud.put("listed", name, content)
            rest = rest[each:]
            time.sleep(chance.uniform(0, 1.5))
            self.server.stop(kill=True)
            self.server.start()
        print(f"     {KILLS} kills in {time.monotonic() - began:.0f} s, seed {seed}", flush=True)
        self.wait_until_all_is_found()
        # What was read is deleted in the end, also what a server was killed over.
        end = time.monotonic() + 60
        while self.left(direct) and time.monotonic() < end:
            time.sleep(0.5)
        self.assertEqual(self.left(direct), 0, self.server.messages[-3000:])
        self.wait_until_all_is_found()

    def left(self, queue):
        told = self.cloud.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
        return int(told["ApproximateNumberOfMessages"]) + int(told["ApproximateNumberOfMessagesNotVisible"])


if __name__ == "__main__":
    unittest.main()
