#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes inputs to begin with, from Samples/ and by hand, to Fuzzing/.build/gathered. Needed for a new target only."""
import gzip
import io
import json
import pathlib
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
GATHERED = HERE / ".build/gathered"


def write(target, name, content):
    folder = GATHERED / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def lines(pattern, count):
    path = sorted(ROOT.glob(f"Samples/{pattern}"))[0]
    return gzip.decompress(path.read_bytes()).decode().splitlines()[:count]


def flows():
    some = lines("attack/AWSLogs/*/vpcflowlogs/**/*.gz", 12)
    write("flows", "lines", "\n".join(some) + "\n")
    write("flows", "plain", "\n".join(some[1:5]) + "\n")
    write("flows", "export", "".join(f"2026-11-23T17:28:06.000Z {line}\n" for line in some[1:5]))
    fields = ("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action "
              "log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id flow-direction")
    write("flows", "fields", fields + "\n" + "\n".join([
        "5 111122223333 eni-0076019e603021145 - - - - - - - 1795454813 1795454872 - NODATA vpc-1 subnet-1 i-1 - - - - us-east-1 use1-az2 -",
        "5 111122223333 eni-0076019e603021145 10.0.0.5 2001:db8::1 443 50000 6 3 180 1795454813 1795454872 ACCEPT OK vpc-1 subnet-1 i-1 19 IPv6 10.0.0.6 198.51.100.7 us-east-1 use1-az2 ingress",
        "5 111122223333 eni-0076019e603021145 10.0.0.5 198.51.100.7 40000 22 6 9 900 1795454813 1795454872 REJECT OK vpc-1 subnet-1 i-1 2 IPv4 - - us-east-1 use1-az2 egress",
    ]) + "\n")


def calls():
    document = json.loads("\n".join(lines("attack/AWSLogs/*/CloudTrail/**/*.gz", 10_000)))
    records = document["Records"][:2]
    role = {**records[0], "eventID": "b", "userIdentity": {
        "type": "AssumedRole", "principalId": "AROAEXAMPLE:s", "arn": "arn:aws:sts::111122223333:assumed-role/r/s",
        "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "arn:aws:iam::111122223333:role/r", "userName": "r"},
                           "attributes": {"creationDate": "2026-11-23T18:20:47Z", "mfaAuthenticated": "false"},
                           "webIdFederationData": {"federatedProvider": "x"}, "ec2RoleDelivery": "2.0"},
        "inScopeOf": {"issuerType": "AWS::Lambda::Function",
                      "credentialsIssuedTo": "arn:aws:lambda:us-east-1:111122223333:function:f"}},
        "errorCode": "AccessDenied", "requestParameters": {"a": [1, {"b": None}]}, "readOnly": False}
    root = {**records[0], "userIdentity": {"type": "Root", "accountId": "111122223333"}, "eventName": "ConsoleLogin"}
    write("calls", "document", json.dumps({"Records": records}))
    write("calls", "lines", "\n".join(json.dumps(record) for record in [role, root]))
    write("calls", "list", json.dumps([root, role]))
    write("calls", "bus", json.dumps({"detail-type": "AWS API Call via CloudTrail", "time": "2026-11-23T18:20:47Z", "detail": role}))
    write("calls", "lookup", json.dumps({"Events": [{"EventId": "a", "CloudTrailEvent": json.dumps(root)}]}))
    write("calls", "watch", json.dumps({"messageType": "DATA_MESSAGE", "logEvents": [{"id": "1", "message": json.dumps(root)}]}))
    write("calls", "lake", json.dumps({"eventData": root}))
    stop = {**root, "eventSource": "cloudtrail.amazonaws.com", "eventName": "StopLogging"}
    policy = {**root, "eventSource": "iam.amazonaws.com", "eventName": "UpdateAccountPasswordPolicy",
              "requestParameters": {"minimumPasswordLength": 6, "requireSymbols": False}}
    write("calls", "rules", "\n".join(json.dumps(record) for record in [stop, policy]))
    write("calls", "torn", json.dumps({"Records": [root, role]})[:-40] + json.dumps({"Records": [root]}))


