# SPDX-License-Identifier: Apache-2.0
"""AWS for tests: moto's server, in front of it a proxy that can be made faulty, and messages in all their forms."""
import http.client
import http.server
import json
import threading
import urllib.parse

import support
from support import boto3

try:
    from moto.server import ThreadedMotoServer
except ImportError:
    ThreadedMotoServer = None

OWN = dict(aws_access_key_id="own", aws_secret_access_key="own", region_name="us-east-1")


class Proxy:
    """Passes requests on to moto, and does to them what `fault` says: it is given the request, and returns a status to answer with,
    'cut' for half of the body, 'drop' for no answer, or None."""

    def __init__(self, target):
        self.fault = lambda request: None
        self.seen = []
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                self.action = self.headers.get("x-amz-target", "").split(".")[-1] or self.command
                proxy.seen.append((self.action, self.path))
                fault = proxy.fault(self)
                if fault == "drop":
                    self.close_connection = True
                    return
                if isinstance(fault, int):
                    self.send_response(fault)
                    self.send_header("content-length", "0")
                    self.end_headers()
                    return
                inner = http.client.HTTPConnection(target)
                inner.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() != "connection"})
                answer = inner.getresponse()
                content = answer.read()
                inner.close()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "connection", "transfer-encoding", "date", "server"):
                        self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                if fault == "cut":
                    content = content[:len(content) // 2]
                    self.close_connection = True
                self.wfile.write(content)

            do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]

    def count(self, action, part=""):
        return sum(a == action and part in p for a, p in self.seen)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Cloud:
    """Buckets and queues, and the environment of a server that uses them."""

    def __init__(self):
        self.moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.moto.start()
        host, port = self.moto.get_host_and_port()
        self.direct = f"http://{host}:{port}"
        self.proxy = Proxy(f"{host}:{port}")
        own = dict(endpoint_url=self.direct, **OWN)
        self.s3, self.sqs, self.sns = (boto3.client(name, **own) for name in ("s3", "sqs", "sns"))
        self.iam, self.sts = boto3.client("iam", **own), boto3.client("sts", **own)
        self.env = {
            "AWS_ACCESS_KEY_ID": "own", "AWS_SECRET_ACCESS_KEY": "own", "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL_S3": self.proxy.url,
            "AWS_ENDPOINT_URL_SQS": self.proxy.url, "AWS_ENDPOINT_URL_STS": self.proxy.url,
            # What a shell holds from which this very server is asked.
            "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        }

    def close(self):
        self.proxy.close()
        self.moto.stop()

    def queue(self, name, **attributes):
        """Makes a queue and gives the URL by which the server asks it, and that by which a test does."""
        direct = self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return self.proxy.url + urllib.parse.urlparse(direct).path, direct

    def put(self, bucket, key, body):
        """Puts an object into its place, and gives what a notification says about it."""
        tag = self.s3.put_object(Bucket=bucket, Key=key, Body=body)["ETag"].strip('"')
        return dict(bucket=bucket, key=key, tag=tag, size=len(body))


def plain(*objects):
    return json.dumps({"Records": [
        {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "awsRegion": "us-east-1", "s3": {
            "bucket": {"name": o["bucket"]},
            "object": {"key": urllib.parse.quote_plus(o["key"], safe="/"), "size": o["size"], "eTag": o["tag"]}}}
        for o in objects]})


def in_sns(*objects):
    return json.dumps({"Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:us-east-1:1:logs",
                       "Message": plain(*objects)})


def of_event_bridge(one):
    return json.dumps({"source": "aws.s3", "detail-type": "Object Created", "region": "us-east-1", "detail": {
        "bucket": {"name": one["bucket"]},
        "object": {"key": one["key"], "size": one["size"], "etag": one["tag"]}}})


def of_trail(one):
    return json.dumps({"Type": "Notification", "Message": json.dumps(
        {"s3Bucket": one["bucket"], "s3ObjectKey": [one["key"]]})})
