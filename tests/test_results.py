"""The results file: round trip, and a sentence for each way it can be unreadable."""

import json
import re
from pathlib import Path

import pytest

from altutor.errors import AltutorError
from altutor.results import SCHEMA, Results, read_results, versions


@pytest.fixture
def results() -> Results:
    rows = [{"strategy": "margin", "seed": seed, "accuracy": 0.1 + seed / 3} for seed in range(3)]
    return Results(
        experiment="local-optimum",
        config={"scale": "quick"},
        seeds=[0, 1, 2],
        versions=versions("numpy"),
        data={"source": "trap", "rows": 3, "sha256": "0"},
        rows=rows,
        claims=[{"id": "a", "bound": [None, 0.0]}],
        timings={"wall_seconds": 1.5},
    )


def test_round_trip(results: Results, tmp_path: Path) -> None:
    results.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results


def test_has_the_fields_of_the_contract(results: Results, tmp_path: Path) -> None:
    results.write(tmp_path / "results.json")
    raw = json.loads((tmp_path / "results.json").read_text())
    assert set(raw) >= {"schema", "experiment", "config", "seeds", "versions", "data", "rows", "claims"}
    assert raw["schema"] == SCHEMA


def test_one_line_a_row(results: Results, tmp_path: Path) -> None:
    results.write(tmp_path / "results.json")
    lines = (tmp_path / "results.json").read_text().splitlines()
    assert sum('"strategy"' in line for line in lines) == 3


def test_no_rows_is_still_json(results: Results, tmp_path: Path) -> None:
    results.rows = []
    results.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json").rows == []


def test_table_has_a_line_a_row(results: Results) -> None:
    assert results.table().shape == (3, 3)


def test_versions_name_altutor_python_and_what_was_asked_for() -> None:
    assert list(versions("numpy")) == ["altutor", "python", "numpy"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "damaged"),
        ('{"schema": 1, "rows": [', "damaged"),
        (f'{{"schema": {SCHEMA + 1}}}', "upgrade altutor"),
        ('{"schema": 1, "colour": "blue"}', "colour"),
        ('{"schema": 1, "experiment": "x"}', "not a results file"),
        ("[1, 2]", "not a results file"),
        ("\x00", "damaged"),
    ],
)
def test_unreadable_file_is_named_with_what_to_do(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "results.json"
    file.write_text(content)
    with pytest.raises(AltutorError, match=re.escape(str(file))) as caught:
        read_results(file)
    assert words in str(caught.value)


def test_missing_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="altutor run"):
        read_results(tmp_path / "none.json")
