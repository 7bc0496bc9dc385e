# SPDX-License-Identifier: Apache-2.0
"""Writes the model as the program reads it; the layout is explained in Sources/HinomiStatistics/NameModel.swift."""
import struct

import numpy as np

from features import MARKED, SIZE, SUFFIX_SLOTS, fnv

MAGIC = b"HNMDGA\0\0"
VERSION = 1


def checksum(data):
    """FNV-1a of 64 bits over little-endian words of eight bytes, the last one filled up with zeros."""
    value = 0xCBF29CE484222325
    data = data + b"\0" * (-len(data) % 8)
    for (word,) in struct.iter_unpack("<Q", data):
        value = (value ^ word) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def nibbles(values):
    return (values[0::2] | values[1::2] << 4).astype(np.uint8).tobytes()


def pack(tables, network, knots):
    """The bytes of a model. `knots` are (logit, score) pairs, both rising."""
    sizes = [len(network.mean), *(bias.size for _, bias in network.layers)]
    body = struct.pack("<IIIII", *sizes, len(knots))
    body += tables.trigram.astype(np.uint8).tobytes()
    for order in (4, 5):
        body += nibbles(tables.familiarity(order))
    body += tables.common.tobytes()
    body += struct.pack(f"<{len(MARKED)}I", *(fnv(suffix) for suffix in MARKED))
    body += network.mean.astype("<f4").tobytes() + network.scale.astype("<f4").tobytes()
    for weights, bias in network.layers:
        # One row an input.
        body += np.ascontiguousarray(weights).astype("<f4").tobytes() + bias.astype("<f4").tobytes()
    body += b"".join(struct.pack("<ff", *knot) for knot in knots)
    assert tables.trigram.size == SIZE ** 3 and len(tables.common) == SUFFIX_SLOTS
    return MAGIC + struct.pack("<IIQ", VERSION, len(body), checksum(body)) + body
