"""How numbers, verdicts and texts of others are worded, the same in the terminal and in the report."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import ceil, floor, isfinite, log10
from typing import Any

from altutor.claims import FULL_SCALE_ONLY

Claim = dict[str, Any]  # one entry of ``Results.claims``

HOLDS, FAILS, OPEN, LATER = "holds", "does not hold", "inconclusive", FULL_SCALE_ONLY
PLURALS = {HOLDS: "hold", FAILS: "do not hold"}
SYMBOLS = {HOLDS: "✓", FAILS: "✗", OPEN: "?", LATER: "→"}
SMALLEST = 1e-9  # what is less is the rounding of a sum
GUARD = 6  # decimals beyond those shown: 0.80499999999 is a half, in a sum whose last digits are off
JOINERS = "\u200c\u200d"  # not printable by themselves, but Persian and Hindi words and many emoji are spelt with them
ALL_DIGITS = Context(prec=400)


def verdict(claim: Claim) -> str:
    """Return the verdict in words, one of the keys of :data:`SYMBOLS`."""
    if claim["note"] == FULL_SCALE_ONLY:
        return LATER
    return {"yes": HOLDS, "no": FAILS}.get(claim["holds"], OPEN)


def printable(text: str, keep: str = "") -> str:
    r"""Return a text with nothing that steers a terminal or the direction of writing.

    Parameters
    ----------
    text
        From a file, or its name.
    keep
        Characters to leave alone, such as a newline where lines may break.

    Returns
    -------
    str
        White space of any kind is a space, and what cannot be printed is named: ``\x1b``, ``\u202e``.
    """

    def one(character: str) -> str:
        if character.isprintable() or character in JOINERS or character in keep:
            return character
        return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")

    return text if text.isprintable() else "".join(map(one, text))


def number(value: float, width: float = 0.0) -> str:
    """Return three decimals, fewer where the number is large, more where these would show a difference as none.

    Parameters
    ----------
    value
        The number.
    width
        Of the interval that it stands beside, or is an end of; 0 where there is none.
    """
    if abs(value) < SMALLEST:
        return "0"
    usual = 3 if abs(value) < 10 else 1 if abs(value) < 1000 else 0
    return fixed(value, max(decimals(usual, width), -floor(log10(abs(value)))))


def fixed(value: float, places: int, plus: bool = False) -> str:
    """Return a number with so many decimals, the same wherever it stands.

    A half goes away from zero, as on paper: 0.805 is 0.81, and 80.5% are 81%. Python's own formatting rounds the binary
    number behind it, which gives 0.81 and 80%.

    Parameters
    ----------
    value
        The number.
    places
        Decimals.
    plus
        Write a plus, too. What is rounded to zero has no minus.
    """
    sign = "+" if plus else ""
    if not isfinite(value):
        return f"{value:{sign}}"
    exact = Decimal(f"{value:.{places + GUARD}f}")
    half_up = exact.quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP, ALL_DIGITS)
    return f"{half_up:{sign}z,.{places}f}"


def percent(value: float, places: int = 0, plus: bool = False) -> str:
    """Return a share as percent, rounded as :func:`fixed` does."""
    return f"{fixed(100 * value, places, plus)}%"


def decimals(fewest: int, width: float) -> int:
    """Return how many decimals show an interval: the last one steps by at most half of its width."""
    return fewest if width < SMALLEST else max(fewest, ceil(log10(2 / width)))


def width(claim: Claim) -> float:
    """Return the width of a claim's interval, 0 where an end is missing."""
    return 0.0 if None in (claim["low"], claim["high"]) else float(claim["high"] - claim["low"])


def estimate(claim: Claim) -> str:
    """Return the estimate with its unit; empty where it was not measured."""
    if claim["estimate"] is None:
        return ""
    return f"{number(claim['estimate'], width(claim))} {claim['unit']}".rstrip()


def interval(claim: Claim) -> str:
    """Return the interval; empty where nothing was measured, words where it has no end."""
    if claim["estimate"] is None:
        return ""
    low, high = claim["low"], claim["high"]
    if low is None and high is None:
        return "unbounded (too few seeds)"
    wide = width(claim)
    return f"{'-inf' if low is None else number(low, wide)} to {'inf' if high is None else number(high, wide)}"


def bound(claim: Claim) -> str:
    """Return what the claim says of its quantity: ``above 0.050``."""
    low, high = claim["bound"]
    if low is not None and high is not None:
        return f"between {number(low)} and {number(high)}"
    if low is not None:
        return f"above {number(low)}"
    return f"below {number(high)}" if high is not None else "any value"


def tally(claims: list[Claim]) -> list[tuple[str, int, str]]:
    """Count the verdicts, in the order of :data:`SYMBOLS`: verdict, count, and the verdict as words after the count."""
    words = [verdict(claim) for claim in claims]
    counts = [(word, words.count(word)) for word in SYMBOLS if word in words]
    return [(word, count, PLURALS.get(word, word) if count > 1 else word) for word, count in counts]


def duration(seconds: float) -> str:
    """Return seconds, minutes or hours, whichever reads best."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