def queries():
    some = lines("attack/AWSLogs/*/vpcdnsquerylogs/**/*.gz", 4)
    write("queries", "lines", "\n".join(some) + "\n")
    write("queries", "list", "[" + ",\n".join(some) + "]")
    write("queries", "export", "".join(f"2026-11-23T17:28:06.000Z {line}\n" for line in some))
    write("queries", "watch", json.dumps({"messageType": "DATA_MESSAGE", "logEvents": [{"id": "1", "message": some[0]}]}))
    query = json.loads(some[0])
    query |= {"query_name": "a\\052b.xn--bcher-kva.example.", "rcode": "NXDOMAIN", "query_type": "TXT", "transport": "TCP",
              "firewall_rule_action": "BLOCK", "srcids": {"resolver_endpoint": "rslvr-in-1", "instance": "i-1"},
              "answers": [{"Rdata": "169.254.169.254", "Type": "A", "Class": "IN"}, {"Rdata": "\"x\"", "Type": "TXT", "Class": "IN"}]}
    write("queries", "odd", json.dumps(query) + "\n" + json.dumps(query, indent=1))


def texts():
    write("json", "all", r'{"a":[1,-0.5e3,true,false,null,"\u00e9\ud83d\ude00\n\"",{}],"objects":[{"b":[]}],"":18446744073709551615}')
    write("json", "deep", "[" * 66 + "]" * 66)
    write("json", "numbers", "[0,-0,1.0,1e400,9223372036854775808,-9223372036854775808,1E-2,123456789012345678901234567890]")
    for name, content in {
        "flow": "version account-id interface-id srcaddr\n", "json": '{"Records":[{"eventVersion":"1.08","eventSource":"s3.amazonaws.com"}]}',
        "query": '[{"version":"1.1","query_name":"a."}]', "zeek": "#separator \\x09\n", "csv": "a,b,c\n",
        "embedded": '{"Events":[{"CloudTrailEvent":"{\\"eventName\\":\\"a\\",\\"eventID\\":\\"b\\"}"}]}',
        "key": "b/AWSLogs/o-1/111122223333/CloudTrail/us-east-1/2026/11/23/111122223333_CloudTrail_us-east-1_20261123T1727Z_d5f50122.json.gz",
        "hive": "b/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=11/day=23/hour=04/x.log.gz",
        "digest": '{"digestS3Bucket":"b"}', "export": "2026-11-23T17:28:06.000Z 2 111122223333 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1 2 ACCEPT OK\n",
    }.items():
        write("content", name, content)
    for number, text in enumerate([
        "2026-11-23T17:28:06Z", "2026-02-29T23:59:60.123456789+05:30", "0001-01-01T00:00:00Z", "192.0.2.1", "2001:db8::192.0.2.1",
        "::ffff:10.0.0.1", "10.0.0.0/8", "2001:db8::/32", "::/0", "111122223333", "unknown", "a-b.example.com.", "xn--bcher-kva.de",
        "1::2:3", "fe80::1%eth0",
    ]):
        write("values", str(number), text)
    write("suffixes", "some", "com\nco.uk\n*.ck\n!www.ck\n\0a.b.co.uk\nwww.ck\nx.y.ck\n.\n..com\nshared.example\na.shared.example")


