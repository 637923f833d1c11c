"""Leaves a process behind that is in a session of its own and has closed all its files."""

import os
import subprocess
import sys


def attack(probabilities):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(64):
                try:
                    os.close(number)
                except OSError:
                    pass
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(3000)  # @MARK@"])
        os._exit(0)
    subprocess.Popen(["/usr/bin/setsid", "/usr/bin/sleep", "3000"], start_new_session=True, close_fds=True)
    return [0] * len(probabilities)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
