"""The report as JSON."""

from __future__ import annotations

import json
import re

import pytest
from made_up_report import finding, report, step, trace

from altutor.diagnose.finding import SECTIONS, Unknown
from altutor.diagnose.shown.written import SCHEMA, as_json


def test_everything_of_the_report_is_in_it() -> None:
    made = report(
        finding("length", 1, p_value=0.01, adjusted=0.02, step=step("look", 0.3)),
        unknowns=(Unknown("Whether it holds.", "--heldout FILE"),),
    )
    record = json.loads(as_json(made))
    assert record["schema"] == SCHEMA
    assert record["settings"] == made.settings
    assert record["versions"] == {"altutor": "0"}
    assert record["verdict"]["level"] == "look"
    assert record["verdict"]["lines"][0]["finding"] == "length"
    assert [file["role"] for file in record["files"]] == ["chosen texts", "pool"]
    assert record["matched"] == {"chosen texts": 6, "of them in the pool": 6, "other texts of the pool": 6}
    assert record["compared"] == {"name": "other texts of the pool", "texts": 6}
    assert record["sections"] == {str(number): title for number, title in SECTIONS.items()}
    (found,) = record["findings"]
    assert (found["effect"], found["low"], found["high"], found["adjusted"]) == (1.25, 0.5, 2.0, 0.02)
    assert found["trace"]["columns"] == trace().columns
    assert record["unknowns"] == [{"what": "Whether it holds.", "needs": "--heldout FILE"}]


def test_the_same_report_gives_the_same_bytes_without_a_date() -> None:
    text = as_json(report(finding()))
    assert text == as_json(report(finding()))
    assert not re.search(r"20\d\d-\d\d-\d\d", text)


def test_what_files_hold_is_kept_but_for_folders(steering: str) -> None:
    base = "/home/ada/models/en_base"
    text = as_json(report(finding(answer=f"{steering} \udcff in {base}"), base=base, label=steering))
    text.encode()  # half a surrogate pair, from the name of a file, can be written
    record = json.loads(text)
    assert record["findings"][0]["answer"] == f"{steering} \udcff in en_base"
    assert (record["settings"]["base"], record["settings"]["label"]) == ("en_base", steering)
    assert "ada" not in text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json(report(finding(effect=value)))
