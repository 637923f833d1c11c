"""What the replications share: the paper beside the run, and columns of estimates for figures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.claims import Sample, interval
from altutor.traces import DIGITS
from altutor.wording import fixed

SPREAD = ("estimate", "low", "high")


@dataclass(frozen=True)
class Paper:
    """What a paper reports, and where it does.

    Attributes
    ----------
    citation
        Authors, place and year; the bibliography has the rest.
    reports
        The finding, as the paper gives it, as a clause.
    where
        The part of the paper that says so.
    unchecked
        What of the set-up here could not be compared with the paper's full text; empty where all could.
    why
        The reason for the finding, in a sentence or two.
    """

    citation: str
    reports: str
    where: str
    unchecked: str
    why: str

    def beside(self, found: str) -> str:
        """Return the report and what was found here, for a caption."""
        found = f"{self.citation} report ({self.where}) that {self.reports}. Here: {found} {self.why} {self.unchecked}"
        return found.strip()


def spread(values: ArrayLike, yes_no: bool = False, digits: int = DIGITS) -> tuple[float, float | None, float | None]:
    """Return mean and 95% interval over seeds, rounded; the ends are None where one seed leaves them open."""
    estimate, low, high = interval(Sample(np.asarray(values, dtype=float), yes_no=yes_no))
    if not np.isfinite(low):
        return round(estimate, digits), None, None
    return round(estimate, digits), round(low, digits), round(high, digits)


def signed(value: float) -> str:
    """Return a difference with its sign and three decimals, and no minus before a zero."""
    return fixed(value, 3, plus=True)


def sentence(text: str) -> str:
    """Return a text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def append(columns: dict[str, list[Any]], *cells: Any) -> None:
    """Add one row to the columns of a trace, in their order."""
    for column, cell in zip(columns.values(), cells, strict=True):
        column.append(cell)


def digest(*arrays: NDArray[Any]) -> str:
    """Return a hash of data, to nine digits: the last ones differ between processors."""
    found = hashlib.sha256()
    for array in arrays:
        found.update((np.round(array, 9) + 0.0).tobytes())  # adding zero turns -0.0 into 0.0
    return found.hexdigest()


@dataclass(frozen=True)
class Split:
    """Two thirds of a data set as the pool, the rest held out; features are standardized on the pool."""

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    heldout: NDArray[np.float64]
    heldout_labels: NDArray[np.int64]


def split(features: NDArray[np.float64], labels: NDArray[np.int64], seed: int) -> Split:
    """Split at random, in random order; features that do not vary over the pool become 0."""
    order = np.random.default_rng([seed, 1]).permutation(len(labels))
    pool, heldout = np.split(order, [2 * len(labels) // 3])
    spread_of = features[pool].std(axis=0)
    scale = np.where(spread_of > 1e-12, spread_of, np.inf)
    scaled = (features - features[pool].mean(axis=0)) / scale
    return Split(scaled[pool], labels[pool], scaled[heldout], labels[heldout])


def random_start(labels: NDArray[np.int64], size: int) -> list[int]:
    """Return the first rows of a pool in random order; the last is another one where all would be of one class."""
    rows = list(range(size))
    if len(np.unique(labels[:size])) < 2:
        rows[-1] = int(np.argmax(labels != labels[0]))
    return rows
