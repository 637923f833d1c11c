from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from annotation_files import ACME, RAIN

from altutor.diagnose.reading import Span, read
from altutor.errors import AltutorError

ORG = Span(0, 10, "ORG")


@pytest.mark.parametrize(("separator", "name"), [(",", "CSV"), (";", "CSV with semicolons"), ("\t", "TSV")])
def test_text_and_label(tmp_path: Path, separator: str, name: str) -> None:
    file = tmp_path / "a.csv"
    texts = [ACME, 'A "quoted", split; text\nof two\tlines', RAIN]
    pd.DataFrame({"Text": texts, "label": ["Law", None, "Weather"]}).to_csv(file, sep=separator, index=False)
    source = read(file)
    assert source.format == name
    assert [example.text for example in source.examples] == texts
    assert [example.labels for example in source.examples] == [("Law",), (), ("Weather",)]
    assert [example.place for example in source.examples] == ["row 2", "row 3", "row 4"]


def test_spans_as_json(tmp_path: Path) -> None:
    spans = [json.dumps([{"start": 0, "end": 10, "label": "ORG"}]), "[]", "not JSON"]
    pd.DataFrame({"text": [ACME, RAIN, ACME + "!"], "spans": spans}).to_csv(tmp_path / "a.csv")
    source = read(tmp_path / "a.csv")
    assert [example.spans for example in source.examples] == [(ORG,), (), None]
    assert source.counts["spans without borders"] == 1


@pytest.mark.parametrize("borders", [("start", "end"), ("start_offset", "end_offset")])
def test_one_span_a_row(tmp_path: Path, borders: tuple[str, str]) -> None:
    table = {
        "text": [ACME, RAIN, ACME],
        borders[0]: [0, None, 28],
        borders[1]: [10, None, 32],
        "label": ["ORG", None, "LOC"],
    }
    pd.DataFrame(table).astype({name: "Int64" for name in borders}).to_csv(tmp_path / "a.csv", index=False)
    source = read(tmp_path / "a.csv")
    assert [(example.text, example.spans) for example in source.examples] == [
        (ACME, (ORG, Span(28, 32, "LOC"))),
        (RAIN, ()),
    ]


def test_answers_of_prodigy_in_a_table(tmp_path: Path) -> None:
    span = json.dumps([{"start": 0, "end": 10, "label": "ORG"}])
    table = {"text": [ACME, ACME], "spans": [span, span], "_view_id": ["ner", "ner"], "answer": ["accept", "reject"]}
    pd.DataFrame(table).to_csv(tmp_path / "a.csv", index=False)
    assert [(e.answer, e.binary) for e in read(tmp_path / "a.csv").examples] == [("accept", True), ("reject", True)]


def test_the_table_of_label_studio(tmp_path: Path) -> None:
    label = json.dumps([{"start": 0, "end": 10, "text": "Acme Corp.", "labels": ["ORG"]}])
    table = {"text": [ACME], "id": [1], "label": [label], "annotator": [1], "annotation_id": [2], "lead_time": [1.5]}
    pd.DataFrame(table).to_csv(tmp_path / "a.csv", index=False)
    assert read(tmp_path / "a.csv").examples[0].spans == (ORG,)


def test_rows_of_another_length(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,label\nfine,A\nshort\nlong,A,more\nwell,B\n\n", encoding="utf-8")
    source = read(tmp_path / "a.csv")
    assert [example.text for example in source.examples] == ["fine", "short", "long", "well"]
    assert source.counts["rows of another length"] == 2
    assert [(problem.place, problem.what) for problem in source.problems] == [
        ("row 3", "The row has 1 cell, the header 2."),
        ("row 4", "The row has 3 cells, the header 2."),
    ]


@pytest.mark.parametrize(("separator", "named"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_most_rows_of_another_length(tmp_path: Path, separator: str, named: str) -> None:
    rows = ["text,label", "fine,A", "a text, with a comma,A", "and, another,B"]
    (tmp_path / "a.csv").write_text("\n".join(rows).replace(",", separator), encoding="utf-8")
    message = rf"a\.csv: 2 of 3 rows, first row 3, have more or fewer cells .* \(2\): put texts that hold {named} into"
    with pytest.raises(AltutorError, match=message):
        read(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "rest",
    [
        '"never closed' + "word " * 50_000,
        '"never closed,A\n' + "text,A\n" * 80,
        '"never closed,A\n' + "text,A\n" * 80 + '"a quoted text",A\n',
        '"He said "yes" to it",A\n' + "text,A\n" * 80,
    ],
)
def test_a_quotation_mark_that_is_not_closed(tmp_path: Path, rest: str) -> None:
    (tmp_path / "a.csv").write_text(f'text,label\n"two\nlines",A\n{rest}', encoding="utf-8")
    with pytest.raises(AltutorError, match=r"a\.csv, row 3 \(line 4\) is not a row of a table"):
        read(tmp_path / "a.csv")


def test_a_table_without_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,label\nx,A\n", encoding="utf-8")
    with pytest.raises(AltutorError, match=r"not recognised: looked for .*a table without a column 'text'"):
        read(tmp_path / "a.csv")


def test_chance_of_being_drawn(tmp_path: Path) -> None:
    table = pd.DataFrame({"text": [ACME, RAIN], "label": ["Law", "Weather"], "chance": [0.5, None]})
    table.to_csv(tmp_path / "a.csv", index=False)
    table.to_parquet(tmp_path / "a.parquet")
    for name in ("a.csv", "a.parquet"):
        source = read(tmp_path / name)
        assert [example.chance for example in source.examples] == [0.5, None]
        assert source.counts["chances that are none"] == 0
