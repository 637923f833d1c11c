"""Numbers and verdicts in words."""

import pytest

from altutor import wording
from altutor.claims import FULL_SCALE_ONLY


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.12345, "0.123"), (-0.0002, "-0.0002"), (12.34, "12.3"), (12345.6, "12,346"), (-0.5, "-0.500")],
)
def test_number(value: float, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(
    ("bound", "text"),
    [((None, 0.0), "below 0"), ((0.1, None), "above 0.100"), ((0.1, 2.0), "between 0.100 and 2.000")],
)
def test_bound(bound: tuple, text: str) -> None:
    assert wording.bound({"bound": bound}) == text


@pytest.mark.parametrize(("seconds", "text"), [(12.3, "12 s"), (300, "5 min"), (3 * 3600, "3.0 h")])
def test_duration(seconds: float, text: str) -> None:
    assert wording.duration(seconds) == text


def test_tally_counts_each_verdict_in_order() -> None:
    claims = [{"holds": holds, "note": ""} for holds in ("no", "yes", "inconclusive", "yes")]
    claims.append({"holds": "inconclusive", "note": FULL_SCALE_ONLY})
    assert wording.tally(claims) == [
        ("holds", 2, "hold"),
        ("does not hold", 1, "does not hold"),
        ("inconclusive", 1, "inconclusive"),
        ("full scale only", 1, "full scale only"),
    ]


def test_unmeasured_claim_has_no_numbers() -> None:
    claim = {"estimate": None, "low": None, "high": None, "unit": "F", "n_seeds": 0}
    assert (wording.estimate(claim), wording.interval(claim)) == ("", "")


def test_interval_with_one_end() -> None:
    claim = {"estimate": 1.0, "low": 0.5, "high": None, "n_seeds": 3}
    assert wording.interval(claim) == "0.500 to inf"
