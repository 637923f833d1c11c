"""Numbers and verdicts in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor import wording
from altutor.claims import FULL_SCALE_ONLY


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.12345, "0.123"),
        (-0.0002, "-0.0002"),
        (8e-6, "0.000008"),
        (1e-17, "0"),
        (12.34, "12.3"),
        (12345.6, "12,346"),
        (-0.5, "-0.500"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.805, 2, "0.81"),  # the binary number is above a half
        (0.585, 2, "0.59"),  # and here below
        (-0.585, 2, "-0.59"),
        (0.80499999999999, 2, "0.81"),  # a half, but for the rounding of a sum
        (0.8049, 2, "0.80"),
        (2.5, 0, "3"),
        (-0.0004, 3, "0.000"),
        (1234.5, 1, "1,234.5"),
        (float("nan"), 2, "nan"),
    ],
)
def test_halves_go_away_from_zero(value: float, places: int, text: str) -> None:
    assert wording.fixed(value, places) == text


def test_a_share_rounds_alike_as_number_and_as_percent() -> None:
    for share in np.arange(0, 1, 0.005):
        assert round(100 * float(wording.fixed(share, 2))) == int(wording.percent(share).removesuffix("%"))
    assert wording.percent(0.0049, 1, plus=True) == "+0.5%"


@pytest.mark.parametrize(
    ("low", "estimate", "high", "shown", "between"),
    [
        (-0.2, -0.1, 0.05, "-0.100", "-0.200 to 0.050"),
        (0.0501117, 0.0501229, 0.0501356, "0.05012", "0.05011 to 0.05014"),
        (0.00342, 0.00358, 0.00373, "0.0036", "0.0034 to 0.0037"),
        (-0.00159, -0.000715, 0.000159, "-0.0007", "-0.0016 to 0.0002"),
        (-0.0000398, -0.0000133, -0.0000021, "-0.00001", "-0.00004 to -0.000002"),
        (17.19, 17.54, 17.88, "17.5", "17.2 to 17.9"),
        (1234.1, 1234.2, 1234.3, "1,234.2", "1,234.1 to 1,234.3"),
        (0.2, 0.2, 0.2 + 1e-16, "0.200", "0.200 to 0.200"),
        (0.0, 0.0, 0.0, "0", "0 to 0"),
    ],
)
def test_interval_has_the_decimals_that_show_it(
    low: float, estimate: float, high: float, shown: str, between: str
) -> None:
    claim = {"estimate": estimate, "low": low, "high": high, "unit": ""}
    assert (wording.estimate(claim), wording.interval(claim)) == (shown, between)


@given(
    st.floats(-1e5, 1e5, allow_subnormal=False),
    st.floats(-6, 4).map(lambda exponent: 10.0**exponent),
)
def test_ends_of_an_interval_that_has_a_width_read_differently(low: float, width: float) -> None:
    claim = {"estimate": low, "low": low, "high": low + width}
    ends = [float(end.replace(",", "")) for end in wording.interval(claim).split(" to ")]
    assert ends[0] < ends[1]
    assert ends == pytest.approx([low, low + width], rel=0, abs=0.26 * width)


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
