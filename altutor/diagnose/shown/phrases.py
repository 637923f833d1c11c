"""How a finding's numbers are worded, the same in the terminal and on the page."""

from __future__ import annotations

import re

from altutor.diagnose.finding import Finding
from altutor.wording import fixed, number, percent

SMALL = 0.001  # a p-value below it is written as "< 0.001"
DASH = "–"  # in a cell that would be empty
WITHOUT_EFFECT = {"picture": "a picture, no number", "settle": "not even 20,000 labels would do"}
# Counts are named in the plural.
NOUNS = re.compile(
    r"\b(annotation|answer|chance|duplicate|example|label|mark|record|region|row|span|split|tag|task|term|text)s\b"
)


def p_value(value: float | None) -> str:
    """Return a p-value with three decimals; empty where nothing was tested."""
    if value is None:
        return ""
    return f"< {SMALL}" if value < SMALL else fixed(value, 3)


def effect(finding: Finding) -> str:
    """Return the effect with its unit, "0.534 AUC" or "5.8% of the pool"; or why there is none."""
    if finding.effect is None:
        return WITHOUT_EFFECT.get(finding.id, "")
    unit = finding.unit.removeprefix("share ") if _is_share(finding) else finding.unit
    return f"{_number(finding.effect, finding)} {unit}".rstrip()


def interval(finding: Finding) -> str:
    """Return the 95% interval; empty where there is none."""
    if finding.low is None or finding.high is None:
        return ""
    return f"{_number(finding.low, finding)} to {_number(finding.high, finding)}"


def sizes(finding: Finding) -> str:
    """Return how many of what: "200 chosen texts, 2,000 other texts of the pool"."""
    return ", ".join(counted(count, name) for name, count in finding.sizes.items())


def counted(count: int, name: str) -> str:
    """Return a count of what is named in the plural: "2 records", "1 record without a text"."""
    if count == 1 and " and " not in name:
        name = NOUNS.sub(r"\1", name, count=1).replace("entities", "entity").replace("that are none", "that is none")
    return f"{count:,} {name}"


def _number(value: float, finding: Finding) -> str:
    width = 0.0 if finding.low is None or finding.high is None else finding.high - finding.low
    if _is_share(finding):
        return percent(value, 0 if value in (0, 1) else 1)
    if not width and float(value).is_integer():
        return f"{value:,.0f}"  # a count
    return number(value, width)


def _is_share(finding: Finding) -> bool:
    """Return whether the effect is a share of something, and no difference of shares."""
    return finding.unit.startswith("share of ") and "minus" not in finding.unit
