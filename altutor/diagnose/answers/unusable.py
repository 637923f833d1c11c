"""Spans of the chosen texts that no trainer can use: where many are, the file is wrong, and not the choice."""

from __future__ import annotations

from altutor.diagnose.finding import Finding, Level, Step
from altutor.diagnose.material import Material
from altutor.wording import percent

LOST = ("spans outside the text", "spans without borders", "spans without a label")  # left out when they were read
OFF = "spans not on token borders"
LOOK, STOP = 0.05, 0.5  # shares of the spans
SHOWN = 3  # places to look at


def lost_spans(material: Material) -> int:
    """Return how many spans of the chosen texts were left out when they were read."""
    return sum(material.selected.counts[kind] for kind in LOST)


def unusable(material: Material) -> Finding | None:
    """Say what share of the spans of the chosen texts cannot be used as they are.

    Parameters
    ----------
    material
        What was counted when its chosen texts were read.

    Returns
    -------
    Finding or None
        Counted, not estimated: without interval and p-value. None where every span can be used.
    """
    counts = material.selected.counts
    found = {kind: counts[kind] for kind in (*LOST, OFF) if counts[kind]}
    if not found:
        return None
    total = counts["spans"] + lost_spans(material)
    share = min(1.0, sum(found.values()) / total)
    kinds = ", ".join(f"{n:,} {kind.removeprefix('spans ')}" for kind, n in found.items())
    what = f"{percent(share)} of the {total:,} spans of the chosen texts cannot be used as they are: {kinds}."
    step = None
    if share >= LOOK:
        level: Level = "stop" if share >= STOP else "look"
        places = [problem.place for problem in material.selected.problems if problem.what.startswith("The span ")]
        where = f" (as at {', '.join(places[:SHOWN])})" if places else ""
        do = f"Mend how {material.selected.name} was written{where}, then type the same command again."
        step = Step(level, share, what, do)
    return Finding(
        id="unusable",
        section=5,
        question="Can the spans be used?",
        answer=f"{what} A pipeline marks whole tokens inside a text; what it cannot mark, it cannot learn.",
        method="Counted, with the tokens of spaCy's blank English pipeline.",
        chapter="05_org_experiment#yes-or-no-what-do-the-other-tokens-mean",
        effect=share,
        unit="share of the spans",
        sizes={"spans": total},
        step=step,
    )
