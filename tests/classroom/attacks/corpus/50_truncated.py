"""Writes half an answer, and ends."""

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
    send(b'{"values": [[0.1, 0.2')
    os._exit(0)
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
