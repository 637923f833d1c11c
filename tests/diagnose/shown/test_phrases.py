"""How numbers of a finding are worded."""

from __future__ import annotations

import pytest
from made_up_report import finding

from altutor.diagnose.shown import phrases


@pytest.mark.parametrize(
    ("value", "words"), [(None, ""), (1.0, "1.000"), (0.05, "0.050"), (0.001, "0.001"), (0.00049, "< 0.001")]
)
def test_p_value(value: float | None, words: str) -> None:
    assert phrases.p_value(value) == words


@pytest.mark.parametrize(
    ("rest", "effect", "interval"),
    [
        ({"effect": None, "low": None, "high": None}, "", ""),
        ({"effect": 0.534, "low": 0.51, "high": 0.56, "unit": "AUC"}, "0.534 AUC", "0.510 to 0.560"),
        (
            {"effect": 0.058, "low": 0.05, "high": 0.067, "unit": "share of the pool"},
            "5.8% of the pool",
            "5.0% to 6.7%",
        ),
        (
            {"effect": 0.058, "low": -0.05, "high": 0.067, "unit": "share of texts, chosen minus others"},
            "0.058 share of texts, chosen minus others",
            "-0.050 to 0.067",
        ),
        ({"effect": 1030.0, "low": None, "high": None, "unit": "random labels"}, "1,030 random labels", ""),
    ],
)
def test_effect_and_interval(rest: dict[str, object], effect: str, interval: str) -> None:
    assert (phrases.effect(finding(**rest)), phrases.interval(finding(**rest))) == (effect, interval)


def test_sizes() -> None:
    assert phrases.sizes(finding()) == "20 chosen texts, 1,000 other texts of the pool"


def test_findings_without_an_effect_say_why() -> None:
    without = {"effect": None, "low": None, "high": None}
    assert phrases.effect(finding("picture", **without)) == "a picture, no number"
    assert phrases.effect(finding("settle", **without)) == "not even 20,000 labels would do"


@pytest.mark.parametrize(
    ("count", "name", "words"),
    [
        (2, "records", "2 records"),
        (1000, "overlapping spans", "1,000 overlapping spans"),
        (1, "overlapping spans", "1 overlapping span"),
        (1, "yes/no answers", "1 yes/no answer"),
        (1, "records without a text", "1 record without a text"),
        (1, "other texts of the pool", "1 other text of the pool"),
        (1, "entities", "1 entity"),
        (1, "chances that are none", "1 chance that is none"),
        (1, "tokens and tags of different number", "1 tokens and tags of different number"),
    ],
)
def test_counted(count: int, name: str, words: str) -> None:
    assert phrases.counted(count, name) == words
