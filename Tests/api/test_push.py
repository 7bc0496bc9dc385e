# SPDX-License-Identifier: Apache-2.0
import base64
import gzip
import json
import os
import pathlib
import random
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import uuid

import support
from watched import ACCOUNT, ATTACK, WatchTest

ARN = f"arn:aws:firehose:us-east-1:{ACCOUNT}:deliverystream/logs"
# A format of one's own, in another order.
FORMAT = ("version interface-id account-id srcaddr dstaddr srcport dstport protocol packets bytes start end action "
          "log-status")


def content(file):
    return gzip.decompress(file.read_bytes())


def records(file):
    """The records of a log as Firehose gets them from the services that write it."""
    text = content(file).decode()
    if file.name.endswith(".json.gz"):
        return [json.dumps(r).encode() for r in json.loads(text)["Records"]]
    lines = text.splitlines()
    return [line.encode() for line in (lines[1:] if lines[0].startswith("version") else lines)]


def subscription(events):
    """How a subscription of CloudWatch Logs wraps them up."""
    document = {
        "messageType": "DATA_MESSAGE", "owner": ACCOUNT, "logGroup": "g", "logStream": "s",
        "subscriptionFilters": ["f"],
        "logEvents": [{"id": str(i), "timestamp": 0, "message": e.decode()} for i, e in enumerate(events)]}
    return gzip.compress(json.dumps(document).encode())


