"""Raises its priority and its limits."""

import os
import resource


def attack(probabilities):
    gained = 0
    for change in (
        lambda: os.nice(-20),
        lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
        lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
        lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
        lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (10_000, 10_000)),
        lambda: os.setuid(0),
    ):
        try:
            change()
            gained += 1
        except (OSError, ValueError):
            pass
    if gained:  # never true in the sandbox
        os._exit(3)
    return "nothing gained"


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
