"""Spans of the chosen texts that no trainer can use: where many are, the file is wrong, and not the choice."""

from __future__ import annotations

from collections import Counter

from altutor.diagnose.finding import Finding, Level, Step
from altutor.diagnose.material import Material
from altutor.wording import percent

OFF = "spans not on token borders"
LOOK, STOP = 0.05, 0.5  # shares of the spans
SHOWN = 3  # places to look at


def unusable(material: Material) -> Finding | None:
    """Say what share of the spans of the chosen texts cannot be used as they are.

    Parameters
    ----------
    material
        Its answers, without those that were skipped. Spans that are no part of an answer do not count, such as those
        of a text that was rejected as a whole.

    Returns
    -------
    Finding or None
        Counted, not estimated: without interval and p-value. None where every span can be used.
    """
    answers = [example for example in material.selected.examples if example.answer != "ignore"]
    found = Counter(kind for example in answers for kind in example.lost)
    total = found.total() + sum(len(example.spans or ()) for example in answers)
    found[OFF] = sum(span.cut for example in answers for span in example.spans or ())
    bad = found.total()
    if not bad:
        return None
    share = bad / total
    kinds = ", ".join(f"{n:,} {kind.removeprefix('spans ')}" for kind, n in found.items() if n)
    what = f"{percent(share)} of the {total:,} spans of the chosen texts cannot be used as they are: {kinds}."
    if total == 1:
        what = f"The only span of the chosen texts cannot be used as it is: {kinds.removeprefix('1 ')}."
    step = None
    if share >= LOOK:
        level: Level = "stop" if share >= STOP else "look"
        wrong = (one for one in answers if one.lost or any(span.cut for span in one.spans or ()))
        places = list(dict.fromkeys(one.place for one in wrong if one.place))
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
