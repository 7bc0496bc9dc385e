# SPDX-License-Identifier: Apache-2.0
"""CloudTrail files of a day, some thousand events of about 1.4 kB each."""

import gzip
import os
import time

import numpy as np

import worlds

world = None

EVENT = ('{"eventVersion":"1.10","userIdentity":{"type":"AssumedRole","principalId":"AROA%s:%s","arn":"arn:aws:sts::'
         + worlds.ACCOUNT + ':assumed-role/%s/%s","accountId":"' + worlds.ACCOUNT + '","accessKeyId":"ASIA%s",'
         '"sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA%s","arn":"arn:aws:iam::' + worlds.ACCOUNT
         + ':role/%s","accountId":"' + worlds.ACCOUNT + '","userName":"%s"},"webIdFederationData":{},"attributes":'
         '{"creationDate":"%s","mfaAuthenticated":"false"}}},"eventTime":"%s","eventSource":"%s.amazonaws.com",'
         '"eventName":"%s","awsRegion":"' + worlds.REGION + '","sourceIPAddress":"%s","userAgent":"%s",'
         '"requestParameters":%s,"responseElements":%s,"requestID":"%s","eventID":"%s","readOnly":%s,'
         '"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"' + worlds.ACCOUNT
         + '","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",'
         '"clientProvidedHostHeader":"%s.' + worlds.REGION + '.amazonaws.com"}}')
ACTIONS = [
    ("ec2", "DescribeInstances", '{"instancesSet":{"items":[{"instanceId":"i-0%s"}]},"filterSet":{}}', "null", "true"),
    ("ec2", "DescribeVolumes", '{"volumeSet":{"items":[{"volumeId":"vol-0%s"}]},"maxResults":100}', "null", "true"),
    ("s3", "GetBucketAcl", '{"bucketName":"logs-%s","Host":"logs.s3.amazonaws.com","acl":""}', "null", "true"),
    ("sts", "AssumeRole", '{"roleArn":"arn:aws:iam::123456789012:role/app","roleSessionName":"s%s","durationSeconds":900}',
     '{"credentials":{"accessKeyId":"ASIA%s","sessionToken":"IQoJb3JpZ2luX2VjEJr//////////wEaDGV1LWNlbnRyYWwt'
     + "QmFzZTY0VG9rZW4" * 12 + '","expiration":"Jan 1, 2026, 1:00:00 AM"},"assumedRoleUser":{"assumedRoleId":'
     '"AROAEXAMPLE:s%s","arn":"arn:aws:sts::123456789012:assumed-role/app/s"}}', "true"),
    ("kms", "Decrypt", '{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::data/%s"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}',
     "null", "true"),
    ("logs", "CreateLogStream", '{"logGroupName":"/aws/lambda/worker","logStreamName":"2026/01/01/[$LATEST]%s"}', "null", "false"),
    ("ssm", "UpdateInstanceInformation", '{"instanceId":"i-0%s","agentVersion":"3.3.859.0","agentStatus":"Active",'
     '"platformType":"Linux","platformName":"Amazon Linux","platformVersion":"2023","iPAddress":"10.7.0.10",'
     '"computerName":"ip-10-7-0-10.eu-central-1.compute.internal","agentName":"amazon-ssm-agent","sSMConnectionChannel":'
     '"ssmmessages"}', "null", "false"),
    ("ecr", "BatchGetImage", '{"registryId":"123456789012","repositoryName":"app","imageIds":[{"imageTag":"%s"}],'
     '"acceptedMediaTypes":["application/vnd.docker.distribution.manifest.v2+json","application/vnd.oci.image.manifest.v1+json"]}',
     "null", "true"),
]
AGENTS = [
    "aws-sdk-go-v2/1.32.6 os/linux lang/go#1.23.4 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.198.1",
    "Boto3/1.35.90 md/Botocore#1.35.90 ua/2.0 os/linux#6.1.119-129.201.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.8",
    "aws-sdk-java/2.29.45 Linux/6.1.119 OpenJDK_64-Bit_Server_VM/21.0.5+11-LTS Java/21.0.5 vendor/Amazon.com_Inc.",
    "APN/1.0 HashiCorp/1.0 Terraform/1.10.3 (+https://www.terraform.io) terraform-provider-aws/5.82.2",
]