class Pushing(WatchTest):
    """Logs are pushed as Firehose pushes them, or written to a pipe."""

    def start(self, *options):
        self.serve("--push", *options)
        made = self.server.key(ACCOUNT, "--level", "push")
        self.access_key = f"{made['accessKeyId']}:{made['secretAccessKey']}"

    def push(self, data, request_id=None, key=None, body=None, compress=False, **headers):
        """Posts a delivery and returns the status and the answer."""
        request_id = request_id or str(uuid.uuid4())
        if body is None:
            body = json.dumps({
                "requestId": request_id, "timestamp": 0,
                "records": [{"data": base64.b64encode(d).decode()} for d in data]}).encode()
        sent = {
            "Content-Type": "application/json", "X-Amz-Firehose-Protocol-Version": "1.0",
            "X-Amz-Firehose-Request-Id": request_id, "X-Amz-Firehose-Source-Arn": ARN,
            "X-Amz-Firehose-Access-Key": self.access_key if key is None else key}
        if compress:
            body, sent["Content-Encoding"] = gzip.compress(body), "gzip"
        sent.update({k.replace("_", "-"): v for k, v in headers.items()})
        request = urllib.request.Request(self.server.endpoint + "/firehose", body, sent)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def assertTaken(self, result, request_id=None):
        status, answer = result
        self.assertEqual(status, 200, answer)
        self.assertNotIn("errorMessage", answer)
        self.assertGreater(answer["timestamp"], 1_700_000_000_000)
        if request_id:
            self.assertEqual(answer["requestId"], request_id)

    def deliveries(self):
        """All logs in deliveries of some hundred records, in every form."""
        for file in self.files():
            all_records = records(file)
            for i in range(0, len(all_records), 300):
                some = all_records[i:i + 300]
                form = random.choice(["plain", "batched", "subscription"] + ["message"] * ("flow" in file.name))
                if form == "batched":
                    some = [b"\n".join(some) + b"\n"]
                elif form == "subscription":
                    some = [subscription(some)]
                elif form == "message":
                    some = [json.dumps({"message": s.decode()}).encode() for s in some]
                yield some

    def test_findings_are_those_of_a_scan(self):
        self.start()
        for some in self.deliveries():
            self.assertTaken(self.push(some, compress=random.random() < 0.5))
        self.wait_until_all_is_found()
        for finding in self.findings().values():
            self.assertEqual(finding["Region"], "us-east-1")

    def test_what_was_taken_is_not_lost_by_kill_9_and_counts_once_when_it_comes_again(self):
        self.start()
        for n, some in enumerate(self.deliveries()):
            request_id = str(uuid.uuid4())
            self.assertTaken(self.push(some, request_id), request_id)
            if n % 3 == 0:
                self.server.stop(kill=True)
                self.server.start()
            if n % 2 == 0:
                self.assertTaken(self.push(some, request_id), request_id)
        self.wait_until_all_is_found()
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.wait_until_all_is_found()

    def test_flow_logs_in_a_format_of_ones_own(self):
        self.start()
        attributes = json.dumps({"commonAttributes": {
            "flowLogFormat": " ".join("${%s}" % name for name in FORMAT.split())}})
        file = next(f for f in self.files() if "flowlogs" in f.name)
        some = [b" ".join([w[0], w[2], w[1], *w[3:]]) for w in (line.split() for line in records(file))]
        with tempfile.TemporaryDirectory() as folder:
            # Where the region is told by the name.
            log = pathlib.Path(folder, file.relative_to(ATTACK))
            log.parent.mkdir(parents=True)
            log.write_bytes(gzip.compress(b"\n".join([FORMAT.encode(), *some]) + b"\n"))
            self.scanned = self.scan(folder)
            self.assertTrue(self.scanned)
        self.assertTaken(self.push(some, X_Amz_Firehose_Common_Attributes=attributes))
        self.wait_until_all_is_found()

    def test_who_has_no_key_to_push_with_is_refused(self):
        self.start()
        line = [b"2 111122223333 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1795454813 1795454872 ACCEPT OK"]
        reader = self.server.key(ACCOUNT)
        identity, secret = self.access_key.split(":", 1)
        wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
        for key in ("", "x", ":", identity, f"{identity}:", f"{identity}:{wrong}", f"AKIAAAAAAAAAAAAAAAAA:{secret}",
                    f"{reader['accessKeyId']}:{reader['secretAccessKey']}"):
            status, answer = self.push(line, key=key)
            self.assertEqual(status, 401, key)
            self.assertNotIn(secret, json.dumps(answer))
        self.assertTaken(self.push(line))
        self.assertNotIn(secret, self.server.messages)
        # And it is good for nothing else.
        client = self.server.client(key=dict(accessKeyId=identity, secretAccessKey=secret))
        self.assertRefused("AccessDeniedException", client.list_detectors, status=403)
        self.server.run("keys", "delete", identity)
        self.assertEqual(self.push(line)[0], 401)

    def test_what_is_no_delivery_is_refused_with_a_reason(self):
        self.start()
        for body, reason in (
                (b"", "not valid JSON"), (b"[" * 100_000, "not valid JSON"), (b"{}", "requestId"),
                (b'{"requestId":"r"}', "records"), (b'{"requestId":"r","records":[{"data":"*"}]}', "records[0].data"),
                (b'{"requestId":"other","records":[]}', "X-Amz-Firehose-Request-Id")):
            status, answer = self.push(None, "r", body=body)
            self.assertEqual(status, 400, body[:40])
            self.assertIn(reason, answer["errorMessage"])
        self.assertIn("There are no logs", self.push([b"hello world"])[1]["errorMessage"])
        bomb = gzip.compress(bytes(65 << 20))
        self.assertIn("inflated", self.push([bomb])[1]["errorMessage"])
        self.assertIn("inflated", self.push(None, "r", body=bomb, Content_Encoding="gzip")[1]["errorMessage"])
        self.assertEqual(self.push([b"2 3"], X_Amz_Firehose_Common_Attributes='{"commonAttributes":{"flowLogFormat":"a"}}')[0], 400)
        # What else came with it is taken.
        line = b"2 111122223333 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1795454813 1795454872 ACCEPT OK"
        self.assertTaken(self.push([b"hello world", line]))
        self.server.wait_for("passed over.*1 records are no logs")

    def test_without_push_there_is_no_such_place(self):
        self.serve()
        self.access_key = "x:y"
        self.assertEqual(self.push([])[0], 403)

    def test_what_is_read_is_metered(self):
        self.start()
        sent = dict(flows=0, queries=0, calls=0)
        for file in self.files():
            some = records(file)
            kind = "flows" if "flowlogs" in file.name else "queries" if "dnsquery" in file.name else "calls"
            sent[kind] += len(some) if kind == "calls" else sum(len(s) + 1 for s in some)
            self.assertTaken(self.push([b"\n".join(some)]))
        self.wait_until_all_is_found()
        # A stop writes all that there is to write.
        self.server.stop()
        self.server.start()
        client, detector = self.attacked
        usage = client.get_usage_statistics(
            DetectorId=detector, UsageStatisticType="SUM_BY_DATA_SOURCE", Unit="USD",
            UsageCriteria={"DataSources": ["FLOW_LOGS", "CLOUD_TRAIL", "DNS_LOGS"]})["UsageStatistics"]["SumByDataSource"]
        costs = {u["DataSource"]: float(u["Total"]["Amount"]) for u in usage}
        self.assertAlmostEqual(costs["CLOUD_TRAIL"], sent["calls"] * 4e-6, delta=1e-4)
        self.assertAlmostEqual(costs["FLOW_LOGS"], sent["flows"] / 1e9, delta=1e-4)
        self.assertAlmostEqual(costs["DNS_LOGS"], sent["queries"] / 1e9, delta=1e-4)
        with self.server.database() as database:
            amounts = dict(database.execute("SELECT source, sum(amount) FROM usage GROUP BY source"))
        self.assertEqual(amounts["CLOUD_TRAIL"], sent["calls"])
        self.assertAlmostEqual(amounts["FLOW_LOGS"], sent["flows"], delta=sent["flows"] * 0.01)
        self.assertAlmostEqual(amounts["DNS_LOGS"], sent["queries"], delta=sent["queries"] * 0.02)

    def test_events_of_buckets_are_metered_by_bucket(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as prices:
            json.dump({"s3DataEvents": [{"upTo": 0.00001, "price": 100_000}, {"price": 20_000}]}, prices)
            prices.flush()
            self.start("--prices", prices.name)
            def event(number, bucket):
                return json.dumps({
                    "eventVersion": "1.08", "eventTime": "2026-11-23T18:20:47Z", "eventName": "GetObject",
                    "eventSource": "s3.amazonaws.com", "awsRegion": "us-east-1", "sourceIPAddress": "198.51.100.7",
                    "eventID": f"e{number}", "eventType": "AwsApiCall", "eventCategory": "Data", "managementEvent": False,
                    "recipientAccountId": ACCOUNT, "requestParameters": {"bucketName": bucket, "key": "k"},
                    "userIdentity": {"type": "IAMUser", "accountId": ACCOUNT, "userName": "u"}}).encode()
            self.assertTaken(self.push([event(i, "one" if i < 30 else "two") for i in range(40)]))
            self.server.wait_for("Watching")
            time.sleep(2)
            self.server.stop()
            self.server.start()
            client, detector = self.attacked
            def told(kind, **criteria):
                return client.get_usage_statistics(
                    DetectorId=detector, UsageStatisticType=kind, Unit="USD",
                    UsageCriteria={"Features": ["S3_DATA_EVENTS"], **criteria})["UsageStatistics"]
            amount = lambda dollars: {"Amount": dollars, "Unit": "USD"}
            # 40 events: ten at ten cents, thirty at two.
            self.assertEqual(told("SUM_BY_ACCOUNT")["SumByAccount"], [{"AccountId": ACCOUNT, "Total": amount("1.6000")}])
            by_bucket = [{"Resource": "one", "Total": amount("1.2000")}, {"Resource": "two", "Total": amount("0.4000")}]
            self.assertEqual(told("TOP_RESOURCES")["TopResources"], by_bucket)
            self.assertEqual(told("SUM_BY_RESOURCE")["SumByResource"], by_bucket)
            self.assertEqual(
                told("SUM_BY_RESOURCE", Resources=["arn:aws:s3:::two"])["SumByResource"], by_bucket[1:])

    def test_a_pipe(self):
        reading, writing = os.pipe()
        self.serve("--watch", "-", stdin=reading)
        os.close(reading)
        file = next(f for f in self.files() if "flowlogs" in f.name)
        with tempfile.NamedTemporaryFile(suffix=".log") as log, os.fdopen(writing, "wb") as pipe:
            log.write(content(file))
            log.flush()
            # Nothing but the server's default tells the region of such lines.
            self.scanned = self.scan(log.name, "--region", support.REGION)
            self.region = support.REGION
            self.assertTrue(self.scanned)
            lines = content(file).splitlines(keepends=True)
            for i in range(0, len(lines), 997):
                pipe.write(b"".join(lines[i:i + 997]))
                pipe.flush()
                time.sleep(random.uniform(0, 0.5))
            pipe.close()
            self.wait_until_all_is_found()


if __name__ == "__main__":
    unittest.main()
