# SPDX-License-Identifier: Apache-2.0
"""CloudTrail files of two weeks of one account with very many users: what is kept of each decides how much memory it takes."""

import gzip
import os
import time

import worlds

PRINCIPALS = 10_000
DAYS = 14
CALLS = 20  # a user and day at work; each works on half of the days
EVENT = ('{"eventVersion":"1.10","userIdentity":{"type":"IAMUser","principalId":"AIDA%s","arn":"arn:aws:iam::' + worlds.ACCOUNT
         + ':user/%s","accountId":"' + worlds.ACCOUNT + '","accessKeyId":"AKIA%s","userName":"%s"},"eventTime":"%s",'
         '"eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"%s","sourceIPAddress":"%s","userAgent":"%s",'
         '"requestParameters":null,"responseElements":null,"eventID":"%s","readOnly":true,"eventType":"AwsApiCall",'
         '"managementEvent":true,"recipientAccountId":"' + worlds.ACCOUNT + '","eventCategory":"Management"}')
SERVICES = ["ec2", "s3", "iam", "lambda", "rds", "ecs", "sqs", "sns", "kms", "logs", "glue", "athena", "ssm", "sts", "ecr"]
THINGS = ["Instances", "Policies", "Keys", "Tables", "Groups", "Jobs", "Rules", "Tags", "Stacks", "Topics", "Queues", "Roles",
          "Images", "Tasks", "Users"]
AGENTS = ["aws-cli/2.15.%d Python/3.11.6 Darwin/23.1.0", "Boto3/1.34.%d md/Botocore#1.34.0 os/linux#6.1 lang/python#3.11",
          "aws-sdk-go/1.55.%d (go1.22; linux; amd64)", "console.ec2.amazonaws.com"]
REGIONS = ["eu-central-1", "us-east-1", "eu-west-1"]


class World:
    def __init__(self):
        rng = worlds.stream(50)
        self.ids = [t.upper() for t in worlds.hexes(rng, PRINCIPALS, 17)]
        self.keys = [t.upper() for t in worlds.hexes(rng, PRINCIPALS, 16)]
        self.names = ["user-" + t for t in worlds.hexes(rng, PRINCIPALS, 6)]
        self.networks = worlds.public_addresses(rng, 600, odd=True) & ~0xFFFF
        self.apis = [(s, verb + t) for s in SERVICES for verb in ("List", "Describe", "Get", "Create") for t in THINGS]


world = None


def write(job):
    """Writes one file of events; returns its path, events, and bytes before and after compression."""
    global world
    folder, day, part, parts = job
    if world is None:
        world = World()
    rows = []
    for user in range(part, PRINCIPALS, parts):
        if (user + day) % 2:
            continue
        habits = worlds.stream(51, user)
        apis = habits.integers(0, len(world.apis), 40)
        networks = habits.integers(0, len(world.networks), 3)
        begin = int(habits.integers(0, 20)) * 3_600
        rng = worlds.stream(52, user, day)
        picks = (40 * rng.random(CALLS) ** 2).astype(int)
        network = world.networks[networks[int(3 * rng.random() ** 2)]]
        address = worlds.quads((network | rng.integers(0, 1 << 16, 1)))[0]
        agent = AGENTS[(user + int(rng.random() * 1.3)) % len(AGENTS)]
        agent = agent % day if "%d" in agent else agent
        region = REGIONS[(user + int(rng.random() * 1.2)) % len(REGIONS)]
        seconds = worlds.BEGIN + day * 86_400 + begin + rng.integers(0, 4 * 3_600, CALLS)
        for pick, second, event in zip(picks, seconds.tolist(), worlds.hexes(rng, CALLS, 32)):
            service, name = world.apis[apis[pick]]
            rows.append((second, EVENT % (
                world.ids[user], world.names[user], world.keys[user], world.names[user],
                time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second)), service, name, region, address, agent, event)))
    rows.sort()
    text = ('{"Records":[' + ",".join(row for _, row in rows) + "]}").encode()
    place = os.path.join(folder, "AWSLogs", worlds.ACCOUNT, "CloudTrail", worlds.REGION, "2026", "01", "%02d" % (day + 1))
    os.makedirs(place, exist_ok=True)
    path = os.path.join(place, f"{worlds.ACCOUNT}_CloudTrail_{worlds.REGION}_202601{day + 1:02d}T0000Z_{part:016x}.json.gz")
    packed = gzip.compress(text, 1, mtime=0)
    with open(path, "wb") as file:
        file.write(packed)
    return path, len(rows), len(text), len(packed)
