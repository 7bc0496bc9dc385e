# SPDX-License-Identifier: Apache-2.0
"""Checks batches of ASFF on standard input, one a line, against the API model that botocore carries."""
import json
import re
import sys

import botocore.session
from botocore.validate import ParamValidator

MODEL = botocore.session.get_session().get_service_model("securityhub")
REQUEST = MODEL.operation_model("BatchImportFindings").input_shape
LIMITS = {
    "Id": 512, "ProductArn": 2048, "GeneratorId": 512, "Title": 256, "Description": 1024, "AwsAccountId": 12,
    "ProductName": 128, "CompanyName": 128, "Region": 16,
}
problems = []


def check(value, shape, path):
    if shape.type_name == "structure":
        for key, inner in value.items():
            if key not in shape.members:
                problems.append(f"{path}.{key}: not in the model")
            else:
                check(inner, shape.members[key], f"{path}.{key}")
    elif shape.type_name == "list":
        for i, inner in enumerate(value):
            check(inner, shape.member, f"{path}[{i}]")
    elif shape.type_name == "map":
        for key, inner in value.items():
            check(key, shape.key, f"{path} key")
            check(inner, shape.value, f"{path}.{key}")
    elif shape.type_name == "string":
        if shape.enum and value not in shape.enum:
            problems.append(f"{path}: {value!r} is none of {shape.enum}")
        pattern = shape.metadata.get("pattern")
        if pattern and not re.search(pattern, value, re.S):
            problems.append(f"{path}: {value!r} does not match {pattern}")
    elif shape.type_name == "integer" and not -(2**31) <= value < 2**31:
        problems.append(f"{path}: {value} does not fit")


count = 0
for line in sys.stdin:
    batch = json.loads(line)
    report = ParamValidator().validate(batch, REQUEST)
    if report.has_errors():
        problems.append(report.generate_report())
    check(batch, REQUEST, "")
    if len(batch["Findings"]) > 100:
        problems.append("more than 100 findings")
    for finding in batch["Findings"]:
        count += 1
        for key, limit in LIMITS.items():
            if len(finding[key]) > limit:
                problems.append(f"{key}: {len(finding[key])} characters")
        account, region = finding["AwsAccountId"], finding["Region"]
        if finding["ProductArn"] != f"arn:aws:securityhub:{region}:{account}:product/{account}/default":
            problems.append(f"ProductArn: {finding['ProductArn']}")
        if len(json.dumps(finding)) > 240 * 1024:
            problems.append("a finding over 240 KB")
        if len(finding["Remediation"]["Recommendation"]["Text"]) > 512:
            problems.append("a recommendation over 512 characters")
        if len(finding["ProductFields"]) > 50 or len(finding.get("ThreatIntelIndicators", [])) > 5:
            problems.append("too many fields or indicators")
        for kind in finding["Types"]:
            if not re.fullmatch(r"(TTPs|Effects|Unusual Behaviors)(/[^/]+){1,2}", kind):
                problems.append(f"Types: {kind}")
print("\n".join(problems) or f"{count} findings")
sys.exit(1 if problems else 0)
