"""A file is written whole or not at all."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from altutor.errors import AltutorError
from altutor.files import dump_json, require_writable, write_atomic


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_writes_text_and_bytes_and_makes_folders(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a" / "b.txt", "é")
    write_atomic(tmp_path / "a" / "c.bin", b"\x00")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "é".encode()
    assert (tmp_path / "a" / "c.bin").read_bytes() == b"\x00"
    assert names(tmp_path) == ["b.txt", "c.bin"]


def test_everyone_may_read_it(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", "x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write_atomic(tmp_path / "a", "old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(AltutorError, match=r"No space left while writing .*a: free some space"):
        write_atomic(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_a_stop_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a", "new")
    assert names(tmp_path) == []


def test_whoever_writes_at_the_same_time_the_file_is_always_a_whole_one(tmp_path: Path) -> None:
    contents = [letter * 100_000 for letter in "abcd"]
    write_atomic(tmp_path / "run", contents[0])
    seen = set()
    with ThreadPoolExecutor(4) as writers:
        written = [writers.submit(write_atomic, tmp_path / "run", content) for content in contents * 10]
        while not all(each.done() for each in written):
            seen.add((tmp_path / "run").read_text())
    assert all(each.exception() is None for each in written)
    assert seen <= set(contents)
    assert names(tmp_path) == ["run"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for attempt in (lambda: write_atomic(tmp_path / "file" / "a", "x"), lambda: require_writable(tmp_path / "file")):
        with pytest.raises(AltutorError, match="--out FOLDER"):
            attempt()
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(AltutorError, match="Permission denied"):
        require_writable(tmp_path)


def test_require_writable_leaves_no_trace(tmp_path: Path) -> None:
    require_writable(tmp_path / "new")
    assert (tmp_path / "new").is_dir()
    assert names(tmp_path) == []


def test_json_is_the_same_for_the_same_value_and_refuses_nan() -> None:
    assert dump_json({"b": 1, "a": [0.1, None, "é"]}) == '{"b":1,"a":[0.1,null,"é"]}\n'
    with pytest.raises(ValueError, match="JSON"):
        dump_json(float("nan"))
