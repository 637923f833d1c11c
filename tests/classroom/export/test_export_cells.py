from __future__ import annotations

import csv
import io
import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from altutor.classroom.export import cells

FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\t\r\n\x00]")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-1 point", "'-1 point"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ('"=1', "'\"=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("a;=1;b", "a;'=1;b"),
        ("a; -1", "a; '-1"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("half a \ud800 pair", "half a ? pair"),
    ],
)
def test_texts_are_made_harmless(value: str, written: str) -> None:
    assert cells.text(value) == written


@pytest.mark.parametrize(
    "value", ["", "Ada", "O'Neil", "ch02 e1", "1.5 days late: 10% less.", "a=b", "Müller-Lüdenscheid"]
)
def test_other_texts_are_left_alone(value: str) -> None:
    assert cells.text(value) == value


@given(st.text())
@example("'=")
@example(' "\u200b\uff0b')
def test_no_text_begins_a_formula_in_any_dialect(value: str) -> None:
    written = cells.text(value)
    for delimiter in ",;\t":
        row = io.StringIO(newline="")
        csv.writer(row).writerow([written])
        # A spreadsheet that parts cells at another character, and takes no notice of quotation marks:
        for cell in row.getvalue().rstrip("\r\n").split(delimiter) if delimiter != "," else [written]:
            first = cell.lstrip(' "')
            assert not first or not FORMULA.match(first)
    assert cells.text(written) == written
    assert "\n" not in written
    assert "\r" not in written


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_texts_survive_a_csv_file(values: list[str]) -> None:
    written = [cells.text(value) for value in values]
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator="\r\n").writerow(written)
    assert next(csv.reader(io.StringIO(row.getvalue(), newline=""))) == written
    assert row.getvalue().count("\r\n") == 1


@given(st.text(alphabet=st.characters(whitelist_categories=("Lu", "Ll", "Lo", "Nd"))))
def test_letters_and_digits_are_never_changed(value: str) -> None:
    assert cells.text(value) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.0, "0"),
        (-0.001, "0"),
        (12.0, "12"),
        (12.5, "12.5"),
        (100, "100"),
        (2.675, "2.68"),
        (1234567.891, "1234567.89"),
        (1e-9, "0"),
        (None, ""),
    ],
)
def test_numbers(value: float | None, written: str) -> None:
    assert cells.number(value) == written


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_every_number_is_read_back_to_half_a_cent(value: float) -> None:
    written = cells.number(value)
    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", written)
    assert not re.search(r"\.\d?0$", written)
    assert math.isclose(float(written), value, abs_tol=0.005 + 1e-6)
