"""Texts that stand on both sides: chosen and trained on, and among those that the model is judged on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.material import Material
from altutor.diagnose.scores.tally import columns
from altutor.traces import Trace

if TYPE_CHECKING:
    from numpy.typing import NDArray

STOP = 0.10  # share of the texts: so much, at most, accuracy can gain from texts that were trained on
WORDS = 3  # of a shingle
ALIKE = 0.8  # shared shingles of all that two texts have
CHUNK = 500  # texts compared at once


@dataclass(frozen=True)
class _File:
    """A file that models are judged on: how many of its texts were chosen, too, and how many more are nearly so."""

    name: str
    same: int
    near: int
    n: int

    @property
    def share(self) -> float:
        return (self.same + self.near) / self.n

    @property
    def sentence(self) -> str:
        was, more_are = "was" if self.same == 1 else "were", "is" if self.near == 1 else "are"
        return (
            f"{self.same:,} of {self.n:,} {self.name} {was} chosen, too, and {self.near:,} more {more_are} nearly the "
            "same as a chosen text."
        )


def leak(material: Material) -> Finding | None:
    """Count held-out and random texts that were chosen, too, word for word or nearly.

    Parameters
    ----------
    material
        The files. Texts that were chosen, too, are already left out of its held-out and random texts.

    Returns
    -------
    Finding or None
        Its effect is the larger share of the two files. None without a held-out or random file. It is a count and no
        sample, so it has no interval and no p-value.
    """
    chosen = [item.text for item in material.chosen]
    found = []
    for name, source, items, same in (
        ("held-out texts", material.heldout, material.held, material.leaked),
        ("random texts", material.random, material.randomly, material.leaked_random),
    ):
        if source is not None:
            near = near_duplicates([item.text for item in items], chosen)
            found.append(_File(name, same, int(near.sum()), same + len(items)))
    if not found:
        return None
    worst = max(found, key=lambda one: one.share)
    leaking = [one for one in found if one.share]
    what = " ".join(one.sentence for one in leaking or found)
    names = " and the ".join(one.name for one in leaking or found)
    return Finding(
        id="leak",
        section=4,
        question="Are texts on both sides?",
        answer=f"{what} {_meaning(names, bool(leaking))}",
        method=(
            "The same text: equal to the letter. Nearly the same: of all runs of three words that two texts have, they "
            "share at least four fifths (Broder, 1997). The same texts are left out of every comparison of this "
            "report, the nearly same ones are not."
        ),
        chapter="01_fair_race#what-to-refuse-to-believe",
        effect=worst.share,
        unit=f"share of the {worst.name}",
        sizes={"chosen texts": len(chosen)} | {one.name: one.n for one in found},
        trace=_trace(found),
        step=_step(worst.share, what, names),
    )


def near_duplicates(texts: Sequence[str], others: Sequence[str]) -> NDArray[Any]:
    """Tell of each text whether one of `others` shares at least four fifths of its runs of three words, shape (n,)."""
    import numpy as np
    from sklearn.feature_extraction.text import HashingVectorizer

    if not len(texts) or not len(others):
        return np.zeros(len(texts), dtype=bool)
    shingles = HashingVectorizer(
        ngram_range=(WORDS, WORDS), token_pattern=r"(?u)\b\w+\b", binary=True, norm=None, alternate_sign=False
    )
    first, second = shingles.transform(texts), shingles.transform(others)
    sizes, other_sizes = (np.asarray(table.sum(axis=1)).ravel() for table in (first, second))
    alike = []
    for start in range(0, len(texts), CHUNK):
        shared = (first[start : start + CHUNK] @ second.T).tocoo()
        either = sizes[start + shared.row] + other_sizes[shared.col] - shared.data
        near = np.zeros(min(CHUNK, len(texts) - start), dtype=bool)
        near[shared.row[shared.data >= ALIKE * either]] = True
        alike.append(near)
    return np.concatenate(alike)


def _meaning(names: str, leaking: bool) -> str:
    if not leaking:
        return f"The {names} are clean."
    return f"A model that was trained on them knows them: a score on the {names} may be too high."


def _step(share: float, what: str, names: str) -> Step | None:
    if share == 0:
        return None
    do = f"Take them out of the {names} before you score a model on these."
    return Step("stop" if share >= STOP else "look", share, what, do)


def _trace(found: Sequence[_File]) -> Trace:
    rows = [
        (one.name.capitalize(), label, one.name, one.n, count, None, None)
        for one in found
        for label, count in (("the same as a chosen text", one.same), ("nearly the same", one.near))
    ]
    counts = "; ".join(f"{one.name}: {one.same} of {one.n} the same, {one.near} nearly" for one in found)
    return Trace(
        id="diagnose-leak",
        kind="dots",
        title="Texts that were chosen and are scored on, too",
        caption=(
            "How many texts were chosen, too. Every dot should lie at 0: the further to the right, the more "
            "of a score is memory."
        ),
        alt=f"Dots by file. {counts}.",
        columns=columns(("group", "label", "series", "of", "estimate", "low", "high"), rows),
        labels={"x": "texts that were chosen, too", "zero": True},
    )
