"""What the paper predicts of data efficiency, worded before this experiment ran."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Claim, Sample
from altutor.experiments.replications.data_efficiency.settings import NOISE, TASKS

if TYPE_CHECKING:
    import pandas as pd


def claims() -> list[Claim]:
    """Return the claims; a block of runs gives one number."""
    flipped = f"{NOISE[1]:.0%} of the labels flipped"
    return [
        Claim(
            "efficiency-rank-correlation",
            f"Over the {len(TASKS)} data sets without added noise, Spearman's correlation of data efficiency and "
            "inverse final error is above 0.5 (the paper: 0.67).",
            partial(_correlation, "spearman", NOISE[:1]),
            low=0.5,
            unit="correlation",
        ),
        Claim(
            "efficiency-correlation",
            f"Over the {len(TASKS)} data sets without added noise, Pearson's correlation of data efficiency and "
            "inverse final error is above 0.5 (the paper: 0.79).",
            partial(_correlation, "pearson", NOISE[:1]),
            low=0.5,
            unit="correlation",
        ),
        Claim(
            "efficiency-rank-correlation-with-noise",
            f"Over the data sets without and with {flipped}, Spearman's correlation is above 0.5.",
            partial(_correlation, "spearman", NOISE),
            low=0.5,
            unit="correlation",
        ),
        Claim(
            "efficiency-falls-with-noise",
            f"With {flipped}, uncertainty sampling is less data efficient (geometric mean over the data sets, as a "
            "ratio to that without noise).",
            _fall,
            high=1.0,
            unit="ratio",
        ),
    ]


def cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per task, noise and block: efficiency and final error."""
    return table[table["efficiency"].notna()].sort_values(["seed", "noise", "task"])


def _correlation(kind: str, noise: tuple[float, ...], table: pd.DataFrame) -> Sample:
    from scipy import stats

    measure = {"spearman": stats.spearmanr, "pearson": stats.pearsonr}[kind]
    chosen = cells(table)
    chosen = chosen[chosen["noise"].isin(noise)]
    return Sample(
        np.array(
            [float(measure(block["efficiency"], 1.0 / block["final"]).statistic) for _, block in chosen.groupby("seed")]
        )
    )


def _fall(table: pd.DataFrame) -> Sample:
    clean, noisy = (_log(table, level) for level in NOISE)
    return Sample(np.exp((noisy - clean).mean(axis=1)))


def _log(table: pd.DataFrame, noise: float) -> NDArray[np.float64]:
    """Logarithms of the efficiencies at a level of noise, shape (n_blocks, n_tasks)."""
    chosen = cells(table)
    wide = chosen[chosen["noise"] == noise].pivot(index="seed", columns="task", values="efficiency")
    return np.log(wide.to_numpy(dtype=float))
