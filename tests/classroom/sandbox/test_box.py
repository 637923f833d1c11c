from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from walled import E1, USES, asked, needs_walls, write

from altutor.classroom.sandbox import box, boxed
from altutor.errors import AltutorError

SEES = """
import importlib.util, os, pathlib, sys


def modules():
    def there(name):
        try:
            return importlib.util.find_spec(name) is not None
        except ImportError:
            return False

    return [there(name) for name in NAMES]


def graders():
    return sorted(str(path) for path in pathlib.Path(PACKAGE).rglob("graders/*"))


def world():
    def entries(place):
        return sorted(os.listdir(place))

    return {
        "root": entries("/"),
        "box": entries("/box"),
        "tmp": entries("/tmp"),
        "files": sorted(int(number) for number in entries("/proc/self/fd")),
        "processes": sorted(int(number) for number in entries("/proc") if number.isdigit()),
        "environment": sorted(os.environ),
        "network": [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]],
        "capabilities": [line.split()[1] for line in open("/proc/self/status") if line.startswith("CapEff")],
        "settings": [line.split()[1] for line in open("/proc/self/status") if line.startswith("NoNewPrivs")],
    }


def writable():
    found = []
    for folder, folders, _ in os.walk("/"):
        if folder.startswith("/proc"):
            folders.clear()
            continue
        try:
            os.close(os.open(f"{folder}/.probe", os.O_CREAT | os.O_WRONLY))
            os.unlink(f"{folder}/.probe")
            found.append(folder)
        except OSError:
            pass
    return found


def settings():
    found = []
    for folder, folders, files in os.walk("/proc"):
        if folder == "/proc":
            folders[:] = [name for name in folders if not name.isdigit()]
        for name in files:
            try:
                os.close(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_NONBLOCK))
                found.append(os.path.join(folder, name))
            except OSError:
                pass
    return found
"""
NAMES = ["altutor.classroom.wire", "altutor.strategies.uncertainty", "altutor.classroom.graders.ch01_fair_race"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("file"), SEES + f"\nNAMES = {NAMES}\nPACKAGE = {str(box.PACKAGE)!r}\n")


@pytest.fixture
def forgetful() -> None:
    for known in (box.why_not, box.version, box._help):
        known.cache_clear()


@pytest.fixture
def without_bubblewrap(forgetful: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    yield
    box.why_not.cache_clear()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the reason is the system")
def test_without_bubblewrap_it_refuses_and_says_what_to_type(without_bubblewrap: None, monkeypatch) -> None:
    monkeypatch.setattr(boxed, "_closed_to_others", lambda: None)
    with pytest.raises(AltutorError, match=r"bubblewrap is not installed .*apt install bubblewrap.*--unsafe"):
        boxed.choose()


def test_on_another_system_it_refuses_and_names_it(forgetful: None, monkeypatch, request) -> None:
    request.addfinalizer(box.why_not.cache_clear)
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(AltutorError, match="runs on Linux alone, and this is darwin"):
        boxed.choose()


def test_a_bubblewrap_that_may_not_make_name_spaces_is_none(forgetful: None, tmp_path, monkeypatch, request) -> None:
    request.addfinalizer(lambda: [known.cache_clear() for known in (box.why_not, box.version, box._help)])
    if sys.platform != "linux":
        pytest.skip("there is no bubblewrap here")
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(AltutorError, match=r"cannot make one here \(bwrap: setting up uid map: Permission denied\)"):
        boxed.choose()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no root")
def test_root_without_a_sandbox_needs_a_python_for_everybody(without_bubblewrap, tmp_path, monkeypatch) -> None:
    python = tmp_path / "home" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "executable", str(python))
    (tmp_path / "home").chmod(0o700)
    with pytest.raises(AltutorError, match=r"nobody, who may not enter .*home.*where Python lies"):
        boxed.choose(unsafe=True)


def test_unsafe_goes_on_without_and_says_so(without_bubblewrap: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert boxed.choose(unsafe=True) == boxed.Sandbox(False, "none (--unsafe)")


@needs_walls
def test_where_there_is_a_sandbox_unsafe_does_not_do_without() -> None:
    found = boxed.choose(unsafe=True)
    assert found.walls
    assert found.says.startswith("bubblewrap ")


@needs_walls
def test_the_package_is_not_there_but_for_what_serves(file: Path) -> None:
    assert asked(file, "modules") == [True, False, False]
    assert asked(file, "graders") == []


@needs_walls
def test_an_exercise_that_uses_the_package_sees_it_without_graders(file: Path) -> None:
    assert USES.uses
    assert asked(file, "modules", USES) == [True, True, False]
    assert asked(file, "graders", USES) == []


@needs_walls
def test_what_can_be_seen(file: Path) -> None:
    world = asked(file, "world")
    assert world["box"] == [file.name]
    assert "home" not in world["root"]
    assert [name for name in world["tmp"] if name.startswith(("altutor", "pytest"))] == []
    assert world["processes"] == [1, 2]
    assert len(world["files"]) <= 9  # standard ones, the two pipes, what was printed, and the folder that is read
    assert set(world["environment"]) == {*box.environment(), "PWD"}
    assert world["network"] == ["lo"]
    assert world["capabilities"] == ["0" * 16]
    assert world["settings"] == ["1"]


@needs_walls
def test_only_its_own_folder_can_be_written(file: Path) -> None:
    writable = asked(file, "writable")
    assert {"/tmp", "/dev/shm"} <= set(writable)
    assert [place for place in writable if not place.startswith(("/tmp", "/dev/shm"))] == []


@needs_walls
def test_no_setting_of_the_system_can_be_written(file: Path) -> None:
    assert asked(file, "settings") == []


@needs_walls
def test_the_walls_show_the_settings_without_the_line_above(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root the same test finds hundreds where ``/proc`` is not made read-only, so that it can fail."""
    if os.geteuid() != 0:
        pytest.skip("only root may write them anyway")
    walls = box.walls()
    place = walls.index("/proc", walls.index("--remount-ro"))
    monkeypatch.setattr(box, "walls", lambda: walls[: place - 1] + walls[place + 1 :])
    assert "/proc/sys/kernel/core_pattern" in asked(file, "settings")


@needs_walls
def test_bubblewrap_understands_every_word() -> None:
    words = [word for word in box.command(Path(__file__), E1) if word.startswith("--")]
    listed = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=True).stdout
    assert [word for word in set(words) - {"--"} if f"    {word} " not in listed + " "] == []
    assert shutil.which("bwrap")
