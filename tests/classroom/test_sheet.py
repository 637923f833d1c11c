from __future__ import annotations

from pathlib import Path

import pytest

from altutor.classroom import sheet
from altutor.errors import AltutorError


@pytest.mark.parametrize(
    ("columns", "required", "said"),
    [
        (["late", "keeps"], ["late", "keeps"], "must name the columns late, keeps, each once and no others; it is 'x'"),
        (["late", "keeps"], ["late"], r"must name the columns late, keeps \(needed: late\), each once"),
    ],
)
def test_a_first_line_that_names_other_columns(
    tmp_path: Path, columns: list[str], required: list[str], said: str
) -> None:
    path = tmp_path / "late.csv"
    path.write_text("x\n", encoding="utf-8")
    with pytest.raises(AltutorError, match=said):
        sheet.read(path, columns, required)
