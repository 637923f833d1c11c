from __future__ import annotations

import dataclasses
import sys

import pytest
from walled import asked, needs_walls, write

from altutor.classroom.sandbox.limits import LIMITS, MB, Limits

READS = """
import os, resource

KINDS = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)


def bounds():
    return [resource.getrlimit(kind) for kind in KINDS]


def fill(place):
    written = 0
    try:
        while True:
            written += os.write(os.open(f"{place}/{written}", os.O_CREAT | os.O_WRONLY), b"x" * 2**20)
    except OSError:
        return written


def scratch():
    return [fill("/tmp"), fill("/dev/shm")]


def large():
    try:
        with open("/tmp/large", "wb", buffering=0) as file:
            while True:
                file.write(b"x" * 2**20)
    except OSError as error:
        return [os.path.getsize("/tmp/large"), type(error).__name__]


def more():
    for kind in KINDS:
        try:
            resource.setrlimit(kind, (2**40, 2**40))
            return "raised"
        except ValueError:
            pass
    return "kept"
"""


def test_waiting_is_longer_than_the_processor_time_allowed() -> None:
    assert Limits(patience=2.0, spare=1.0).wall(10.0) == 21.0
    assert LIMITS.wall(5.0) > 5.0


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        LIMITS.memory = 1  # type: ignore[misc]


@needs_walls
def test_a_process_is_bound_and_cannot_free_itself(tmp_path) -> None:
    file = write(tmp_path, READS)
    most = [LIMITS.address, LIMITS.file, LIMITS.files, 0]
    assert asked(file, "bounds") == [(one, one) for one in most]
    assert asked(file, "more") == "kept"


@needs_walls
def test_there_is_an_end_to_what_can_be_written(tmp_path) -> None:
    file = write(tmp_path, READS)
    assert asked(file, "large") == [LIMITS.file, "OSError"]
    scratch, shared = asked(file, "scratch")
    assert LIMITS.scratch - 2 * MB <= scratch <= LIMITS.scratch
    assert shared <= LIMITS.file


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere there is something to do")
def test_on_windows_nothing_is_bound() -> None:
    from altutor.classroom.sandbox import limits

    limits.apply()
