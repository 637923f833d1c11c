"""The verdict: how far the findings speak against going on, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from altutor.diagnose.finding import Finding, Level, Step, Unknown

LEVELS: tuple[Level, ...] = ("go on", "look", "stop")
ALARM = 0.05  # an adjusted p-value below it
LINES = 5
LABELS = re.compile(r"Label ([\d,]+) random texts")
SELECTION = (1, 2)  # sections that ask how the choice differs, which every active choice does
SCORES = 4  # its steps go by an interval
COMPARED_NOTHING = "There is too little to compare: give what is missing before you trust a score on these texts."
MEANING: dict[Level, str] = {
    "go on": "Nothing was found that should change how you go on.",
    "look": "Something was found: look at it before you trust a score on these texts.",
    "stop": "Something was found that can hurt: mend it before you label or train further.",
}


@dataclass(frozen=True)
class Line:
    """One line of the verdict: a finding with its next step; `finding` is its id, empty for a line about them all."""

    finding: str
    level: Level
    what: str
    do: str


@dataclass(frozen=True)
class Verdict:
    """Three levels, and at most five lines that say why.

    Attributes
    ----------
    level
        The highest of the lines.
    lines
        The highest level first, then by the harm that they stand for.
    """

    level: Level
    lines: tuple[Line, ...]

    @property
    def meaning(self) -> str:
        """The level in a sentence, which does not speak of findings where nothing could be compared."""
        if self.level == "look" and not any(line.finding for line in self.lines if line.level == self.level):
            return COMPARED_NOTHING
        return MEANING[self.level]


def verdict(findings: Sequence[Finding], unknowns: Sequence[Unknown] = (), compared: bool = True) -> Verdict:
    """Weigh findings by what can hurt.

    A step counts unless its finding was tested and the p-value, adjusted for all tests of the report, is 0.05 or more.
    Of the scores (section 4) the interval has decided already: what can hurt is not to be lost among many tests.
    Of findings that ask for the same step, the one that weighs most gives the line.
    Every actively chosen sample differs from its pool, so sections 1 and 2 never raise the level above 'look'.

    Parameters
    ----------
    findings
        With their adjusted p-values.
    unknowns
        What the report could not ask.
    compared
        Whether the chosen texts could be compared with others; if not, that is a reason to look.

    Returns
    -------
    Verdict
    """
    asked = [(_capped(found), found) for found in findings if found.step is not None and not _by_chance(found)]
    steps = sorted(
        ((step, found) for step, found in asked if step is not None),
        key=lambda one: (-LEVELS.index(one[0].level), -one[0].weight),
    )
    first = {step.do: Line(found.id, step.level, step.what, step.do) for step, found in reversed(steps)}
    lines = [line for step, found in steps if (line := first[step.do]).finding == found.id][:LINES]
    if not compared:
        lines = [*lines[: LINES - 1], _not_compared(unknowns)]
    elif not lines or all(line.level == "go on" for line in lines):
        lines = [_nothing(findings, unknowns), *lines[: LINES - 1]]
    return Verdict(max((line.level for line in lines), key=LEVELS.index), _labels_once(lines))


def alarm(finding: Finding) -> bool:
    """Return whether a finding was tested and chance alone is a poor explanation of it."""
    p = finding.p_value if finding.adjusted is None else finding.adjusted
    return p is not None and p < ALARM


def _labels_once(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Let a line that asks for random labels say that those of an earlier line will do."""
    most, worded = 0, list[Line]()
    for line in lines:
        if found := LABELS.match(line.do):
            n = int(found[1].replace(",", ""))
            begin = found[0]
            if most:
                begin = f"Use {n:,} of the same random texts" if n <= most else f"{begin}, the same among them,"
            most = max(most, n)
            line = replace(line, do=begin + line.do[found.end() :])
        worded.append(line)
    return tuple(worded)


def _by_chance(finding: Finding) -> bool:
    return finding.section != SCORES and finding.p_value is not None and not alarm(finding)


def _capped(finding: Finding) -> Step | None:
    step = finding.step
    if step is None or step.level != "stop" or finding.section not in SELECTION:
        return step
    return Step("look", step.weight, step.what, step.do)


def _not_compared(unknowns: Sequence[Unknown]) -> Line:
    what = "The chosen texts could not be compared with others, so that whether the choice is biased stays open."
    needs = unknowns[0].needs.rstrip(".") if unknowns else "--pool FILE"
    if any(one.needs.startswith("--heldout FILE") for one in unknowns):
        needs += "; and labelled texts that nobody chose, with --heldout FILE"
    return Line("", "look", what, f"Give {needs}.")


def _nothing(findings: Sequence[Finding], unknowns: Sequence[Unknown]) -> Line:
    """Return the line where no finding asks for anything: what was asked, and what was not."""
    tested = [found for found in findings if found.p_value is not None]
    alarms = sum(map(alarm, tested))
    what = f"Of {len(tested)} tests {alarms or 'none'} found a difference that chance alone hardly gives"
    what += ", and none is large enough to change anything." if alarms else "."
    do = "Go on as before."
    if unknowns:
        needs = list(dict.fromkeys(one.needs for one in unknowns))
        do = f"Go on; {len(unknowns)} question{'s' if len(unknowns) > 1 else ''} could not be asked"
        do += f", first of all for want of: {needs[0].rstrip('.')}."
    return Line("", "go on", what, do)
