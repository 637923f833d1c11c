"""What the experiment claims: predictions from the literature and from first principles, worded before it ran.

Uncertainty sampling asks along the border, where both classes are about as likely, so that its labels hold more of the
rare class than the pool does (Ertekin, Huang, Bottou and Giles, 2007). Where a part of the rare class lies elsewhere,
it is not found (Attenberg and Provost, 2010).

What a claim measures is one number a block of seeds, so its number of seeds is the number of blocks; the share of runs
that never asked about the hidden mode is counted over single runs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Claim, Sample
from altutor.experiments.rare_class.settings import BUDGET, PREVALENCES

if TYPE_CHECKING:
    import pandas as pd

AP = "average_precision"
RARE = tuple(one for one in PREVALENCES if one <= 0.05)
FEW_BLOCKS = 5  # below this nothing is said to be the same


def claims() -> list[Claim]:
    """Return the claims; every difference is paired by seed, as a mean over each block of seeds."""
    return [*_rare(), *_strategies(), *_hidden()]


def _rare() -> list[Claim]:
    return [
        Claim(
            "rare-uncertainty-wins",
            f"At every prevalence of {RARE[0]:g} and below, uncertainty sampling ends with a higher average precision "
            "than random sampling.",
            lambda table: tuple(Sample(gain(table, prevalence)) for prevalence in RARE),
            low=0.0,
            unit="average precision",
        ),
        Claim(
            "rare-gain-grows",
            "Its gain in average precision is larger at prevalence 0.05 than at 0.5, and larger at 0.005 than at 0.05.",
            lambda table: (
                Sample(gain(table, 0.05) - gain(table, 0.5)),
                Sample(gain(table, 0.005) - gain(table, 0.05)),
            ),
            low=0.0,
            unit="average precision",
        ),
        Claim(
            "rare-balanced-little-difference",
            "At prevalence 0.5 the two end within 0.02 of each other in average precision.",
            lambda table: Sample(gain(table, 0.5)),
            low=-0.02,
            high=0.02,
            unit="average precision",
            min_seeds=FEW_BLOCKS,
        ),
        Claim(
            "rare-twice-the-labels",
            f"At prevalence 0.01, random sampling has not reached with {2 * BUDGET} queries the average precision that "
            f"uncertainty sampling has after {BUDGET}: it needs at least twice the labels.",
            lambda table: Sample(
                values(table, AP, 0.01, 0.0, "uncertainty", BUDGET) - values(table, AP, 0.01, 0.0, "random", 2 * BUDGET)
            ),
            low=0.0,
            unit="average precision",
        ),
        Claim(
            "rare-f",
            "At prevalence 0.01, uncertainty sampling ends with a higher F of the rare class than random sampling.",
            lambda table: Sample(gain(table, 0.01, measure="f")),
            low=0.0,
            unit="F",
        ),
        Claim(
            "rare-accuracy-blind",
            "At prevalence 0.01 the two end within 0.01 of each other in accuracy: it does not show the difference.",
            lambda table: Sample(gain(table, 0.01, measure="accuracy")),
            low=-0.01,
            high=0.01,
            unit="accuracy",
            min_seeds=FEW_BLOCKS,
        ),
        Claim(
            "rare-finds-more",
            "At prevalence 0.01, uncertainty sampling asks about more than five times as many rare rows as random "
            "sampling.",
            lambda table: Sample(
                values(table, "rare", 0.01, 0.0, "uncertainty") - 5 * values(table, "rare", 0.01, 0.0, "random")
            ),
            low=0.0,
            unit="rows above five times",
        ),
    ]


def _strategies() -> list[Claim]:
    return [
        Claim(
            "rare-exploration-cheap",
            "At prevalence 0.01, drawing 10% of the queries at random costs uncertainty sampling less than 0.02 of "
            "average precision.",
            lambda table: Sample(-gain(table, 0.01, "epsilon 0.1", "uncertainty")),
            high=0.02,
            unit="average precision",
        ),
        *(
            Claim(
                f"rare-{strategy}-below-uncertainty",
                f"At prevalence 0.01, {words} ends with a lower average precision than uncertainty sampling.",
                partial(_less_uncertainty, strategy),
                high=0.0,
                unit="average precision",
                scales=("full",),
            )
            for strategy, words in {
                "core-set": "core-set selection, which looks at no label,",
                "density": "density weighting, which prefers rows with many neighbours,",
            }.items()
        ),
        Claim(
            "rare-committee-like-uncertainty",
            "At prevalence 0.01, query by committee ends within 0.03 of uncertainty sampling in average precision.",
            partial(_less_uncertainty, "committee"),
            low=-0.03,
            high=0.03,
            unit="average precision",
            scales=("full",),
        ),
    ]


def _hidden() -> list[Claim]:
    return [
        Claim(
            "rare-hidden-tenth-still-wins",
            "At prevalence 0.05 with a tenth of the rare class hidden, uncertainty sampling still ends with a higher "
            "average precision than random sampling.",
            lambda table: Sample(gain(table, 0.05, hidden=0.1)),
            low=0.0,
            unit="average precision",
        ),
        Claim(
            "rare-hidden-half-loses",
            "At prevalence 0.05 with half of the rare class hidden, it ends with a lower one.",
            lambda table: Sample(gain(table, 0.05, hidden=0.5)),
            high=0.0,
            unit="average precision",
        ),
        Claim(
            "rare-hidden-never-asked",
            f"At prevalence 0.05 with half of the rare class hidden, at least 90% of the runs of uncertainty sampling "
            f"spend {BUDGET} queries without one about the hidden mode.",
            partial(_never_asked, 0.05, 0.5),
            low=0.9,
            unit="share of runs",
        ),
        Claim(
            "rare-hidden-rarer-loses-later",
            "With 30% of the rare class hidden, the lead of uncertainty sampling over random sampling is larger at "
            "prevalence 0.01 than at 0.2: random sampling finds few rare rows too.",
            lambda table: Sample(gain(table, 0.01, hidden=0.3) - gain(table, 0.2, hidden=0.3)),
            low=0.0,
            unit="average precision",
            scales=("full",),
        ),
    ]


def cell(table: pd.DataFrame, prevalence: float, hidden: float, strategy: str, number: int = BUDGET) -> pd.DataFrame:
    """Return the rows of a cell after a round, by block of seeds."""
    chosen = (table["prevalence"] == prevalence) & (table["hidden"] == hidden) & (table["round"] == number)
    return table[chosen & (table["strategy"] == strategy)].set_index("seed").sort_index()


def gain(
    table: pd.DataFrame,
    prevalence: float,
    strategy: str = "uncertainty",
    than: str = "random",
    hidden: float = 0.0,
    measure: str = AP,
) -> NDArray[np.float64]:
    """Return how much more a strategy ends with than another, by block of seeds."""
    return values(table, measure, prevalence, hidden, strategy) - values(table, measure, prevalence, hidden, than)


def values(
    table: pd.DataFrame, measure: str, prevalence: float, hidden: float, strategy: str, number: int = BUDGET
) -> NDArray[np.float64]:
    """Return a column of a cell after a round, by block of seeds."""
    return cell(table, prevalence, hidden, strategy, number)[measure].to_numpy(dtype=float)


def _less_uncertainty(strategy: str, table: pd.DataFrame) -> Sample:
    return Sample(gain(table, 0.01, strategy, than="uncertainty"))


def _never_asked(prevalence: float, hidden: float, table: pd.DataFrame) -> Sample:
    """One outcome a run: the rows hold how many of a block there were."""
    rows = cell(table, prevalence, hidden, "uncertainty")
    missed, runs = int(rows["missed"].sum()), int(rows["runs"].sum())
    return Sample(np.repeat([1.0, 0.0], [missed, runs - missed]), yes_no=True)
