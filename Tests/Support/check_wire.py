# SPDX-License-Identifier: Apache-2.0
"""Checks findings on standard input against the API model that botocore carries.

With a folder of sample findings as argument, also checks that every key of ours occurs there or in the model.
"""
import json
import os
import re
import sys

import botocore.session
from botocore.parsers import create_parser

MODEL = botocore.session.get_session().get_service_model("guardduty")
RESPONSE = MODEL.operation_model("GetFindings").output_shape
problems = []


def wire_name(name, shape):
    return shape.serialization.get("name", name)


def check(value, shape, path):
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            return problems.append(f"{path}: not an object")
        names = {wire_name(n, s): s for n, s in shape.members.items()}
        for name in shape.required_members:
            if value.get(wire_name(name, shape.members[name])) is None:
                problems.append(f"{path}.{name}: missing")
        for key, inner in value.items():
            if key in names:
                check(inner, names[key], f"{path}.{key}")
            elif shape.name == "Finding" and key == "hinomi":
                check_explanation(inner, f"{path}.{key}")
            elif shape.name == "ServiceAdditionalInfo":
                if key not in json.loads(value["value"]):
                    problems.append(f"{path}.{key}: not in the text of the values")
            else:
                problems.append(f"{path}.{key}: not in the model")
        if shape.name == "ServiceAdditionalInfo":
            own = {k: v for k, v in value.items() if k not in ("value", "type")}
            if json.loads(value["value"]) != own or value["type"] != "default":
                problems.append(f"{path}: the text of the values differs")
    elif shape.type_name == "list":
        if not isinstance(value, list):
            return problems.append(f"{path}: not a list")
        for i, inner in enumerate(value):
            check(inner, shape.member, f"{path}[{i}]")
    elif shape.type_name == "map":
        for key, inner in value.items():
            check(inner, shape.value, f"{path}.{key}")
    elif shape.type_name == "string":
        if not isinstance(value, str):
            problems.append(f"{path}: not a text")
        if shape.enum and value not in shape.enum:
            problems.append(f"{path}: {value!r} is none of {shape.enum}")
        if "pattern" in shape.metadata and not re.search(shape.metadata["pattern"], value):
            problems.append(f"{path}: {value!r} does not match {shape.metadata['pattern']}")
        if len(value) > shape.metadata.get("max", len(value)) or len(value) < shape.metadata.get("min", 0):
            problems.append(f"{path}: length {len(value)}")
    elif shape.type_name in ("integer", "long"):
        if type(value) is not int:
            problems.append(f"{path}: {value!r} is no integer")
    elif shape.type_name in ("double", "float"):
        if type(value) not in (int, float):
            problems.append(f"{path}: {value!r} is no number")
    elif shape.type_name == "boolean" and type(value) is not bool:
        problems.append(f"{path}: {value!r} is no boolean")


def check_explanation(value, path):
    if set(value) != {"summary", "reasons", "caveats", "evidence", "nextSteps"}:
        problems.append(f"{path}: keys {sorted(value)}")
    for record in value["evidence"]["records"]:
        if not {"time", "raw"} <= set(record) <= {"time", "raw", "file", "line"}:
            problems.append(f"{path}: record {sorted(record)}")


def keys(value, path, into):
    """Collects paths of keys, spelled alike whatever the form of the document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{path}.{key[0].lower() + key[1:]}"
            into.add(name)
            keys(inner, name, into)
    elif isinstance(value, list):
        for inner in value:
            keys(inner, path, into)


def compare(findings, folder):
    """Every key that a sample of the same action has at the top, in service and in action, is one that we know."""
    ours = set()
    for finding in findings:
        keys({k: v for k, v in finding.items() if k != "hinomi"}, "", ours)
    read = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(folder, name)) as file:
            sample = json.load(file)
        sample = sample.get("detail", sample)
        sample = sample["findings"][0] if "findings" in sample else sample
        service = sample.get("service", sample.get("Service"))
        action = service.get("action", service.get("Action", {})) or {}
        kind = action.get("actionType", action.get("ActionType"))
        if kind not in ("NETWORK_CONNECTION", "PORT_PROBE", "DNS_REQUEST", "AWS_API_CALL"):
            continue
        read += 1
        theirs = set()
        keys(sample, "", theirs)
        # What logs cannot tell: owners of networks beside the AS, data of the instance beyond its interface, places
        # the samples carry for both address families, S3 buckets, anomaly profiles.
        unknown = re.compile(
            r"additionalInfo\.|organization\.(isp|org)$|imageDescription|outpostArn|productCodes|DnsName|findingType$"
            r"|s3BucketDetails|\.confidence$|affectedResources\.|feature|iamInstanceProfile|unusual|localIpDetails\.ipAddressV6"
            r"|instanceDetails\.platform|\.ipAddressV6|userFeedback|detection|resource\.resourceRole|\.service\.evidence$"
            r"|accessKeyDetails\.|remoteAccountDetails|errorCode|awsApiCallAction\.domainDetails|associatedAttack"
        )
        for key in sorted(theirs - ours):
            if not unknown.search(key):
                problems.append(f"{name}: {key} is in the sample, not in ours")
    if read == 0:
        problems.append("no sample could be read")


document = json.load(sys.stdin)
check(document, RESPONSE, "")
parser = create_parser("rest-json")
parsed = parser.parse({"status_code": 200, "headers": {}, "body": json.dumps(document).encode()}, RESPONSE)
if len(parsed["Findings"]) != len(document["findings"]):
    problems.append("findings were lost in parsing")
for finding in parsed["Findings"]:
    if not re.fullmatch("[0-9a-f]{32}", finding["Id"]) or not 1 <= finding["Severity"] <= 10:
        problems.append(f"{finding['Id']}: id or severity")
    for time in (finding["CreatedAt"], finding["UpdatedAt"]):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time):
            problems.append(f"{time}: not a time of a finding")
if len(sys.argv) > 1:
    compare(document["findings"], sys.argv[1])
print("\n".join(problems) or f"{len(document['findings'])} findings")
sys.exit(1 if problems else 0)
