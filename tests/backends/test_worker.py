"""What a worker is asked before it does a run."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from altutor.backends import worker
from altutor.errors import AltutorError

HERE = {"altutor": version("altutor"), "python": platform.python_version(), "numpy": version("numpy")}


def examine(needed: dict[str, str], folder: Path, token: str = "", threads: int = 1) -> str:
    asked = SimpleNamespace(state=SimpleNamespace(nthreads=threads), scheduler=SimpleNamespace(address="tcp://host:1"))
    return worker.examine(needed, folder, token, asked)


def test_fit_worker(tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    assert examine(HERE, tmp_path) == ""
    assert examine(HERE, tmp_path, "token") == ""
    assert [path.name for path in tmp_path.iterdir()] == ["token"]


@pytest.mark.parametrize("name", list(HERE))
def test_other_version(tmp_path: Path, name: str) -> None:
    lack = examine(HERE | {name: "0.0.1"}, tmp_path)
    assert lack.startswith(f"has {name} {HERE[name]}, and its rows may differ")
    assert f"give it {name} 0.0.1, start it again, and type the same command again" in lack


def test_library_that_is_missing(tmp_path: Path) -> None:
    assert examine(HERE | {"no-such-library": "1.0"}, tmp_path).startswith("has no-such-library missing, ")


def test_several_threads(tmp_path: Path) -> None:
    assert "start it with `dask worker tcp://host:1 --nworkers -1 --nthreads 1`" in examine(HERE, tmp_path, threads=4)


@pytest.mark.parametrize(("folder", "token"), [("absent", ""), ("absent", "token"), (".", "token")])
def test_folder_that_is_not_shared(tmp_path: Path, folder: str, token: str) -> None:
    assert "does not see the folder" in examine(HERE, tmp_path / folder, token)
    assert list(tmp_path.iterdir()) == []  # it is not made: nobody would look there


def test_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise AltutorError(f"Cannot write {folder} (Permission denied): choose another.")

    monkeypatch.setattr(worker, "require_writable", refuse)
    assert "Permission denied" in examine(HERE, tmp_path)
    assert not examine(HERE, tmp_path).endswith(".")
