"""Reads each CSV file as the platform's own importer does, and compares with the grades."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pytest

from altutor.classroom.export import canvas, moodle, plain
from altutor.classroom.export.table import Table
from altutor.errors import AltutorError


@dataclass
class CanvasImport:
    """What Canvas would show before it saves."""

    title: str
    number: int | None
    points_possible: str
    scores: dict[int, str]


def read_as_canvas(content: bytes, sis: dict[str, int]) -> CanvasImport:
    """Follow the steps of Canvas's gradebook importer; `sis` knows people by SIS user id."""
    text = content.decode("utf-8")
    start = [next(csv.reader([line])) for line in text.splitlines()[:3]]
    assert len({len(row) for row in start}) == 1, "the first three lines decide on the delimiter"
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    column = next(name for name in header[5:] if not re.search("Current Score|Final Score|Current Grade", name))
    numbered = re.fullmatch(r"(.*)\s\((\d+)\)", column)
    found = CanvasImport(numbered[1] if numbered else column, int(numbered[2]) if numbered else None, "", scores={})
    for row in rows:
        cells = [re.sub(r"[.,](?=.*[.,])", "", one) if re.fullmatch(r"-?[0-9.,]+%?", one) else one for one in row]
        if "Points Possible" in cells[0]:
            found.points_possible = cells[5]
            continue
        person = int(cells[1]) if cells[1] else sis[cells[2]]
        found.scores[person] = cells[5].strip()
    return found


@dataclass
class MoodleImport:
    grades: dict[str, float]
    feedback: dict[str, str]


def read_as_moodle(content: bytes, mapping: list[str], known: set[str], most: float = 100) -> MoodleImport:
    """Follow the steps of Moodle's gradebook importer.

    Parameters
    ----------
    mapping
        What the teacher chose for each column: ``user``, ``grade`` or ``feedback``.
    """
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8").removeprefix("\ufeff"), newline=""))
    assert len(header) == len(mapping)
    found, person = MoodleImport({}, {}), None
    for row in rows:
        for what, value in zip(mapping, (one.strip() for one in row), strict=True):
            if what == "user" and value:  # an empty cell leaves the person of the line above
                assert value in known, f"{value} stops the import"
                person = value
            if what == "grade":
                assert person is not None
                assert value not in ("", "-"), "takes the grade away that Moodle has"
                assert float(value) <= most
                found.grades[person] = float(value)
            if what == "feedback":
                assert person is not None
                found.feedback[person] = value
    return found


def written(table: Table) -> bytes:
    return table.csv().encode()


def test_canvas_reads_marks_and_points_possible(grades: dict[str, Any], people: Any) -> None:
    table = canvas.table(grades, people)
    found = read_as_canvas(written(table), {})
    assert found == CanvasImport("Week 3, sampling", None, "1205.5", {101: "1205.5", 102: "362.25"})
    assert not written(table).startswith(b"\xef\xbb\xbf")
    assert "1 student has no mark yet: cy." in table.says[0]
    assert "Bob Müller 語" in table.csv()


def test_canvas_knows_people_by_sis_id_too(grades: dict[str, Any], people: Any) -> None:
    people["bob"] = replace(people["bob"], canvas_id="")
    assert read_as_canvas(written(canvas.table(grades, people)), {"S-2": 102}).scores[102] == "362.25"


def test_canvas_export_names_who_has_no_key_and_the_column(grades: dict[str, Any], people: Any) -> None:
    people["bob"] = replace(people["bob"], canvas_id="", sid="")
    with pytest.raises(AltutorError, match=r"would not know bob: fill .* canvas_id .* or sid"):
        canvas.table(grades, people)
    del people["ada"]
    with pytest.raises(AltutorError, match="ada, bob"):
        canvas.table(grades, people)


def test_somebody_without_a_mark_needs_no_key(grades: dict[str, Any], people: Any) -> None:
    del people["cy"]
    assert len(canvas.table(grades, people).rows) == 3
    assert len(moodle.table(grades, people).rows) == 2


