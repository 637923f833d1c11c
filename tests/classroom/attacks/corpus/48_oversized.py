"""Writes an answer of many megabytes."""

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


def attack(probabilities):
    send(b'{"values": [' + b"1," * 2**23 + b"1]}\n")
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
