from __future__ import annotations

import errno
import platform
import struct

import pytest
from walled import asked, needs_walls, write

from altutor.classroom.sandbox import calls

ASKS = """
import ctypes, os

LIBC = ctypes.CDLL(None, use_errno=True)


def errors():
    found = []
    for number in NUMBERS:
        ctypes.set_errno(0)
        found.append((LIBC.syscall(number, -1, 0, 0, 0, 0), ctypes.get_errno()))
    return found


def plain():
    return os.getpid() > 0 and os.stat("/").st_mode > 0
"""


def run(program: bytes, architecture: int, number: int) -> int:
    """Carry the filter out as the kernel does."""
    lines = [struct.unpack_from("=HBBI", program, start) for start in range(0, len(program), 8)]
    loaded, place = 0, 0
    while True:
        code, yes, no, value = lines[place]
        place += 1
        if code == calls.LOAD:
            loaded = {0: number, 4: architecture}[value]
        elif code == calls.RETURN:
            return value
        else:
            place += yes if (loaded == value if code == calls.EQUAL else loaded >= value) else no


@pytest.mark.parametrize("machine", calls.ARCHITECTURES)
def test_the_filter_refuses_what_is_listed_and_nothing_else(machine: str) -> None:
    program, column = calls.program(machine), list(calls.ARCHITECTURES).index(machine)
    listed = {numbers[column] for numbers in calls.REFUSED.values()}
    for number in range(600):
        found = run(program, calls.ARCHITECTURES[machine], number)
        assert found == (calls.REFUSE if number in listed else calls.ALLOW), number


def test_other_ways_to_call_are_refused() -> None:
    program = calls.program("x86_64")
    assert run(program, 0x40000003, 1) == calls.REFUSE  # calls of 32 bits
    assert run(program, calls.ARCHITECTURES["x86_64"], calls.X32 + 319) == calls.REFUSE


def test_a_machine_that_is_not_known_has_no_filter() -> None:
    assert calls.program("sparc") == b""


@needs_walls
@pytest.mark.skipif(platform.machine() not in calls.ARCHITECTURES, reason="the filter does not know this machine")
def test_the_kernel_refuses_them_in_the_box(tmp_path) -> None:
    column = list(calls.ARCHITECTURES).index(platform.machine())
    numbers = [pair[column] for pair in calls.REFUSED.values()]
    file = write(tmp_path, ASKS + f"\nNUMBERS = {numbers}\n")
    assert asked(file, "errors") == [(-1, errno.EPERM)] * len(numbers)
    assert asked(file, "plain") is True
