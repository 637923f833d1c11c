from __future__ import annotations

from pathlib import Path

import pytest

from altutor.classroom import catalogue, stubs
from altutor.classroom.grade import drawn
from altutor.classroom.source import Refused, Untouched, require_own_work

EXERCISE = catalogue.one("ch01 e1")


def look(tmp_path: Path, text: str | bytes) -> None:
    file = tmp_path / "e1_least_confidence.py"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    require_own_work(EXERCISE, file)


def test_own_work_may_be_run(tmp_path: Path) -> None:
    look(tmp_path, "import numpy as np\n\n\ndef least_confidence(p):\n    return 1 - np.max(p, axis=1)\n")


def test_a_stub_with_other_comments_and_layout_is_not_begun(tmp_path: Path) -> None:
    text = stubs.text(EXERCISE)
    for same in (
        text,
        text.replace("\n", "\r\n"),
        text + "\n\n# I will do this tomorrow\n",
        text.replace("Ask about", "?"),
    ):
        with pytest.raises(Untouched):
            look(tmp_path, same)


def test_the_stub_of_a_variant_is_not_begun_and_a_filled_in_answer_is(tmp_path: Path) -> None:
    exercise = catalogue.one("ch03 e5")
    file = tmp_path / "e5.py"
    file.write_text(stubs.text(exercise, drawn(exercise, "ada")))
    with pytest.raises(Untouched):
        require_own_work(exercise, file)
    text = file.read_text()
    answer = next(line for line in text.splitlines() if " = None" in line)
    file.write_text(text.replace(answer, answer.replace("None", "'a'", 1)))
    require_own_work(exercise, file)


def test_a_file_that_is_not_there_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(Untouched, match="not there"):
        require_own_work(EXERCISE, tmp_path / "e1_least_confidence.py")


@pytest.mark.parametrize(
    "line",
    [
        "import altutor",
        "import altutor.strategies as s",
        "from altutor.strategies import least_confidence",
        "from altutor.strategies.uncertainty import least_confidence as own",
        "import numpy, altutor",
        "s = __import__('altutor.strategies')",
        "import importlib; s = importlib.import_module('altutor.strategies')",
        "exec('from altutor.strategies import margin')",
    ],
)
def test_the_package_does_not_do_the_work(tmp_path: Path, line: str) -> None:
    with pytest.raises(Refused, match="leaves the work to the package"):
        look(tmp_path, f"{line}\n\n\ndef least_confidence(p):\n    return p\n")


def test_a_copy_is_refused_under_any_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a copy of altutor"):
        look(tmp_path, "def mine(thing):\n    # my own\n    return 1.0 - thing.probabilities.max(axis=-1)\n")


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("def f(:\n    pass\n", "invalid syntax", 1),
        ("x = 1\n  y = 2\n", "unexpected indent", 2),
        (b"x = '\xff'\n", "not text in UTF-8", None),
        (b"x = 1\x00\n", "null bytes", None),
    ],
)
def test_what_is_not_python_is_told_with_its_line(tmp_path: Path, text, says: str, line: int | None) -> None:
    with pytest.raises(Refused, match=says) as found:
        look(tmp_path, text)
    assert found.value.line == line


def test_windows_files_are_read(tmp_path: Path) -> None:
    look(tmp_path, b"\xef\xbb\xbfdef least_confidence(p):\r\n    return 1 - p.max(1)\r\n")
