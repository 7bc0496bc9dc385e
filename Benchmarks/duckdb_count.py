# SPDX-License-Identifier: Apache-2.0
"""What people do instead: DuckDB counts the ports of each pair of addresses, straight from the compressed logs."""

import sys

import duckdb

KINDS = ["INT", "BIGINT", "VARCHAR", "VARCHAR", "VARCHAR", "INT", "INT", "INT", "BIGINT", "BIGINT", "BIGINT", "BIGINT",
         "VARCHAR", "VARCHAR"]
columns = ",".join(f"'c{number}': '{kind}'" for number, kind in enumerate(KINDS))
duckdb.sql("set threads = 1")
print(duckdb.sql(f"""
    select sum(ports), count(*) from (
        select c3 src, c4 dst, count(distinct c6) ports
        from read_csv('{sys.argv[1]}', delim = ' ', header = false, skip = 1, auto_detect = false, columns = {{{columns}}})
        group by src, dst)
    """).fetchall())
