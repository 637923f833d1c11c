"""What the experiment claims.

The trap's claims are predictions from a first trial with another geometry; those of the phase diagram and of the ways
out were worded from the closed forms and from how each strategy scores a row. All were worded before they were run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import FEW_SEEDS, Claim, Sample
from altutor.data.trap import probability_found, probability_missed
from altutor.experiments.local_optimum.phase import measured_less_closed_form
from altutor.experiments.local_optimum.settings import BUDGET, EPSILON, POOLS, WAYS_OUT

if TYPE_CHECKING:
    import pandas as pd

MASS = POOLS["trap"].hidden_mass
START_SIZE = 10
TRIAL = "a trial with another shape of the trap"


def claims() -> list[Claim]:
    """Return the claims; every difference is paired by seed."""
    return [
        Claim(
            "trap-uncertainty-below-random",
            "On the trap, uncertainty sampling ends with a lower held-out accuracy than random sampling.",
            partial(_difference, "trap"),
            high=0.0,
            unit="accuracy",
            looked=TRIAL,
        ),
        Claim(
            "trap-uncertainty-stuck",
            f"On the trap, at least 95% of the runs of uncertainty sampling spend {BUDGET} queries without a "
            "question about the hidden cluster.",
            _stuck,
            low=0.95,
            unit="share of runs",
            looked=TRIAL,
        ),
        Claim(
            "control-no-loss",
            "Without the hidden cluster, uncertainty sampling ends within 0.01 of random sampling.",
            partial(_difference, "control"),
            low=-0.01,
            high=0.01,
            unit="accuracy",
            looked=TRIAL,
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
        Claim(
            "trap-phase-closed-form",
            f"Over the phase diagram, the share of runs that are stuck after {BUDGET} queries lies within 0.02 of "
            f"(1 - h)^n (1 - e h)^{BUDGET}, on average.",
            measured_less_closed_form,
            low=-0.02,
            high=0.02,
            unit="share of runs",
            min_seeds=3,
        ),
        *_ways_out(),
    ]


def _ways_out() -> Iterator[Claim]:
    """Yield what each way out finds on the trap, and what it costs where there is nothing to find."""
    for name, (low, high) in {
        "cluster first": (0.95, np.inf),  # k-means puts the hidden cluster in a cluster of its own
        "core-set": (0.95, np.inf),  # the hidden cluster is what lies farthest from the start
        "committee": (-np.inf, 0.5),  # its members agree where none of them has seen anything
        "density": (-np.inf, 0.05),  # a dense row of which the model is sure scores next to nothing
    }.items():
        bound = "at least 95%" if low > 0 else f"at most {high:.0%}"
        yield Claim(
            f"trap-{name.replace(' ', '-')}-finds",
            f"On the trap, {bound} of the runs of {name} ask about the hidden cluster within {BUDGET} queries.",
            partial(_found, name),
            low=low,
            high=high,
            unit="share of runs",
        )
    for name in ("epsilon 0.1", *WAYS_OUT):
        yield Claim(
            f"control-cost-{name.replace(' ', '-')}",
            f"Without the hidden cluster, {name} costs at most 0.01 of the mean accuracy over {BUDGET} queries, "
            "against uncertainty sampling.",
            partial(_cost, name),
            low=-0.01,
            unit="accuracy",
        )


def found_by_round(table: pd.DataFrame, strategy: str) -> NDArray[np.float64]:
    """Return, of shape (n_seeds, BUDGET), 1 where a run on the trap has found the hidden cluster by round 1, 2, ..."""
    found = final(table, "trap", strategy)["found"].astype(float).to_numpy()  # NaN where it was never found
    return (found[:, None] <= np.arange(1, BUDGET + 1)).astype(float)


def final(table: pd.DataFrame, pool: str, strategy: str) -> pd.DataFrame:
    """Return the rows of a cell after the last round, by seed."""
    chosen = (table["pool"] == pool) & (table["strategy"] == strategy) & (table["round"] == BUDGET)
    return table[chosen].set_index("seed").sort_index()


def _difference(pool: str, table: pd.DataFrame) -> Sample:
    """Subtract the final accuracy of random sampling from that of uncertainty sampling."""
    values = final(table, pool, "uncertainty")["accuracy"] - final(table, pool, "random")["accuracy"]
    return Sample(values.to_numpy(dtype=float))


def _stuck(table: pd.DataFrame) -> Sample:
    return Sample(1.0 - found_by_round(table, "uncertainty")[:, -1], yes_no=True)


def _found_less_closed_form(strategy: str, epsilon: float, table: pd.DataFrame) -> Sample:
    """Area between the measured and the predicted curve; the share at the end alone needs far more seeds to tell."""
    closed_form = probability_found(np.arange(1, BUDGET + 1), epsilon, MASS)
    return Sample((found_by_round(table, strategy) - closed_form).mean(axis=1))


def _found(strategy: str, table: pd.DataFrame) -> Sample:
    return Sample(found_by_round(table, strategy)[:, -1], yes_no=True)


def _cost(strategy: str, table: pd.DataFrame) -> Sample:
    return Sample(cost(table, strategy))


def cost(table: pd.DataFrame, strategy: str) -> NDArray[np.float64]:
    """Return by seed the mean accuracy over the rounds on the control, less that of uncertainty sampling."""
    values = (
        final(table, "control", strategy)["mean_accuracy"] - final(table, "control", "uncertainty")["mean_accuracy"]
    )
    return values.to_numpy(dtype=float)


def _missed_less_closed_form(table: pd.DataFrame) -> Sample:
    chosen = table[(table["strategy"] == "random start") & (table["labels"] == START_SIZE)]
    missed = chosen.sort_values("seed")["missed"].to_numpy(dtype=float)
    return Sample(missed - probability_missed(START_SIZE, MASS))
