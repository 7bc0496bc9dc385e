#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the small geo databases under Tests/Fixtures/geo: documentation and private-use ranges, invented facts.

    pip install mmdb_writer==0.2.7 netaddr && python3 scripts/make-geo-fixtures.py
"""
import pathlib
from unittest import mock

from mmdb_writer import MMDBWriter
from netaddr import IPSet

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Fixtures" / "geo"
BUILT = 1_767_225_600  # 2026-01-01T00:00:00Z, so that the same script writes the same bytes


def write(name, kind, rows, version=6):
    writer = MMDBWriter(
        ip_version=version,
        ipv4_compatible=version == 6,
        database_type=kind,
        languages=["en"],
        description={"en": "Documentation ranges with invented facts, for tests"},
        int_type="u32",
    )
    for networks, facts in rows:
        writer.insert_network(IPSet(networks), facts)
    with mock.patch("time.time", lambda: BUILT):
        writer.to_db_file(str(FOLDER / name))


def country(code, en, de):
    return {"iso_code": code, "names": {"en": en, "de": de}}


write("city.mmdb", "Test-City", [
    (["192.0.2.0/24", "2001:db8:1::/48"], {
        "country": country("DE", "Germany", "Deutschland"),
        "city": {"names": {"en": "Munich", "de": "München"}},
        "location": {"latitude": 48.1374, "longitude": 11.5755, "time_zone": "Europe/Berlin"},
    }),
    (["198.51.100.0/25"], {
        "registered_country": country("JP", "Japan", "Japan"),
        "location": {"latitude": 135.0, "longitude": 35.0},
    }),
    (["203.0.113.0/24"], {"country": country("BR", "Brazil", "Brasilien"), "city": {"names": {"de": "Nur deutsch"}}}),
    (["198.51.100.128/25"], {"traits": {"is_anonymous_proxy": True}}),
])
write("asn.mmdb", "Test-ASN", [
    (["192.0.2.0/24"], {"autonomous_system_number": 64496, "autonomous_system_organization": "Example Carrier é"}),
    (["2001:db8:2::/48"], {"autonomous_system_number": 4200000000, "autonomous_system_organization": "Six Only"}),
])
write("country-v4.mmdb", "Test-Country", [
    (["192.0.2.0/24"], {"country": country("FR", "France", "Frankreich")}),
], version=4)