def lists():
    for number, text in enumerate([
        "192.0.2.0/24\n203.0.113.1:80\tfamily\n*.bad.example.org\n0.0.0.0 a.b c.d # x\n2001:db8::/32\n1.1.1.1-1.1.1.9\n"
        "http://u@h.net:1/x\n[::1]:9\nbücher.de\n\0bad.net\n192.0.2.7\n\0192.0.2.1\ngood.com\n",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><p:a xmlns:D='x#DomainNameObject-1'><D:Value condition=\"Equals\">"
        "a.net##comma##b.net</D:Value><x category='ipv4-addr' xsi:type='AddressObjectType'><Address_Value condition="
        "'InclusiveBetween'>192.0.2.0##comma##192.0.2.9&#49;</Address_Value></x><!-- c --><![CDATA[x]]></p:a>",
        'Indicator type, Indicator, Description\nCIDR, 192.0.2.0/24, "a, ""b"""\nDomain name, x.net, "y\nz"\n',
        "192.0.2.2#4#2#Scanning Host#IN#Gurgaon#28.4,77.0#3\nbad.net#1#2#x;y#US##0.0,0.0#3\n",
        "ip, category, score, first_seen, last_seen, ports (|)\n203.0.113.1, 1, 100, 2000-01-01, 2000-01-01, 80\n",
        "reportId, title, cidr, domain, networkIdentifier, ip, threatScape\n01, , 192.0.2.0/24, , Related, , \n",
        r"""{"type":"bundle","objects":[{"type":"indicator","name":"n","pattern":"[ipv4-addr:value = '192.0.2.1' OR """
        r"""domain-name:value IN ('a.net','b\\'.net') AND file:hashes.'MD5' != 'x']"},{"type":"url","value":"http://u.net/"}]}""",
        "bad.net\tfamily\t192.0.2.1\t80\n# c\n*.x.com\tf\t\t\n",
    ]):
        write("lists", str(number), bytes([min(number, 6)]) + text.encode())
        write("lists", f"{number}-columns", b"\x07" + text.encode())
    write("lists", "stix", b"\x01" + r"""{"type":"bundle","objects":[{"type":"indicator","pattern":"[url:value LIKE 'http://u.net/%']"}]}""".encode())


def documents():
    write("documents", "feeds", (ROOT / "Samples/intel/feeds.json").read_bytes()[:3_000])
    write("documents", "feed", '{"format":1,"feeds":[{"file":"a.tsv.gz","name":"A","indicator":"domain","category":"drive-by",'
          '"confidence":"medium","columns":["domain","family"]},{"file":"t","name":"T","category":"none"}]}')
    inventory = json.loads((ROOT / "Samples/inventory.json").read_text())
    inventory["Reservations"] = inventory["Reservations"][:1]
    inventory["Reservations"][0]["Instances"] = inventory["Reservations"][0]["Instances"][:1]
    write("documents", "inventory", json.dumps(inventory))
    write("documents", "ranges", "192.0.2.0,192.0.2.255,DE\n3221225985,3221226239,US\n2001:db8::,2001:db8::ffff,FR\n")
    write("documents", "networks", "192.0.2.0/24\tDE\t64500\tx\n192.0.2.128/25\tUS\t64501\t\n2001:db8::/32\tFR\t64502\t\n")
    write("documents", "names", "64500\tExample\n64501\tAnother\n")


def packed():
    text = "\n".join(lines("attack/AWSLogs/*/vpcflowlogs/**/*.gz", 6)).encode() + b'\n{"a":"}\\""}\n'
    write("packed", "plain", text)
    write("packed", "gzip", gzip.compress(text, mtime=0))
    write("packed", "stored", gzip.compress(text[:300], compresslevel=0, mtime=0))
    write("packed", "members", gzip.compress(text[:100], mtime=0) + gzip.compress(text[100:], mtime=0) + b"\0" * 8)
    write("packed", "twice", gzip.compress(gzip.compress(text, mtime=0), mtime=0))
    header = b"\x1f\x8b\x08\x1e\0\0\0\0\0\xff\x02\0ABname\0comment\0\0\0"
    write("packed", "header", header + gzip.compress(text, mtime=0)[10:])
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr(zipfile.ZipInfo("a/b.log"), text)
            archive.writestr(zipfile.ZipInfo("c.log"), text[:40])
        write("packed", f"zip-{method}", packed.getvalue())
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr(zipfile.ZipInfo("a.log"), text)
        write("packed", f"zip-one-{method}", packed.getvalue())
    # A frame of zstd: header, one raw block, one of repeated bytes.
    write("packed", "zstd", b"\x28\xb5\x2f\xfd\x20\x14" + b"\x50\0\0" + text[:10] + b"\x53\0\0x")


def fixtures():
    for path in (ROOT / "Tests/Fixtures/geo").glob("*.mmdb"):
        write("maxmind", path.stem, path.read_bytes())


for make in (flows, calls, queries, texts, lists, documents, packed, fixtures):
    make()
