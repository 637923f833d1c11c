"""Raises an error whose text never ends, or is not there, or is an error itself."""


class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


class Broken(Exception):
    def __str__(self):
        raise Broken

    __repr__ = __str__


def least_confidence(probabilities):
    raise Broken


def next_query(probabilities, labelled):
    raise Endless
