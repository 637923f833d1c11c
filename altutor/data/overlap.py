"""Two overlapping classes in many dimensions, where what separates them is a small part of what varies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError


@dataclass(frozen=True)
class Overlap:
    """Two normal distributions that differ in the mean of the first feature.

    The best rule, class 1 where the first feature is above 0, is right with probability Phi(distance / 2).

    Attributes
    ----------
    n_features
        The first tells the classes apart; the others are noise.
    distance
        Between the means of the two classes, in standard deviations of the first feature.
    noise
        Standard deviation of the other features. Above about 1 they, and not the first, are what a plot of the two
        main components shows.

    Raises
    ------
    AltutorError
        When a parameter is out of its range.
    """

    n_features: int = 20
    distance: float = 2.0
    noise: float = 1.5

    def __post_init__(self) -> None:
        if self.n_features < 1:
            raise AltutorError(f"n_features is {self.n_features}: choose 1 or more.")
        for name in ("distance", "noise"):
            if not 0.0 < getattr(self, name) < np.inf:
                raise AltutorError(f"{name} is {getattr(self, name)}: choose a number above 0.")

    def draw(self, n: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Draw `n` independent rows: features of shape (n, n_features) and labels of shape (n,), 0 or 1 alike likely.

        Raises
        ------
        AltutorError
            When `n` is below 1.
        """
        if n < 1:
            raise AltutorError(f"{n} rows were asked for: ask for 1 or more.")
        labels = rng.integers(2, size=n)
        features = rng.standard_normal((n, self.n_features))
        features[:, 1:] *= self.noise
        features[:, 0] += self.distance * (labels - 0.5)
        return features, labels
