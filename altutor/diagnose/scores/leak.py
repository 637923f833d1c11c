"""Texts that stand on both sides: chosen and trained on, and among those that the model is judged on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.material import Material
from altutor.traces import Trace
from altutor.wording import percent

if TYPE_CHECKING:
    from numpy.typing import NDArray

STOP = 0.10  # share of the texts: so much, at most, a score can gain from texts that were trained on
WORDS = 3  # of a shingle
ALIKE = 0.8  # shared shingles of all that two texts have
CHUNK = 500  # texts compared at once


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
            found.append((name, same, int(near.sum()), same + len(items)))
    if not found:
        return None
    name, same, alike, n = max(found, key=lambda one: (one[1] + one[2]) / one[3])
    share = (same + alike) / n
    what = f"{same:,} of {n:,} {name} were chosen, too, and {alike:,} more are nearly the same as a chosen text."
    return Finding(
        id="leak",
        section=4,
        question="Are texts on both sides?",
        answer=what + _meaning(share, name),
        method=(
            "The same text: equal to the letter. Nearly the same: of all runs of three words that two texts have, they "
            "share at least four fifths (Broder, 1997). The same texts are left out of every comparison of this "
            "report, the nearly same ones are not."
        ),
        chapter="01_fair_race#what-to-refuse-to-believe",
        effect=share,
        unit=f"share of the {name}",
        sizes={"chosen texts": len(chosen)} | {one[0]: one[3] for one in found},
        trace=_trace(found),
        step=_step(share, what, name),
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


def _meaning(share: float, name: str) -> str:
    if share == 0:
        return f" The {name} are clean."
    return (
        f" A model that was trained on them knows them: a score on these {name} can be too high by up to "
        f"{percent(share, 1)}."
    )


def _step(share: float, what: str, name: str) -> Step | None:
    if share == 0:
        return None
    do = f"Take them out of the {name} before you score a model on these."
    return Step("stop" if share >= STOP else "look", share, what, do)


def _trace(found: Sequence[tuple[str, int, int, int]]) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("group", "label", "series", "of", "estimate", "low", "high")}
    for name, same, near, n in found:
        for label, count in (("the same as a chosen text", same), ("nearly the same", near)):
            row = (name.capitalize(), label, name, n, count, None, None)
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
    counts = "; ".join(f"{name}: {same} of {n} the same, {near} nearly" for name, same, near, n in found)
    return Trace(
        id="diagnose-leak",
        kind="dots",
        title="Texts that were chosen and are scored on, too",
        caption=(
            "How many texts were chosen, too. Every dot should lie at 0: the further to the right, the more "
            "of a score is memory."
        ),
        alt=f"Dots by file. {counts}.",
        columns=columns,
        labels={"x": "texts that were chosen, too", "zero": True},
    )
