"""Is a span's score a probability? Counts for a reliability diagram, and numbers read off it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.data.corpus import TOPICS
from altutor.ner.entities import Span
from altutor.ner.scores import BLOCKS_PER_TOPIC
from altutor.ner.uncertainty import Proposals

BINS = 10


def reliability_counts(
    proposals: Sequence[Proposals], gold: Sequence[Collection[Span]], block: ArrayLike
) -> NDArray[np.float64]:
    """Sort proposed spans by their score and count how many are right.

    Parameters
    ----------
    proposals
        Scored spans of each text.
    gold
        Gold spans of each text.
    block
        The block of each text (see :func:`altutor.ner.scores.blocks`).

    Returns
    -------
    numpy.ndarray
        Shape (3, n_blocks, BINS): spans, right spans, sum of scores. Bin k holds scores from k/10 up to (k+1)/10; the
        last one holds 1 too.
    """
    found = np.zeros((3, len(TOPICS) * BLOCKS_PER_TOPIC, BINS))
    for scored, right, number in zip(proposals, gold, np.asarray(block), strict=True):
        for span, score in scored.items():
            column = min(int(score * BINS), BINS - 1)
            found[:, number, column] += (1, span in right, score)
    return found


def near_half_counts(
    proposals: Sequence[Proposals], gold: Sequence[Collection[Span]], block: ArrayLike
) -> NDArray[np.int64]:
    """Count the proposed spans scored from 0.4 to 0.6, both included, and those of them that are right.

    Returns
    -------
    numpy.ndarray
        Shape (2, n_blocks): spans, right spans.
    """
    found = np.zeros((2, len(TOPICS) * BLOCKS_PER_TOPIC), dtype=np.int64)
    for scored, right, number in zip(proposals, gold, np.asarray(block), strict=True):
        for span, score in scored.items():
            if abs(score - 0.5) < 0.1 + 1e-9:  # shares of a committee lie on the borders
                found[:, number] += (1, span in right)
    return found


def expected_calibration_error(counts: ArrayLike) -> float:
    """Return the mean gap between score and share right, weighted by spans (Naeini, Cooper and Hauskrecht, 2015).

    Parameters
    ----------
    counts
        Shape (3, BINS) or (3, n_blocks, BINS), from :func:`reliability_counts`.
    """
    n, right, score = np.asarray(counts, dtype=float).reshape(3, -1, BINS).sum(axis=1)
    return float(np.abs(right - score).sum() / max(n.sum(), 1.0))
