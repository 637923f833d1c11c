"""What the experiment claims; worded before the study ran, and after a trial of ten seeds that had no tests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Claim, Sample
from altutor.experiments.sampling_bias.settings import ALPHA, BUDGET, FLOORS, LABELS, RISK_LABELS

if TYPE_CHECKING:
    import pandas as pd

LOW = FLOORS[-1]
FEW, MANY = RISK_LABELS[0], RISK_LABELS[-1]
TRIAL = "a trial of ten seeds"


def claims() -> list[Claim]:
    """Return the claims; differences are paired by seed."""
    return [
        Claim(
            "overlap-random-dev-honest",
            f"Where classes overlap, the dev split of {BUDGET} random labels scores within 0.02 of held-out rows.",
            partial(_gap, "overlap", "random"),
            low=-0.02,
            high=0.02,
            unit="accuracy",
            looked=TRIAL,
        ),
        Claim(
            "overlap-uncertainty-dev-too-low",
            f"Where classes overlap, the dev split of {BUDGET} labels that uncertainty chose scores below held-out "
            "rows.",
            partial(_gap, "overlap", "uncertainty"),
            high=0.0,
            unit="accuracy",
            looked=TRIAL,
        ),
        Claim(
            "trap-uncertainty-dev-too-high",
            f"On the trap, the dev split of {BUDGET} labels that uncertainty chose scores at least 0.1 above held-out "
            "rows.",
            partial(_gap, "trap", "uncertainty"),
            low=0.1,
            unit="accuracy",
            looked=TRIAL,
        ),
        *_risk(),
        *_noticed(),
    ]


def _risk() -> list[Claim]:
    chosen = f"{MANY} rows drawn by uncertainty with a floor of {LOW:g}"
    return [
        Claim(
            "risk-naive-biased",
            f"Where classes overlap, the naive error rate of {chosen} is too high by at least 0.02.",
            partial(_error, "overlap", "naive", MANY),
            low=0.02,
            unit="error rate",
            min_seeds=3,
            looked=TRIAL,
        ),
        Claim(
            "risk-lure-unbiased",
            f"Where classes overlap, the LURE error rate of {chosen} is off by at most 0.01 on average.",
            partial(_error, "overlap", "LURE", MANY),
            low=-0.01,
            high=0.01,
            unit="error rate",
            min_seeds=3,
            looked=TRIAL,
        ),
        Claim(
            "risk-lure-worth-it",
            f"Where classes overlap, LURE has a smaller mean squared error than the naive error rate at {MANY} labels "
            f"with a floor of {LOW:g}.",
            partial(_squared, "overlap", MANY),
            high=0.0,
            unit="squared error rate",
            min_seeds=3,
            looked=TRIAL,
        ),
        Claim(
            "risk-lure-not-worth-it",
            f"Where classes overlap, LURE has a larger mean squared error than the naive error rate at {FEW} labels "
            f"with a floor of {LOW:g}: the correction is not worth its variance.",
            partial(_squared, "overlap", FEW),
            low=0.0,
            unit="squared error rate",
            min_seeds=3,
            looked=TRIAL,
        ),
        Claim(
            "risk-lure-covers",
            f"Where classes overlap, at least 90% of the 95% intervals around LURE hold the truth at {MANY} labels "
            f"with a floor of {LOW:g}.",
            partial(_covered, "overlap", LOW),
            low=0.9,
            unit="share of intervals",
            min_seeds=3,
            looked=TRIAL,
        ),
        Claim(
            "risk-lure-fails-on-the-trap",
            f"On the trap, fewer than 90% of them do at {MANY} labels with a floor of {LOW:g}: the rows that matter "
            "are hardly ever drawn.",
            partial(_covered, "trap", LOW),
            high=0.9,
            unit="share of intervals",
            min_seeds=3,
            looked=TRIAL,
        ),
    ]


def _noticed() -> list[Claim]:
    labels = LABELS[1]
    return [
        Claim(
            "noticed-features",
            f"Where classes overlap, the classifier test on features tells {labels} rows that uncertainty chose from "
            "others in at most half of the runs.",
            partial(_noticed_share, "overlap", "classifier", labels),
            high=0.5,
            unit="share of runs",
        ),
        Claim(
            "noticed-confidence",
            f"The test on a base model's confidence does so in at least 80% of the runs at {BUDGET} labels.",
            partial(_noticed_share, "overlap", "confidence", BUDGET),
            low=0.8,
            unit="share of runs",
        ),
        Claim(
            "noticed-labels",
            f"The test on labels does so in at most 20% of the runs at {BUDGET} labels: both classes lie alike far "
            "from the boundary.",
            partial(_noticed_share, "overlap", "labels", BUDGET),
            high=0.2,
            unit="share of runs",
        ),
    ]


def cell(table: pd.DataFrame, pool: str, strategy: str, labels: int) -> pd.DataFrame:
    """Return the rows of a strategy after some labels, by seed."""
    chosen = (table["pool"] == pool) & (table["strategy"] == strategy) & (table["round"] == labels)
    return table[chosen].set_index("seed").sort_index()


def gap(table: pd.DataFrame, pool: str, strategy: str, labels: int) -> NDArray[np.float64]:
    """Return by seed the accuracy on the dev split less that on held-out rows."""
    rows = cell(table, pool, strategy, labels)
    return (rows["dev"] - rows["heldout"]).to_numpy(dtype=float)


def risk(table: pd.DataFrame, pool: str, floor: float, estimator: str, labels: int) -> pd.DataFrame:
    """Return the rows of a risk estimate, one a block of seeds."""
    rows = table[(table["strategy"] == "risk") & (table["pool"] == pool)]
    chosen = (rows["floor"] == floor) & (rows["estimator"] == estimator) & (rows["labels"] == labels)
    return rows[chosen].set_index("seed").sort_index()


def noticed(table: pd.DataFrame, pool: str, strategy: str, test: str, labels: int) -> NDArray[np.float64]:
    """Return by tested seed 1 where a test's p-value is at most :data:`ALPHA`, else 0."""
    values = cell(table, pool, strategy, labels)[f"p_{test}"].dropna()
    return (values <= ALPHA).to_numpy(dtype=float)


def _gap(pool: str, strategy: str, table: pd.DataFrame) -> Sample:
    return Sample(gap(table, pool, strategy, BUDGET))


def _error(pool: str, estimator: str, labels: int, table: pd.DataFrame) -> Sample:
    return Sample(risk(table, pool, LOW, estimator, labels)["error"].to_numpy(dtype=float))


def _squared(pool: str, labels: int, table: pd.DataFrame) -> Sample:
    lure, naive = (risk(table, pool, LOW, name, labels)["squared"] for name in ("LURE", "naive"))
    return Sample((lure - naive).to_numpy(dtype=float))


def _covered(pool: str, floor: float, table: pd.DataFrame) -> Sample:
    return Sample(risk(table, pool, floor, "LURE", MANY)["covered"].to_numpy(dtype=float))


def _noticed_share(pool: str, test: str, labels: int, table: pd.DataFrame) -> Sample:
    return Sample(noticed(table, pool, "uncertainty", test, labels), yes_no=True)