def test_canvas_refuses_keys_that_it_would_misread(grades: dict[str, Any], people: Any) -> None:
    for wrong in ("10 1", "abc", "\uff11\uff10"):
        people["bob"] = replace(people["bob"], canvas_id=wrong)
        with pytest.raises(AltutorError, match=f"canvas_id of bob is '{wrong}'"):
            canvas.table(grades, people)
    people["bob"] = replace(people["bob"], canvas_id="102", sid="=S2")
    with pytest.raises(AltutorError, match="sid of bob is '=S2'"):
        canvas.table(grades, people)


def test_names_in_the_canvas_file_are_no_formulas(grades: dict[str, Any], people: Any) -> None:
    grades["students"][2]["mark"] = 1.0
    names = [row[0] for row in canvas.table(grades, people).rows]
    assert names[1:] == ["Lovelace, Ada", "Bob Müller 語", "'=HYPERLINK(1)"]


def test_canvas_titles_that_mean_something_else(grades: dict[str, Any], people: Any) -> None:
    grades["title"] = "Week 3 (2026)"
    table = canvas.table(grades, people)
    assert read_as_canvas(written(table), {}).number == 2026
    assert "Canvas reads the 2026" in table.says[1]
    grades["title"] = "Final Score"
    with pytest.raises(AltutorError, match="'Final Score' for itself"):
        canvas.table(grades, people)


def test_moodle_reads_grades_and_feedback(grades: dict[str, Any], people: Any) -> None:
    table = moodle.table(grades, people)
    assert table.header == ["Email address", "Week 3, sampling", "Week 3, sampling (Feedback)"]
    found = read_as_moodle(
        written(table), ["user", "grade", "feedback"], {"ada@example.org", "bob@example.org"}, most=2000
    )
    assert found.grades == {"ada@example.org": 1205.5, "bob@example.org": 362.25}
    assert found.feedback["bob@example.org"] == (
        "ch02 e1: 400 of 1200. ch02 e2: 2.5 of 5.5. 1.5 days late: 10% less. ch02 e2: =a good idea. "
        "See me; '-1 was meant kindly."
    )
    assert any("above 100" in sentence for sentence in table.says)
    assert any("no mark yet: cy" in sentence for sentence in table.says)


def test_moodle_takes_the_one_column_that_everybody_has(grades: dict[str, Any], people: Any) -> None:
    people["ada"] = replace(people["ada"], email="")
    table = moodle.table(grades, people)
    assert table.header[0] == "ID number"
    assert [row[0] for row in table.rows] == ["S-1", "S-2"]
    people["bob"] = replace(people["bob"], sid="")
    with pytest.raises(AltutorError, match=r"email \(Email address in Moodle\) there is none for ada: fill it, or"):
        moodle.table(grades, people)


def test_feedback_in_moodle_holds_nothing_that_a_student_wrote(grades: dict[str, Any], people: Any) -> None:
    grades["students"][1]["notes"] = ["We renamed <script>.py."]
    assert "script" not in moodle.table(grades, people).csv()


def test_plain_csv_is_read_by_pandas(grades: dict[str, Any]) -> None:
    table = plain.table(grades)
    assert written(table).startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(io.BytesIO(written(table)), index_col="student")
    assert list(found.columns) == ["name", "ch02 e1", "ch02 e2", "earned", "late", "mark", "of", "comment"]
    assert found.mark.to_dict() == pytest.approx({"ada": 1205.5, "bob": 362.25, "cy": float("nan")}, nan_ok=True)
    assert found["ch02 e1"].to_dict() == pytest.approx({"ada": 1200, "bob": 400, "cy": float("nan")}, nan_ok=True)
    assert found.loc["bob", "ch02 e2"] == 2.5
    assert found.loc["bob", "comment"] == "ch02 e2: =a good idea See me; '-1 was meant kindly."
    assert found.loc["bob", "late"] == "1.5 days late: 10% less."
    assert found.loc["cy", "name"] == "'=HYPERLINK(1)"
    assert table.says == [
        "1 student has no mark yet: cy. Their cells are empty; grade again, or give a mark by hand, and export again."
    ]


def test_lines_end_as_rfc_4180_says(grades: dict[str, Any]) -> None:
    lines = written(plain.table(grades)).split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_long_lists_of_people_are_cut(grades: dict[str, Any]) -> None:
    grades["students"] = [grades["students"][2] | {"student": f"s{number}"} for number in range(8)]
    assert "8 students have no mark yet: s0, s1, s2, s3, s4 and 3 more." in plain.table(grades).says[0]
