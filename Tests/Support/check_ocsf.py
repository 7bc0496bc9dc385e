# SPDX-License-Identifier: Apache-2.0
"""Checks OCSF events on standard input, one a line, against the published 1.3.0 schema in `ocsf-json-schema`.

Of `py-ocsf-models`, where it is installed, the Detection Finding must be able to read each event.
"""
import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

SOURCE = get_ocsf_schema("1.3.0")
SCHEMA = OcsfJsonSchemaEmbedded(SOURCE).get_class_schema("detection_finding", ["cloud"])
VALIDATOR = Draft202012Validator(SCHEMA)
problems = []


def constraints(value, kind, path):
    """The rules of the schema that JSON Schema does not carry: one of several attributes must be there."""
    definition = SOURCE["objects"].get(kind) if path else SOURCE["classes"][kind]
    if definition is None or not isinstance(value, dict):
        return
    wanted = (definition.get("constraints") or {}).get("at_least_one")
    if wanted and not any(value.get(name) not in (None, "") for name in wanted):
        problems.append(f"{path} ({kind}): none of {wanted}")
    for name, attribute in definition["attributes"].items():
        if name not in value or not attribute.get("object_type"):
            continue
        inner = value[name] if attribute.get("is_array") else [value[name]]
        for each in inner:
            constraints(each, attribute["object_type"], f"{path}.{name}")


try:
    from py_ocsf_models.events.findings.detection_finding import DetectionFinding
except ImportError:
    DetectionFinding = None

count = 0
for line in sys.stdin:
    event = json.loads(line)
    count += 1
    for error in VALIDATOR.iter_errors(event):
        problems.append(f"{'.'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    constraints(event, "detection_finding", "")
    if event["type_uid"] != event["class_uid"] * 100 + event["activity_id"]:
        problems.append("type_uid")
    if event["start_time"] > event["end_time"] or event["duration"] != event["end_time"] - event["start_time"]:
        problems.append("times")
    if DetectionFinding:
        # That library asks for more than the schema does: the account's name, the version of a service.
        event["cloud"]["account"].setdefault("name", "")
        for api in [event.get("api"), *(e.get("api") for e in event["evidences"])]:
            for key in ("uid", "version") if api else ():
                api["service"].setdefault(key, "")
        # It knows the kinds of observables of an earlier version only.
        event["observables"] = [each for each in event["observables"] if not 11 <= each["type_id"] <= 19]
        DetectionFinding.model_validate(event)
print("\n".join(problems) or f"{count} events")
sys.exit(1 if problems else 0)
