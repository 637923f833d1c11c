"""Searches with a regular expression that takes for ever, in one call of C."""

import re


def attack(probabilities):
    return re.match(r"(a+)+$", "a" * 60 + "b")


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
