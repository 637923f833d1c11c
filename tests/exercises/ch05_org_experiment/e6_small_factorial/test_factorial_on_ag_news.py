"""The same factorial on AG News, for those who have it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from altutor.book import published


@pytest.mark.slow
def test_the_factorial_runs_on_ag_news(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("solution", Path(__file__).with_name("solution.py"))
    assert spec is not None
    assert spec.loader is not None
    answer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(answer)
    cells = [{"selection": "random", "feedback": "binary"}]
    base = str(shared / "models" / "en_news_base")
    (found,) = answer.factorial(cells, str(shared / "ag_news"), base, 0, 1, 20, 40, 200, 60)
    rows = [row for row in published("ag-news-org").results.rows if row["kind"] == "round" and row["base"] == "weak"]
    untouched = next(row for row in rows if row["round"] == 0)
    right, wrong, missed = (sum(untouched[name]) for name in ("tp", "fp", "fn"))
    assert found["before"] == pytest.approx(2 * right / (2 * right + wrong + missed), abs=0.005)
    assert 0 <= found["after"] <= 1
    assert found["after"] != found["before"]
    assert (found["selection"], found["feedback"]) == ("random", "binary")
