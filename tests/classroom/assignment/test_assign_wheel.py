from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement

import altutor
from altutor.classroom import catalogue
from altutor.classroom.assignment import wheel
from altutor.classroom.assignment.pack import START_OF_TIME, zipped
from altutor.classroom.assignment.requirements import closure, requirements

ROOT = Path(__file__).parents[3]
ABOUT = f"altutor-{altutor.__version__}.dist-info/"


@pytest.fixture(scope="module")
def made() -> bytes:
    return wheel.build()


def inside(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_installation_gives_the_same_bytes(made: bytes) -> None:
    assert wheel.build() == made


def test_record_names_every_file_with_its_hash(made: bytes) -> None:
    files = inside(made)
    rows = list(csv.reader(io.StringIO(files[f"{ABOUT}RECORD"].decode())))
    assert sorted(row[0] for row in rows) == sorted(files)
    for path, digest, size in rows:
        if path != f"{ABOUT}RECORD":
            found = base64.urlsafe_b64encode(hashlib.sha256(files[path]).digest()).decode().rstrip("=")
            assert (digest, size) == (f"sha256={found}", str(len(files[path])))
    assert list(files)[-1].startswith(ABOUT), "installers read what a wheel is from its end"


def test_it_carries_no_solutions_and_no_leftovers(made: bytes) -> None:
    files = inside(made)
    assert not [name for name in files if re.search(r"(solution|second|wrong_\w+)\.py$", name)]
    assert not [name for name in files if "__pycache__" in name or name.endswith(".pyc") or "/." in name]
    assert {f"altutor/classroom/stubs/{id_}.py" for id_ in catalogue.ids()} <= files.keys()
    assert "altutor/chapters/published/local-optimum/results.json" in files


@pytest.mark.slow
def test_it_holds_what_the_build_tools_put_into_theirs(made: bytes, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(line, cwd=ROOT, check=True, capture_output=True)
    (theirs,) = tmp_path.glob("*.whl")
    assert theirs.name == wheel.name()
    ours, their_files = inside(made), inside(theirs.read_bytes())
    assert ours.keys() == their_files.keys()
    assert {name for name in ours if ours[name] != their_files[name]} <= {
        f"{ABOUT}{n}" for n in ("WHEEL", "RECORD", "METADATA")
    }


@pytest.mark.slow
def test_it_can_be_installed_without_a_network(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / wheel.name()
    path.write_bytes(made)
    there = tmp_path / "there"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(there),
        str(path),
    ]
    subprocess.run(pip, check=True, capture_output=True, cwd=tmp_path)
    environment = os.environ | {"PYTHONPATH": str(there)}

    def said(*line: str) -> str:
        done = subprocess.run(
            [sys.executable, *line], env=environment, check=True, capture_output=True, text=True, cwd=tmp_path
        )
        return done.stdout.strip()

    assert said("-m", "altutor", "--version") == f"altutor {altutor.__version__}"
    code = "import altutor; from altutor.classroom import catalogue; print(altutor.__file__, len(catalogue.ids()))"
    assert said("-c", code) == f"{there / 'altutor' / '__init__.py'} {len(catalogue.ids())}"
    code = "from altutor.book import published_results as kept; print(kept.folder())"
    assert said("-c", code) == str(there / "altutor" / "chapters" / "published")
    assert (there / "bin").is_dir() or (there / "Scripts").is_dir(), "the command altutor is not there"


def test_a_wheel_can_be_made_of_what_a_wheel_installed(made: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        archive.extractall(tmp_path)
    code = "from altutor.classroom.assignment import wheel; import sys; sys.stdout.buffer.write(wheel.build())"
    again = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    assert inside(again.stdout).keys() == inside(made).keys()


def test_all_that_is_needed_is_pinned() -> None:
    pinned = closure("altutor")
    for line in distribution("altutor").requires or []:
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            assert pinned[needed.name.lower().replace("_", "-")] in needed.specifier
    assert {"iniconfig", "markupsafe", "thinc"} <= pinned.keys(), "what is needed by what is needed"
    assert not {"mkdocs", "hypothesis", "altutor"} & pinned.keys(), "what extras alone need"


def test_extras_that_a_library_asks_for_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, needs in {
        "one": ['two[fast]; python_version > "3"', 'six; extra == "dev"'],
        "two": ['Some.Thing; extra == "fast"'],
        "Some.Thing": ["two", "not-here"],
        "six": [],
    }.items():
        folder = tmp_path / f"{name.replace('.', '_')}-1.0.dist-info"
        folder.mkdir()
        lines = [
            "Metadata-Version: 2.1",
            f"Name: {name}",
            "Version: 1.0+cpu",
            *(f"Requires-Dist: {need}" for need in needs),
        ]
        (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert closure("one") == {"two": "1.0", "some-thing": "1.0"}


def test_requirements_name_the_wheel_beside_them() -> None:
    lines = requirements("altutor-9-py3-none-any.whl").splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    assert wanted[0] == "./altutor-9-py3-none-any.whl"
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in wanted[1:])
    names = [line.partition("==")[0] for line in wanted[1:]]
    assert names == sorted(names)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.text("abc/._-", min_size=1, max_size=8).filter(lambda name: not name.endswith("/")), st.binary(max_size=50)
    )
)
def test_a_zip_holds_its_files_whatever_their_order(files: dict[str, bytes]) -> None:
    made = zipped(files, "week3")
    assert zipped(dict(reversed(files.items())), "week3") == made
    assert inside(made) == {f"week3/{path}": content for path, content in files.items()}
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} <= {START_OF_TIME}
