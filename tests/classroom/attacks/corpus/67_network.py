"""Sends the question out by TCP, UDP, names and the sockets of the system."""

import socket
import urllib.request


def attack(probabilities):
    text = repr(probabilities).encode()
    for family, kind, address in (
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", int("@PORT@"))),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", int("@PORT@"))),
        (socket.AF_UNIX, socket.SOCK_STREAM, "\0@MARK@"),
        (socket.AF_UNIX, socket.SOCK_STREAM, "@COURSE@/socket"),
    ):
        try:
            with socket.socket(family, kind) as one:
                one.settimeout(0.2)
                one.connect(address)
                one.send(text)
        except OSError:
            pass
    for reach in (
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: urllib.request.urlopen("http://127.0.0.1:@PORT@"),
    ):
        try:
            reach()
        except OSError:
            pass
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
