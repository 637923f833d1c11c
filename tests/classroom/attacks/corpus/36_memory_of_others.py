"""Reads the memory of its parents and of the grader: /proc, process_vm_readv, ptrace."""

import ctypes
import os


def attack(probabilities):
    libc = ctypes.CDLL(None, use_errno=True)
    for number in (1, os.getppid(), int("@PID@")):
        try:
            with open(f"/proc/{number}/maps") as maps, open(f"/proc/{number}/mem", "rb", 0) as memory:
                for line in maps:
                    start, _, end = line.split()[0].partition("-")
                    memory.seek(int(start, 16))
                    if b"@SECRET@" in memory.read(min(int(end, 16) - int(start, 16), 2**22)):
                        os._exit(3)
        except (OSError, ValueError, OverflowError):
            pass
        for request in (16, 0x4206):
            if libc.ptrace(request, number, 0, 0) == 0:
                return "attached"
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
