"""The trap: a pool in which uncertainty sampling never asks about a whole cluster.

Three discs in the plane, each filled evenly::

    class 1                                    class 1
    (visible)                                  (hidden)
       o                                          o         ^
    - - - - - - - - - - - - - - - - - - - - - - - - - -     | lift     the dashed line separates the classes
           x                                                v
        class 0
       |<->|<----------- behind ----------------->|
       ahead

A model that knows the two visible discs draws a steep boundary between them. The hidden disc lies on the far side of
class 0, so the model is surest, and wrong, exactly there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError

VISIBLE_1, VISIBLE_0, HIDDEN = 0, 1, 2


@dataclass(frozen=True)
class Points:
    """Rows drawn from the trap.

    Attributes
    ----------
    features
        Shape (n, 2): coordinates; the unit is the radius of a disc at its default.
    labels
        Shape (n,): 0 or 1.
    cluster
        Shape (n,): :data:`VISIBLE_1`, :data:`VISIBLE_0` or :data:`HIDDEN`.
    """

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    cluster: NDArray[np.int64]

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Shape (n,): True in the hidden cluster."""
        return self.cluster == HIDDEN

    def start(self, per_class: int) -> list[int]:
        """Return the first rows of each visible cluster (rows are in random order, so they are a random few).

        Raises
        ------
        AltutorError
            When a visible cluster has fewer rows.
        """
        found = [np.flatnonzero(self.cluster == cluster)[:per_class] for cluster in (VISIBLE_1, VISIBLE_0)]
        fewest = min(len(rows) for rows in found)
        if fewest < per_class:
            raise AltutorError(f"A start of {per_class} rows a class was asked for, and a cluster has {fewest} rows.")
        return [int(index) for index in np.concatenate(found)]


@dataclass(frozen=True)
class Trap:
    """The distribution; see the data card for what each parameter does to the trap.

    Attributes
    ----------
    hidden_mass
        Share of rows in the hidden cluster, in [0, 1); 0 is the control. The rest is shared evenly by the visible two.
    ahead
        Distance from class 0 to visible class 1 along the separating line.
    behind
        Distance from class 0 to the hidden cluster along the separating line, on the other side.
    lift
        Distance from class 0 to class 1 across the separating line.
    radius
        Radius of each disc.

    Raises
    ------
    AltutorError
        When a parameter is out of its range, or no line separates the classes.
    """

    hidden_mass: float = 0.15
    ahead: float = 3.0
    behind: float = 8.0
    lift: float = 2.2
    radius: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.hidden_mass < 1.0:
            raise AltutorError(f"hidden_mass is {self.hidden_mass}: choose a share of at least 0 and below 1.")
        if not self.radius > 0.0:
            raise AltutorError(f"radius is {self.radius}, and must be above 0.")
        if not self.margin > 0.0:
            raise AltutorError(
                f"No line separates the classes of this trap (ahead={self.ahead}, behind={self.behind}, "
                f"lift={self.lift}, radius={self.radius}): the discs leave a margin of {self.margin:.3g}; "
                f"choose a lift above {2 * self.radius:g}, two radii."
            )

    @property
    def centres(self) -> NDArray[np.float64]:
        """Shape (3, 2): centres of the discs, by cluster."""
        return np.array([[-self.ahead, self.lift], [0.0, 0.0], [self.behind, self.lift]])

    @property
    def margin(self) -> float:
        """Width of the widest empty strip between the classes; positive exactly where a line separates them.

        The discs have one radius, so the convex hull of class 1 is all that lies within a radius of the segment between
        its two centres. It is apart from the disc of class 0 exactly where that segment is more than two radii away.
        """
        visible, zero, hidden = self.centres
        along = hidden - visible if self.hidden_mass > 0 else np.zeros(2)
        length = float(along @ along)
        share = float(np.clip((zero - visible) @ along / length, 0.0, 1.0)) if length > 0 else 0.0
        return float(np.linalg.norm(visible + share * along - zero)) - 2 * self.radius

    def draw(self, n: int, rng: np.random.Generator) -> Points:
        """Draw `n` independent rows.

        Raises
        ------
        AltutorError
            When `n` is below 1.
        """
        if n < 1:
            raise AltutorError(f"The trap was asked for {n} rows: ask for 1 or more.")
        visible = (1.0 - self.hidden_mass) / 2
        cluster = rng.choice(3, size=n, p=[visible, visible, self.hidden_mass])
        angle = rng.uniform(0.0, 2 * np.pi, n)
        distance = self.radius * np.sqrt(rng.random(n))  # the root spreads points evenly over the disc
        offset = distance[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        labels = (cluster != VISIBLE_0).astype(np.int64)
        return Points(self.centres[cluster] + offset, labels, cluster.astype(np.int64))


def probability_missed(labels: ArrayLike, mass: float) -> NDArray[np.float64]:
    """Return the probability (1 - h)^n that a random start of n labels misses a cluster of mass h."""
    return (1.0 - mass) ** np.asarray(labels, dtype=float)


def probability_found(rounds: ArrayLike, epsilon: float, mass: float) -> NDArray[np.float64]:
    """Return the probability 1 - (1 - e h)^t that exploration at rate e meets a cluster of mass h within t rounds."""
    return 1.0 - probability_missed(rounds, epsilon * mass)
