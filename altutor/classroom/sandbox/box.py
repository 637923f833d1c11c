"""The walls: which command runs a student's file so that it sees and reaches nothing else.

Bubblewrap (https://github.com/containers/bubblewrap) gives it name spaces of its own: files, processes, users, network.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import altutor
from altutor.classroom.exercise import Exercise
from altutor.classroom.sandbox import calls
from altutor.classroom.sandbox.limits import LIMITS
from altutor.data.newswire.base import base_folder

PACKAGE = Path(altutor.__file__).parent
SERVING = (  # what the process itself needs of altutor
    "__init__.py",
    "classroom/__init__.py",
    "classroom/wire.py",
    "classroom/worker.py",
    "classroom/sandbox/__init__.py",
    "classroom/sandbox/inside.py",
    "classroom/sandbox/limits.py",
)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
HERE = Path("/box")  # where the student's file lies
SCRATCH = "/tmp"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def command(file: Path, exercise: Exercise) -> list[str]:
    """Return the line that serves a student's file inside bubblewrap.

    The package altutor is there only for exercises whose answers may import it, and never its graders.
    """
    seen = [*_system(), *_interpreter(), *(_whole_package() if exercise.uses else _bare_package())]
    name = str(HERE / file.name)
    variables = [word for name, value in environment().items() for word in ("--setenv", name, value)]
    return [
        *walls(),
        *seen,
        "--ro-bind",
        str(file.resolve()),
        name,
        "--remount-ro",
        "/",
        "--clearenv",
        *variables,
        "--",
        *inside(name),
    ]


def inside(name: str) -> list[str]:
    """Return the line that serves a file, with no walls."""
    return [sys.executable, "-s", "-P", "-X", "utf8", "-m", "altutor.classroom.sandbox.inside", name]


def environment(scratch: str = SCRATCH) -> dict[str, str]:
    """Return all variables that a student's code sees."""
    roots = [str(PACKAGE.parent), *(path for path in sys.path if path.endswith(("-packages", ".egg")))]
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": scratch,
        "TMPDIR": scratch,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(roots)),
        "ALTUTOR_CACHE": str(base_folder().parent),
        **dict.fromkeys(THREADS, "1"),
    }


def walls() -> list[str]:
    """Return bubblewrap and the options that part the box from the system."""
    nested = ["--disable-userns"] if "--disable-userns" in _help() else []  # since 0.8
    return [
        *("bwrap", "--unshare-all", "--unshare-user", *nested, "--uid", "65534", "--gid", "65534"),
        *("--hostname", "box", "--new-session", "--die-with-parent"),
        *("--proc", "/proc", "--remount-ro", "/proc"),  # under root /proc/sys could be written: the system's settings
        *("--dev", "/dev"),
        *("--size", str(LIMITS.file), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),
        *("--size", str(LIMITS.scratch), "--tmpfs", SCRATCH, "--chdir", SCRATCH),
    ]


def _system() -> list[str]:
    """Return what shows the system's libraries; ``/lib`` may be a link to ``/usr/lib``."""
    words: list[str] = []
    for place in map(Path, SYSTEM):
        if place.is_symlink():
            words += ["--symlink", os.readlink(place), str(place)]
        elif place.exists():
            words += ["--ro-bind", str(place), str(place)]
    return words


def _interpreter() -> list[str]:
    """Return what shows Python and its packages, where they lie outside the system's folders."""
    places = dict.fromkeys([sys.base_prefix, sys.prefix, *(path for path in sys.path if path.endswith("-packages"))])
    outside: list[str] = []
    for place in places:
        if Path(place).is_dir() and not any(Path(place).is_relative_to(known) for known in [*SYSTEM, *outside]):
            outside.append(place)
    return [word for place in outside for word in ("--ro-bind", place, place)]


def _bare_package() -> list[str]:
    words = ["--tmpfs", str(PACKAGE)]
    for name in SERVING:
        words += ["--ro-bind", str(PACKAGE / name), str(PACKAGE / name)]
    return [*words, "--remount-ro", str(PACKAGE)]


def _whole_package() -> list[str]:
    """Return what shows the package without graders, and what its modules read."""
    hidden = str(PACKAGE / "classroom" / "graders")
    words = ["--ro-bind", str(PACKAGE), str(PACKAGE), "--tmpfs", hidden, "--remount-ro", hidden]
    for place in (base_folder(), PACKAGE.parent / "chapters" / "published"):
        if place.is_dir():
            words += ["--ro-bind", str(place), str(place)]
    return words


@functools.cache
def _help() -> str:
    return subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False).stdout


@functools.cache
def why_not() -> str:
    """Return why there can be no box here; empty where there can."""
    if sys.platform != "linux":
        return f"bubblewrap runs on Linux alone, and this is {sys.platform}"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap)"
    line = [*_system(), *_interpreter(), *_bare_package(), "--", sys.executable, "-c", ""]
    with calls.refused() as (words, files):
        line = [*walls(), *words, *line]
        done = subprocess.run(line, capture_output=True, text=True, check=False, pass_fds=files)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return f"bubblewrap cannot make one here ({said}); the system may forbid user name spaces"
    return ""


@functools.cache
def version() -> str:
    """Return bubblewrap's name and version."""
    return subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False).stdout.strip()