class World:
    def __init__(self):
        rng = worlds.stream(30)
        upper = lambda count, width: [t.upper() for t in worlds.hexes(rng, count, width)]
        self.roles = ["app-%s-role" % t for t in worlds.hexes(rng, 300, 6)]
        self.role_ids, self.keys = upper(300, 17), upper(4 * 2_000, 16)
        # A third are instances; the rest are functions, pipelines and people.
        self.sessions = [("i-0" if i % 3 == 0 else "app-") + t for i, t in enumerate(worlds.hexes(rng, 2_000, 16))]
        self.addresses = worlds.quads(worlds.public_addresses(rng, 3_000, odd=True))


def write(job):
    """Writes one file of events; returns its path, events, and bytes before and after compression."""
    global world
    folder, number, files, events = job
    if world is None:
        world = World()
    rng = worlds.stream(31, number)
    seconds = worlds.BEGIN + (np.sort(rng.random(events)) * 86_400 / files + number * 86_400 / files).astype(np.int64)
    stamps = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(s)) for s in seconds.tolist()]
    choose = lambda top: rng.integers(0, top, events).tolist()
    request, event_id = worlds.hexes(rng, events, 32), worlds.hexes(rng, events, 32)
    dashed = lambda t: f"{t[:8]}-{t[8:12]}-{t[12:16]}-{t[16:20]}-{t[20:]}"
    rows = []
    columns = zip(stamps, seconds.tolist(), choose(2_000), choose(8), choose(4), request, event_id)
    # Who calls has a role and an address of its own, and every six hours new credentials.
    for stamp, second, session, action, agent, a, b in columns:
        role = session % 300
        period = min((second - worlds.BEGIN) // 21_600, 3)
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(worlds.BEGIN + period * 21_600 - session % 600))
        service, name, parameters, response, read_only = ACTIONS[action]
        role_id, role_name = world.role_ids[role], world.roles[role]
        rows.append(EVENT % (
            role_id, world.sessions[session], role_name, world.sessions[session], world.keys[4 * session + period], role_id, role_name,
            role_name, created, stamp, service, name, world.addresses[session], AGENTS[agent], parameters % a[:16],
            response % (a[:16].upper(), a[:16]) if "%s" in response else response, dashed(a), dashed(b), read_only, service))
    at = events // 3
    if number % 20 == 5:
        rows[at] = rows[at].replace(AGENTS[0], "aws-cli/2.9.19 Python/3.11.2 Linux/6.12.0-kali1-amd64 source/x86_64.kali.2026")
        rows[at] = rows[at].replace(AGENTS[1], "aws-cli/2.9.19 Python/3.11.2 Linux/6.12.0-kali1-amd64 source/x86_64.kali.2026")
        rows[at + 1] = rows[at + 1].replace('"type":"AssumedRole"', '"type":"Root"')
    text = ('{"Records":[' + ",".join(rows) + "]}").encode()
    begin = time.gmtime(int(seconds[0]))
    day = os.path.join(folder, "AWSLogs", worlds.ACCOUNT, "CloudTrail", worlds.REGION, "2026", "01", "01")
    os.makedirs(day, exist_ok=True)
    stamp = time.strftime("%Y%m%dT%H%MZ", begin)
    path = os.path.join(day, f"{worlds.ACCOUNT}_CloudTrail_{worlds.REGION}_{stamp}_{number:016x}.json.gz")
    packed = gzip.compress(text, 6, mtime=0)
    with open(path, "wb") as file:
        file.write(packed)
    return path, events, len(text), len(packed)
