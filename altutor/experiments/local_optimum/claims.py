"""What the experiment claims: predictions from a first trial with another geometry, worded before this one ran."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import FEW_SEEDS, Claim, Sample
from altutor.data.trap import probability_found, probability_missed
from altutor.experiments.local_optimum.settings import BUDGET, EPSILON, POOLS

if TYPE_CHECKING:
    import pandas as pd

MASS = POOLS["trap"].hidden_mass
START_SIZE = 10


def claims() -> list[Claim]:
    """Return the claims; every difference is paired by seed."""
    return [
        Claim(
            "trap-uncertainty-below-random",
            "On the trap, uncertainty sampling ends with a lower held-out accuracy than random sampling.",
            partial(_difference, "trap"),
            high=0.0,
            unit="accuracy",
        ),
        Claim(
            "trap-uncertainty-stuck",
            f"On the trap, at least 95% of the runs of uncertainty sampling spend {BUDGET} queries without a "
            "question about the hidden cluster.",
            _stuck,
            low=0.95,
            unit="share of runs",
        ),
        Claim(
            "control-no-loss",
            "Without the hidden cluster, uncertainty sampling ends within 0.01 of random sampling.",
            partial(_difference, "control"),
            low=-0.01,
            high=0.01,
            unit="accuracy",
        ),
        *(
            Claim(
                f"trap-{name.replace(' ', '-')}-closed-form",
                f"With {epsilon:.0%} random queries, the share of runs that have found the hidden cluster lies within "
                f"0.1 of 1 - (1 - {epsilon:g} h)^t, averaged over rounds t = 1 to {BUDGET}.",
                partial(_found_less_closed_form, name, epsilon),
                low=-0.1,
                high=0.1,
                unit="share of runs",
                min_seeds=FEW_SEEDS,
            )
            for name, epsilon in EPSILON.items()
        ),
        Claim(
            "trap-random-start-closed-form",
            f"The share of random starts of {START_SIZE} labels that miss the hidden cluster lies within 0.02 of "
            f"(1 - h)^{START_SIZE}.",
            _missed_less_closed_form,
            low=-0.02,
            high=0.02,
            unit="share of starts",
        ),
    ]


def found_by_round(table: pd.DataFrame, strategy: str) -> NDArray[np.float64]:
    """Return, of shape (n_seeds, BUDGET), 1 where a run on the trap has found the hidden cluster by round 1, 2, ..."""
    found = _final(table, "trap", strategy)["found"].astype(float).to_numpy()  # NaN where it was never found
    return (found[:, None] <= np.arange(1, BUDGET + 1)).astype(float)


def _final(table: pd.DataFrame, pool: str, strategy: str) -> pd.DataFrame:
    """Rows of a cell after the last round, by seed."""
    chosen = (table["pool"] == pool) & (table["strategy"] == strategy) & (table["round"] == BUDGET)
    return table[chosen].set_index("seed").sort_index()


def _difference(pool: str, table: pd.DataFrame) -> Sample:
    """Subtract the final accuracy of random sampling from that of uncertainty sampling."""
    values = _final(table, pool, "uncertainty")["accuracy"] - _final(table, pool, "random")["accuracy"]
    return Sample(values.to_numpy(dtype=float))


def _stuck(table: pd.DataFrame) -> Sample:
    return Sample(1.0 - found_by_round(table, "uncertainty")[:, -1], yes_no=True)


def _found_less_closed_form(strategy: str, epsilon: float, table: pd.DataFrame) -> Sample:
    """Area between the measured and the predicted curve; the share at the end alone needs far more seeds to tell."""
    closed_form = probability_found(np.arange(1, BUDGET + 1), epsilon, MASS)
    return Sample((found_by_round(table, strategy) - closed_form).mean(axis=1))


def _missed_less_closed_form(table: pd.DataFrame) -> Sample:
    chosen = table[(table["strategy"] == "random start") & (table["labels"] == START_SIZE)]
    missed = chosen.sort_values("seed")["missed"].to_numpy(dtype=float)
    return Sample(missed - probability_missed(START_SIZE, MASS))
