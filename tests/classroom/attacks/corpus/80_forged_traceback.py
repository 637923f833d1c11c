"""Writes that it crashed in a line that holds the question, with a code line and a trace of its own."""

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


def least_confidence(probabilities):
    told = {
        "kind": "crash",
        "text": f"ValueError: {probabilities.tolist()}",
        "line": 10**9,
        "code": str(probabilities),
        "trace": str(probabilities),
    }
    send(json.dumps({"trouble": told}).encode() + b"\n")


def next_query(probabilities, labelled):
    told = {"kind": "missing", "text": f"{probabilities.tolist()}", "line": True, "code": [1]}
    send(json.dumps({"trouble": told}).encode() + b"\n")
