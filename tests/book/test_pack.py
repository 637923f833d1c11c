"""The site as one file."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from altutor.book.pack import pack
from altutor.errors import AltutorError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>home</h1>")
    (folder / "assets/a.css").write_text("a { color: red }")
    return folder


def test_everything_is_in_a_folder_of_its_own(site: Path, tmp_path: Path) -> None:
    assert pack(site, tmp_path / "book.zip") == 2
    with zipfile.ZipFile(tmp_path / "book.zip") as archive:
        assert archive.namelist() == ["altutor-book/assets/a.css", "altutor-book/index.html"]
        assert archive.read("altutor-book/index.html") == b"<h1>home</h1>"
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_same_site_same_bytes(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "one.zip")
    (site / "index.html").touch()
    pack(site, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_what_cannot_be_packed(site: Path, tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="mkdocs build"):
        pack(tmp_path, tmp_path / "book.zip")
    with pytest.raises(AltutorError, match=r"does not end in \.zip"):
        pack(site, tmp_path / "book")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_command(site: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "altutor.book", "pack", site, tmp_path / "book.zip"]
    done = subprocess.run(line, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2 files" in done.stdout
    assert (tmp_path / "book.zip").is_file()
