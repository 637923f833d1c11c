"""A claim: a sentence that a run can refute, and the interval that decides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95
FEW_SEEDS = 20  # below this a percentile bootstrap covers too little: five seeds give 0.83 instead of 0.95
FULL_SCALE_ONLY = "full scale only"


@dataclass(frozen=True)
class Sample:
    """What a claim measures: one number a seed.

    Attributes
    ----------
    values
        Shape (n_seeds,): the paired difference, share or score of each seed.
    heldout_variance
        Variance of the mean over seeds that comes from having this held-out set and not another (0 where fresh
        held-out data is drawn with every seed). Seeds share the held-out set, so more seeds do not lower it.
    heldout_df
        Degrees of freedom of that variance.
    yes_no
        The values are outcomes, 1 or 0, and their mean is a share; differences that all happen to be 0 are not.
    """

    values: NDArray[np.float64]
    heldout_variance: float = 0.0
    heldout_df: float = np.inf
    yes_no: bool = False


@dataclass(frozen=True)
class Claim:
    """A sentence and what would refute it.

    Attributes
    ----------
    id
        Short and stable; pages refer to it.
    statement
        The prediction, worded before the run.
    measure
        From the table of rows to a :class:`Sample`, or to several: then the claim is that each lies above `low`, and
        the smallest estimate, low and high are shown (an intersection-union test: Berger, 1982).
    low, high
        The claim says that the quantity lies between the two; one of them may be infinite.
    unit
        What the estimate counts, for tables: ``F``, ``accuracy``, ``share``.
    min_seeds
        With fewer seeds nothing is decided: a few values can be equal by chance, and their interval has no width.
    scales
        Scales that have enough runs to decide it; at others its verdict is 'full scale only'.
    looked
        What had been looked at when it was worded, as in "Worded after a look at ..."; empty where nothing had.
    """

    id: str
    statement: str
    measure: Callable[[pd.DataFrame], Sample | tuple[Sample, ...]]
    low: float = -np.inf
    high: float = np.inf
    unit: str = ""
    scales: tuple[str, ...] = ("quick", "full")
    min_seeds: int = 1
    looked: str = ""

    @property
    def wording(self) -> str:
        """The statement as it is shown everywhere: it says itself what had been looked at before."""
        return f"{self.statement} Worded after a look at {self.looked}." if self.looked else self.statement


@dataclass(frozen=True)
class Verdict:
    """A claim beside what was found; ``estimate``, ``low`` and ``high`` are None where it was not measured."""

    id: str
    statement: str
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    n_seeds: int
    holds: Literal["yes", "no", "inconclusive"]
    bound: tuple[float | None, float | None]
    unit: str
    note: str = ""


def interval(sample: Sample, level: float = LEVEL) -> tuple[float, float, float]:
    """Estimate and confidence interval of the mean over seeds.

    Shares of yes/no outcomes get the exact interval (Clopper and Pearson, 1934). Below :data:`FEW_SEEDS` seeds, or
    where the held-out set adds a variance of its own, a t interval with Satterthwaite's (1946) degrees of freedom;
    else the BCa bootstrap (Efron, 1987).

    Parameters
    ----------
    sample
        Values of shape (n_seeds,), n_seeds >= 1.
    level
        Confidence level in (0, 1).

    Returns
    -------
    tuple
        ``(estimate, low, high)``. The interval of a single seed is infinite, but for a share.
    """
    from scipy import stats

    values = np.asarray(sample.values, dtype=float)
    n = len(values)
    mean = float(values.mean())
    if sample.yes_no:
        exact = stats.binomtest(int(values.sum()), n).proportion_ci(level)
        return mean, float(exact.low), float(exact.high)
    if n < FEW_SEEDS or sample.heldout_variance > 0:
        if n == 1:
            return mean, -np.inf, np.inf
        seeds = float(values.var(ddof=1)) / n
        total = seeds + sample.heldout_variance
        if total == 0.0:
            return mean, mean, mean
        df = total**2 / (seeds**2 / (n - 1) + sample.heldout_variance**2 / sample.heldout_df)
        half = float(stats.t.ppf((1 + level) / 2, df)) * total**0.5
        return mean, mean - half, mean + half
    if np.ptp(values) == 0.0:
        return mean, mean, mean
    rng = np.random.default_rng(0)  # fixed, so that the same rows give the same interval
    found = stats.bootstrap((values,), np.mean, confidence_level=level, n_resamples=4999, rng=rng)
    return mean, float(found.confidence_interval.low), float(found.confidence_interval.high)


def jackknife(statistic: Callable[[NDArray[np.float64]], float], strata: ArrayLike) -> tuple[float, float]:
    """Variance of a statistic over held-out texts, by leaving out one block of texts at a time.

    Parameters
    ----------
    statistic
        From the weights of the blocks, shape (n_blocks,), to a number. A block that is left out weighs 0, and the
        others of its stratum take over its weight, so that the strata keep their shares.
    strata
        Shape (n_blocks,): the stratum of each block (the topic); at least two blocks each.

    Returns
    -------
    tuple
        Variance and its degrees of freedom.

    Notes
    -----
    The stratified delete-a-group jackknife (Wolter, 2007, *Introduction to Variance Estimation*, chapter 4).
    """
    strata = np.asarray(strata)
    left_out = np.empty(len(strata))
    for block, stratum in enumerate(strata):
        size = int((strata == stratum).sum())
        weights = np.where(strata == stratum, size / (size - 1), 1.0)
        weights[block] = 0.0
        left_out[block] = statistic(weights)
    variance, df = 0.0, 0
    for stratum in np.unique(strata):
        group = left_out[strata == stratum]
        variance += (len(group) - 1) / len(group) * float(((group - group.mean()) ** 2).sum())
        df += len(group) - 1
    return variance, df


def judge(claim: Claim, table: pd.DataFrame, scale: str) -> Verdict:
    """Measure one claim on a table of rows and say whether it holds.

    It holds where the whole interval lies between the claim's bounds, does not where the whole interval lies outside,
    and is inconclusive otherwise.

    Parameters
    ----------
    claim
        What is claimed.
    table
        The rows of a study, as :meth:`altutor.results.Results.table` gives them.
    scale
        ``quick`` or ``full``; at a scale that cannot decide the claim it is not measured.

    Returns
    -------
    Verdict
        ``estimate`` is None where nothing was measured; ``low`` and ``high`` are None where the interval has no end.
    """
    bound = (_finite(claim.low), _finite(claim.high))
    if scale not in claim.scales:
        return Verdict(
            claim.id, claim.wording, None, None, None, LEVEL, 0, "inconclusive", bound, claim.unit, FULL_SCALE_ONLY
        )
    measured = claim.measure(table)
    samples = measured if isinstance(measured, tuple) else (measured,)
    n_seeds = len(samples[0].values)
    if any(np.isnan(sample.values).any() for sample in samples):
        # For example the share of right spans where no span has such a score.
        return Verdict(
            claim.id,
            claim.wording,
            None,
            None,
            None,
            LEVEL,
            n_seeds,
            "inconclusive",
            bound,
            claim.unit,
            "too few cases to measure it",
        )
    estimate, low, high = np.min([interval(sample) for sample in samples], axis=0).tolist()
    if n_seeds < claim.min_seeds:
        low, high = -np.inf, np.inf
    holds: Literal["yes", "no", "inconclusive"] = "inconclusive"
    if claim.low < low and high < claim.high:
        holds = "yes"
    elif high <= claim.low or low >= claim.high:
        holds = "no"
    return Verdict(
        claim.id,
        claim.wording,
        estimate,
        _finite(low),
        _finite(high),
        LEVEL,
        n_seeds,
        holds,
        bound,
        claim.unit,
        f"needs {claim.min_seeds} seeds" if n_seeds < claim.min_seeds else "",
    )


def judge_all(claims: list[Claim], table: pd.DataFrame, scale: str) -> list[dict[str, Any]]:
    """Return the verdicts of all claims, as they stand in a results file."""
    return [asdict(judge(claim, table, scale)) for claim in claims]


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
