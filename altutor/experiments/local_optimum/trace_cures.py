"""The figures of the phase diagram and of the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.claims import Sample, interval
from altutor.experiments.local_optimum.claims import cost, final, found_by_round
from altutor.experiments.local_optimum.phase import points
from altutor.experiments.local_optimum.settings import BUDGET, STRATEGIES
from altutor.results import Results
from altutor.traces import DIGITS, Trace
from altutor.wording import fixed, percent

if TYPE_CHECKING:
    import pandas as pd


def phase_diagram(results: Results, table: pd.DataFrame) -> Trace:
    """Show where uncertainty sampling is stuck, and what the closed form says."""
    at = points(table)
    share = at["stuck"] / at["runs"]
    apart = (share - at["closed_form"]).abs()
    worst = at.loc[apart.idxmax()]
    fewest = int(at["runs"].min())
    return Trace(
        id="trap-phase",
        kind="phase",
        title="Where uncertainty sampling is stuck",
        caption=f"Share of runs without a label in the hidden cluster after {BUDGET} queries, {fewest:,} runs a field. "
        f"In brackets: the closed form (1 - h)^n (1 - e h)^{BUDGET} for a cluster of mass h, n random labels in the "
        "start and a share e of random queries.",
        alt=f"Grids of the share of stuck runs by hidden mass and random labels in the start, one for each share of "
        f"random queries. It runs from {fixed(share.min(), 2)} to {fixed(share.max(), 2)}. The closed form is nowhere "
        f"further off than {fixed(apart.max(), 2)} (h = {worst['hidden_mass']:g}, n = {worst['random_start']:g}, "
        f"e = {worst['epsilon']:g}).",
        columns={
            "panel": at["epsilon"].tolist(),
            "x": at["random_start"].astype(int).tolist(),
            "y": at["hidden_mass"].tolist(),
            "runs": at["runs"].astype(int).tolist(),
            "estimate": share.round(DIGITS).tolist(),
            "closed_form": at["closed_form"].round(DIGITS).tolist(),
        },
        labels={
            "x": "random labels in the start, beside one of each visible cluster",
            "y": "mass of the hidden cluster",
            "panel": "random queries: {:.0%}",
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def ways_out(results: Results, table: pd.DataFrame) -> Trace:
    """Show for each strategy whether it finds the hidden cluster, where it ends, and what it costs without one."""
    columns: dict[str, list[Any]] = {name: [] for name in ("group", "label", "series", "estimate", "low", "high")}
    told = []
    measured = {
        "finds it": lambda name: Sample(found_by_round(table, name)[:, -1], yes_no=True),
        "ends at": lambda name: Sample(final(table, "trap", name)["accuracy"].to_numpy(dtype=float)),
        "costs": lambda name: Sample(-cost(table, name)),
    }
    for name in STRATEGIES:
        values = {what: interval(sample(name)) for what, sample in measured.items()}
        for what, ends in values.items():
            shown = (round(end, DIGITS) if np.isfinite(end) else None for end in ends)
            for column, cell in zip(columns.values(), (what, name, name, *shown), strict=True):
                column.append(cell)
        told.append(
            f"{name} finds it in {percent(values['finds it'][0])} of the runs, ends at "
            f"{fixed(values['ends at'][0], 3)} and costs {fixed(values['costs'][0], 4, plus=True)}"
        )
    return Trace(
        id="trap-ways-out",
        kind="panels-of-dots",
        title="Ways out of the trap, and what each costs where there is none",
        caption=f"What each strategy reaches with {BUDGET} queries, mean of {len(results.seeds)} seeds with 95% "
        "intervals. Cost: what it loses against uncertainty sampling on the control, in mean held-out accuracy over "
        "the queries; below zero is a gain.",
        alt=f"Three charts with one row a strategy: {'; '.join(told)}.",
        columns=columns,
        labels={
            "panels": {
                "finds it": "share of runs that find\nthe hidden cluster",
                "ends at": "accuracy at the end\non the trap",
                "costs": "cost on the control\n(mean accuracy)",
            },
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )
