from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from handed_in import everything, put, zip_of
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.submissions import unpack
from altutor.classroom.submissions.unpack import File, Unreadable, content


def listed(source: bytes | Path) -> dict[str, str]:
    """Paths of a zip, with their troubles."""
    with ExitStack() as closing:
        return {file.path: file.trouble for file in unpack.zipped(source, closing)}


def with_entry(name: str, **fields: int) -> bytes:
    """Make a zip whose second entry is forged; `fields` are those of ZipInfo."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("good.py", b"x = 1\n")
        info = zipfile.ZipInfo(name)
        for field, value in fields.items():
            setattr(info, field, value)
        archive.writestr(info, b"secret\n")
    return made.getvalue()


@pytest.mark.parametrize(
    "name",
    ["/etc/cron.d/job.py", "../../job.py", "ch03/../../../job.py", "C:\\job.py", "c:job.py", "\\\\host\\job.py"],
)
def test_names_that_lead_out_of_the_zip_are_not_read(name: str) -> None:
    found = listed(with_entry(name))
    assert found.pop("good.py") == ""
    assert list(found.values()) == ["has a name that leads out of the zip"]
    assert not any(path.startswith("/") or ".." in path.split("/") for path in found)


def test_backslashes_part_folders() -> None:
    assert listed(with_entry("ch03_local_optima\\e2_epsilon.py"))["ch03_local_optima/e2_epsilon.py"] == ""


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices_in_zips_are_not_read(kind: int) -> None:
    found = listed(with_entry("link.py", create_system=3, external_attr=(kind | 0o777) << 16))
    assert found == {"good.py": "", "link.py": "is a link or a device, not a file"}


def test_regular_entries_and_folders_of_unix_are_read() -> None:
    assert listed(with_entry("a.py", create_system=3, external_attr=(stat.S_IFREG | 0o600) << 16))["a.py"] == ""
    assert "a" not in listed(with_entry("a", create_system=3, external_attr=(stat.S_IFDIR | 0o700) << 16))


def test_control_characters_and_endless_names_are_refused() -> None:
    assert "characters that no name may have" in listed(with_entry("a\nb.py"))["a?b.py"]
    assert "1,000 characters" in next(text for text in listed(with_entry("a" * 2000 + ".py")).values() if text)
    assert "20 folders" in next(text for text in listed(with_entry("a/" * 30 + "b.py")).values() if text)


def test_the_last_of_two_entries_with_one_name_counts() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.py", b"first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.py", b"second")
    with ExitStack() as closing:
        files = unpack.zipped(made.getvalue(), closing)
        assert [content(file, 10) for file in files if not file.trouble] == [b"second"]
        assert [file.trouble for file in files if file.trouble] == [
            "stands in the zip more than once, and the last one counts"
        ]


def test_entries_with_a_password_or_uncommon_packing_are_not_read() -> None:
    locked = bytearray(with_entry("a.py"))
    at = locked.rindex(b"PK\x01\x02")  # the central directory's entry of a.py
    locked[at + 8] |= 1
    assert "password" in listed(bytes(locked))["a.py"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.py", b"x" * 1000)
    assert "uncommon way" in listed(made.getvalue())["a.py"]


def test_sizes_are_counted_and_not_believed() -> None:
    honest = zip_of({"a.py": b"x" * 300_000})
    at = honest.rindex(b"PK\x01\x02")
    liar = honest[: at + 24] + struct.pack("<I", 10) + honest[at + 28 :]  # says 10 bytes, has 300,000
    for data in (honest, liar):
        with ExitStack() as closing:
            (file,) = unpack.zipped(data, closing)
            if data is honest:
                with pytest.raises(Unreadable, match="larger than 200 kB"):
                    content(file, unpack.PYTHON)
            else:  # zipfile stops at the size that was told, and then misses the checksum
                with pytest.raises(Unreadable, match="damaged"):
                    content(file, unpack.PYTHON)


def test_a_bomb_is_not_set_off() -> None:
    bomb = zip_of({"bomb.ipynb": b"0" * 50_000_000, "good.py": b"x = 1\n"})
    assert len(bomb) < 100_000
    found = listed(bomb)
    assert "one 200th of its size" in found["bomb.ipynb"]
    assert found["good.py"] == ""


def test_a_zip_of_very_many_entries_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LISTED", 5)
    with pytest.raises(Unreadable, match="holds more than 5 files"):
        listed(zip_of({f"{number}.py": b"" for number in range(6)}))


def test_names_that_are_not_the_utf_8_they_claim_to_be() -> None:
    with pytest.raises(Unreadable, match="no zip that can be read"):
        listed(zip_of({"müller.py": b""}).replace("ü".encode(), b"\xff\xfe"))


def test_what_systems_leave_behind_is_skipped_without_a_word(tmp_path: Path) -> None:
    files = {
        path: b"x"
        for path in (
            "e2_epsilon.py",
            "__MACOSX/._e2_epsilon.py",
            ".DS_Store",
            ".git/hooks/a.py",
            "ch03/__pycache__/e2_epsilon.cpython-311.pyc",
            "venv/lib/a.py",
            ".venv/lib/a.py",
            "stuff/lib/python3.11/site-packages/a.py",
            "ch03/.ipynb_checkpoints/e2_epsilon.ipynb",
        )
    }
    assert listed(zip_of(files)) == {"e2_epsilon.py": ""}
    assert [file.path for file in unpack.folder(put(tmp_path, files))] == ["e2_epsilon.py"]


def test_names_in_utf_8_without_the_mark_of_it_are_read() -> None:
    """As Ruby's zips have them, and with them Canvas's."""
    marked = zip_of({"müllerjürgen_1_2_e2.py": b""})
    plain = marked.replace(b"\x00\x08", b"\x00\x00")
    assert plain != marked
    assert listed(plain) == listed(marked) == {"müllerjürgen_1_2_e2.py": ""}
    old = zip_of({"mXller.py": b""}).replace(b"mXller", b"m\x81ller")  # code page 437
    assert listed(old) == {"müller.py": ""}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_links_and_pipes_in_folders_are_not_opened(tmp_path: Path) -> None:
    secret = put(tmp_path / "elsewhere", {"secret.py": b"key = 1"})
    folder = put(tmp_path / "ada", {"e2_epsilon.py": b"x = 1"})
    (folder / "link.py").symlink_to(secret / "secret.py")
    (folder / "home").symlink_to(secret)
    os.mkfifo(folder / "pipe.py")
    found = {file.path: file.trouble for file in unpack.folder(folder)}
    assert found == {
        "e2_epsilon.py": "",
        "home": "is a link, and links are not followed",
        "link.py": "is a link, and links are not followed",
        "pipe.py": "is neither a file nor a folder",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_file_that_becomes_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    folder = put(tmp_path, {"a.py": b"x", "b.py": b"y", "secret": b"key"})
    files = {file.path: file for file in unpack.folder(folder)}
    (folder / "a.py").unlink()
    (folder / "a.py").symlink_to(folder / "secret")
    (folder / "b.py").unlink()
    os.mkfifo(folder / "b.py")
    for name in ("a.py", "b.py"):
        with pytest.raises(Unreadable):
            content(files[name], 100)


def test_folders_too_deep_are_not_entered(tmp_path: Path) -> None:
    put(tmp_path, {"/".join(["d"] * 25) + "/a.py": b"", "b.py": b""})
    found = {file.path: file.trouble for file in unpack.folder(tmp_path)}
    assert found.pop("b.py") == ""
    assert list(found.values()) == ["lies more than 20 folders deep"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("A.PY", "python"),
        ("e2_epsilon.py.txt", "python"),
        ("a.ipynb", "notebook"),
        ("a.Zip", "zip"),
        ("a.tar.gz", "archive"),
        ("a.7z", "archive"),
        ("data.jsonl.gz", "other"),
        ("a.pyc", "other"),
    ],
)
def test_kinds_of_files(name: str, kind: str) -> None:
    assert File(f"x.py/{name}", io.BytesIO).kind == kind


@settings(deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_no_name_of_a_zip_leads_out_of_it(name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        try:
            archive.writestr(info, b"")
        except UnicodeEncodeError:  # lone surrogates
            return
    with ExitStack() as closing:
        for file in unpack.zipped(made.getvalue(), closing):
            parts = file.path.split("/")
            assert file.trouble or (".." not in parts and "" not in parts and "\\" not in file.path)
            assert file.trouble or file.path.isprintable() or min(file.path) >= " "


@settings(deadline=None)
@given(st.binary(max_size=2000), st.integers(0, 400))
def test_any_bytes_as_a_zip_are_read_or_refused(noise: bytes, at: int) -> None:
    good = zip_of({"ch03/e2_epsilon.py": b"x = 1\n" * 50, "b.py": b"y"})
    for data in (noise, good[:at] + noise[:20] + good[at + len(noise[:20]) :], good[: at % len(good)] + noise):
        with ExitStack() as closing:
            try:
                files = unpack.zipped(data, closing)
            except Unreadable:
                continue
            for file in files:
                try:
                    read = content(file, 1000)
                except Unreadable:  # and nothing else
                    continue
                assert len(read) <= 1000


def test_reading_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(tmp_path / "in", {"a.zip": with_entry("../../b.py"), "c.py": b""})
    monkeypatch.chdir(tmp_path)
    before = everything(tmp_path)
    with ExitStack() as closing:
        for file in [*unpack.folder(place), *unpack.zipped(place / "a.zip", closing)]:
            if not file.trouble:
                content(file, 1000)
    assert everything(tmp_path) == before
