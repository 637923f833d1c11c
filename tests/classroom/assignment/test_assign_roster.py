from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.assignment.roster import SAFE, ignored, read
from altutor.errors import AltutorError


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_people_are_read_by_id(tmp_path: Path, encoding: str, end: str) -> None:
    lines = ["student,name,group,due", 'ada,"Ada, L\u00f6velace",g1,2026-12-03T12:00+00:00', "bob,Bob,,", ""]
    people = read(written(tmp_path, end.join(lines), encoding))
    assert list(people) == ["ada", "bob"]
    assert (people["ada"].name, people["ada"].group) == ("Ada, L\u00f6velace", "g1")
    assert people["ada"].due is not None
    assert people["bob"].due is None


def test_semicolons_and_names_of_columns_as_people_write_them(tmp_path: Path) -> None:
    path = written(tmp_path, "Student ; E-Mail ; Canvas ID ; Mood\n ada ; a@b.c ; 17 ; good, or so\n")
    ada = read(path)["ada"]
    assert (ada.email, ada.canvas_id) == ("a@b.c", "17")
    assert ignored(path) == ["Mood"]


def test_a_variant_is_the_id_where_there_is_none(tmp_path: Path) -> None:
    people = read(written(tmp_path, "student,variant\nada,blue\nbob,\ncyd\n"))
    assert [one.variant for one in people.values()] == ["blue", "bob", "cyd"]


def test_empty_lines_count(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"line 4, column student is 'a b'"):
        read(written(tmp_path, "student\nada\n,\na b\n"))


@pytest.mark.parametrize(
    "bad", ["a/b", "..", "../x", "-x", "con", "NUL.txt", "a.", "a b", "\u00e9", "x" * 65, "a:b", "=1"]
)
def test_ids_that_cannot_name_a_file_are_refused(tmp_path: Path, bad: str) -> None:
    for column in ("student", "variant"):
        row = f"{bad},x" if column == "student" else f"ada,{bad}"
        with pytest.raises(AltutorError, match=rf"roster.csv, line 2, column {column}"):
            read(written(tmp_path, f"student,variant\n{row}\n"))


@pytest.mark.parametrize("fine", ["ada", "s1234567", "ada.lovelace", "a_b-c", "ada@uni.edu", "_x", "console"])
def test_ids_that_are_fine(tmp_path: Path, fine: str) -> None:
    assert fine in read(written(tmp_path, f"student\n{fine}\n"))


@pytest.mark.parametrize("column", ["student", "email", "canvas_id", "moodle_id", "sid", "github"])
def test_a_key_belongs_to_one_person(tmp_path: Path, column: str) -> None:
    others = "" if column == "student" else "student,"
    rows = ("", "") if column == "student" else ("ada,", "bob,")
    with pytest.raises(AltutorError, match=rf"line 3, column {column} is 'X1', as in line 2"):
        read(written(tmp_path, f"{others}{column}\n{rows[0]}x1\n{rows[1]}X1\n"))


def test_empty_keys_may_stand_twice(tmp_path: Path) -> None:
    assert len(read(written(tmp_path, "student,email,group\nada,,g\nbob,,g\n"))) == 2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "must name the columns, parted by commas or semicolons, one of them student; the file is empty"),
        ("student\tname\nada\tAda\n", "must name the columns, parted by commas or semicolons, .*it is"),
        ("name,email\nAda,a@b\n", "must name the columns"),
        ("student,name\n", "names nobody"),
        ("student,student\nada,bob\n", "2 columns student"),
        ("student,Canvas ID,canvas_id\nada,1,2\n", "2 columns canvas_id"),
        ("student,name\nada,Lovelace, Ada\n", "line 2 has 3 cells"),
        ("student,due\nada,soon\n", "line 2, column due is 'soon'"),
    ],
)
def test_what_must_be_mended_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(AltutorError, match=named):
        read(written(tmp_path, text))


def test_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="UTF-8"):
        read(written(tmp_path, "student,name\nada,L\u00f6velace\n", "latin-1"))
    with pytest.raises(AltutorError, match="cannot be read"):
        read(tmp_path / "nowhere.csv")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(",;"))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str, comma: str) -> None:
    path = written(tmp_path_factory.mktemp("roster"), f"student{comma}name\n{text}")
    try:
        people = read(path)
    except AltutorError:
        return
    assert people
    assert all(SAFE.fullmatch(name) for name in people)
