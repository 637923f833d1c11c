"""A pool with a rare class, and one whose rare class is partly hidden.

A common class around the origin, and a rare one in one mode or two, each a round Gaussian of standard deviation 1::

    rare                                       rare
    (visible)                                  (hidden)
       *                                          *         ^
                                                            | lift
           o                                                v
         common
       |<->|<----------- behind ----------------->|
       ahead

With one mode the best boundary is a straight line. With two, a model that knows only the visible mode ranks the hidden
one below the middle of the common class: it is surest, and wrong, exactly there, as in :mod:`altutor.data.trap`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError

COMMON, VISIBLE, HIDDEN = 0, 1, 2


@dataclass(frozen=True)
class Rows:
    """Rows drawn from :class:`Rare`.

    Attributes
    ----------
    features
        Shape (n, n_features); the unit is the standard deviation of a mode.
    labels
        Shape (n,): 1 in the rare class, else 0.
    mode
        Shape (n,): :data:`COMMON`, :data:`VISIBLE` or :data:`HIDDEN`.
    """

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    mode: NDArray[np.int64]

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Shape (n,): True in the hidden mode."""
        return self.mode == HIDDEN

    def start(self, known: int, random: int) -> list[int]:
        """Return the labelled rows of someone who knows a few rows of the rare class and labels some at random.

        None of them is of the hidden mode. Rows are in random order: the known rows are the last of the visible rare
        class, and the random ones the first others, so that those say nothing of these.

        Parameters
        ----------
        known
            Rows of the visible rare class, at least 1.
        random
            Further rows of any kind but the hidden, at least 1. Where none of them is common, the last gives way to the
            first common row: a classifier needs both classes.

        Raises
        ------
        AltutorError
            When a number is below 1, or there are not so many rows.
        """
        if known < 1 or random < 1:
            raise AltutorError(f"A start of {known} known and {random} random rows was asked for: ask for 1 or more.")
        last = np.flatnonzero(self.mode == VISIBLE)[::-1][:known]
        others = np.setdiff1d(np.flatnonzero(~self.hidden), last)
        if len(last) < known or len(others) < random or not (self.labels == 0).any():
            raise AltutorError(
                f"A start of {known} known rare rows and {random} random ones was asked for, and {len(self.labels)} "
                f"rows hold {(self.mode == VISIBLE).sum()} of the visible rare class and {(self.labels == 0).sum()} "
                "common ones: draw more rows."
            )
        others, later = others[:random], others[random:]
        if self.labels[others].all():
            others[-1] = later[np.argmin(self.labels[later])]
        return [int(row) for row in (*last, *others)]


@dataclass(frozen=True)
class Rare:
    """The distribution; see the data card for what each parameter does.

    Attributes
    ----------
    prevalence
        Share of rows in the rare class, above 0 and at most 0.5.
    hidden
        Share of the rare class in the hidden mode, in [0, 1).
    ahead
        Distance from the common class to the visible mode along the first feature.
    behind
        Distance from the common class to the hidden mode along the first feature, on the other side.
    lift
        Distance from the common class to both modes along the second feature.
    n_features
        At least 2; those beyond the second are noise.

    Raises
    ------
    AltutorError
        When a parameter is out of its range, or the hidden mode would not be hidden.
    """

    prevalence: float = 0.05
    hidden: float = 0.0
    ahead: float = 2.0
    behind: float = 8.0
    lift: float = 2.5
    n_features: int = 10

    def __post_init__(self) -> None:
        if not 0.0 < self.prevalence <= 0.5:
            raise AltutorError(f"prevalence is {self.prevalence}: choose a share above 0 and at most 0.5.")
        if not 0.0 <= self.hidden < 1.0:
            raise AltutorError(f"hidden is {self.hidden}: choose a share of the rare class of at least 0 and below 1.")
        if self.n_features < 2:
            raise AltutorError(f"n_features is {self.n_features}, and must be 2 or more.")
        if not self.separation > 0.0:
            raise AltutorError("ahead and lift are both 0, and the classes are alike: choose one of them above 0.")
        if self.hidden > 0 and not self.depth > 0.0:
            raise AltutorError(
                f"The hidden mode would not be hidden (ahead={self.ahead}, behind={self.behind}, lift={self.lift}): "
                "a model of the visible mode ranks it above the common class; choose ahead * behind above lift * lift."
            )

    @property
    def centres(self) -> NDArray[np.float64]:
        """Shape (3, n_features): centres of the common class and of both modes."""
        centres = np.zeros((3, self.n_features))
        centres[VISIBLE, :2] = -self.ahead, self.lift
        centres[HIDDEN, :2] = self.behind, self.lift
        return centres

    @property
    def separation(self) -> float:
        """Distance between the common class and the visible mode, in standard deviations."""
        return float(np.hypot(self.ahead, self.lift))

    @property
    def depth(self) -> float:
        """How far below the common class a perfect model of the visible mode ranks the hidden one.

        In standard deviations of its score among the rows of one mode.
        """
        return (self.ahead * self.behind - self.lift**2) / self.separation

    def draw(self, n: int, rng: np.random.Generator) -> Rows:
        """Draw `n` independent rows.

        Rows drawn with equal generators differ between two prevalences only where their class does.

        Raises
        ------
        AltutorError
            When `n` is below 1.
        """
        if n < 1:
            raise AltutorError(f"The rare class was asked for {n} rows: ask for 1 or more.")
        rare = rng.random(n) < self.prevalence
        hidden = rng.random(n) < self.hidden
        mode = np.where(rare, np.where(hidden, HIDDEN, VISIBLE), COMMON).astype(np.int64)
        features = self.centres[mode] + rng.standard_normal((n, self.n_features))
        return Rows(features, rare.astype(np.int64), mode)

    def average_precision(self, angle: float | None = None) -> float:
        """Return the average precision of a linear score, on endlessly many rows.

        Parameters
        ----------
        angle
            Direction of the score in the plane of the first two features, in radians from the first; None takes the
            best of 181 directions, one a degree: no straight line ranks better, up to that rounding.

        Notes
        -----
        A linear score is Gaussian within each mode, so precision and recall at a threshold have closed forms. The
        integral of precision over recall is taken by the trapezoid rule.
        """
        if angle is None:
            return max(self.average_precision(float(one)) for one in np.linspace(0.0, np.pi, 181))
        from scipy.special import ndtr

        thresholds = np.linspace(-9.0, 9.0 + self.behind + self.separation, 2001)
        means = self.centres[:, :2] @ [np.cos(angle), np.sin(angle)]
        common, visible, hidden = ndtr(means[:, None] - thresholds)
        recall = (1.0 - self.hidden) * visible + self.hidden * hidden
        found = self.prevalence * recall
        precision = found / np.maximum(found + (1.0 - self.prevalence) * common, 1e-300)
        return float(np.trapezoid(precision[::-1], recall[::-1]))
