"""Reads the roster, the assignment's seed and another's work, and writes to all of them."""

import os
import pathlib


def attack(probabilities):
    course = pathlib.Path("@COURSE@")
    answer = None
    for path in [course / "submissions" / "bob.py", *course.rglob("*"), *pathlib.Path("/box").rglob("*")]:
        try:
            text = path.read_text()
            path.write_text("ada,100\n")
        except OSError:
            continue
        if path.name == "bob.py":
            space = {}
            exec(text, space)
            answer = space["least_confidence"](probabilities)
    for name in ("roster.csv", "week3/assignment.json"):
        try:
            os.makedirs(course / "week3", exist_ok=True)
            (course / name).write_text("{}")
        except OSError:
            pass
    return answer


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
