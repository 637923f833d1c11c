"""The trap, query by query: uncertainty sampling beside random sampling, on one pool."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.book.players.player import Player
from altutor.data.trap import Points
from altutor.experiments.local_optimum.settings import BUDGET, CURVES, START_PER_CLASS, draw
from altutor.learners import logistic, train
from altutor.pool import Oracle
from altutor.results import versions
from altutor.simulate import simulate
from altutor.traces import Trace
from altutor.wording import fixed, percent

SEED = 0  # the first one, as in the chapter's picture
SHOWN_ROWS = 400  # of the pool's 1,000: more would hide each other
SURE = 0.95
PANELS = ("uncertainty", "random")
CLUSTERS = ("class 1", "class 0", "hidden class 1")


def player() -> Player:
    """Run both strategies on one pool, and return every round of theirs."""
    points, heldout = draw("trap", SEED)
    runs = {name: _run(name, points, heldout) for name in PANELS}
    rows = _shown(len(points.labels), [row for run in runs.values() for row in (*run["start"], *run["asked"])])
    place = {row: number for number, row in enumerate(rows)}
    table: dict[str, list[Any]] = {"queries": list(range(BUDGET + 1))}
    for name, run in runs.items():
        table[f"{name}: asked about"] = ["the start", *(CLUSTERS[points.cluster[row]] for row in run["asked"])]
        for measure in ("accuracy", "sure", "sure_and_wrong"):
            table[f"{name}: {measure.replace('_', ' ')}"] = run[measure]
    return Player(
        name="trap",
        title="The trap, one query at a time",
        caption=f"Both strategies start from the same two labels (stars) and buy {BUDGET} more (rings). Circles are "
        f"class 1, crosses class 0. Shaded: where the model is more than {SURE:.0%} sure; in the still picture, what "
        "the last model calls class 1.",
        still=_still(points, rows, runs),
        table=(
            f"Both strategies on the trap by queries (one pool, seed {SEED}): what was asked about, held-out accuracy, "
            f"the share of the pool that the model is more than {SURE:.0%} sure of, and the share that it is that sure "
            "of and wrong about",
            table,
        ),
        data={
            "budget": BUDGET,
            "sure": SURE,
            "x": np.round(points.features[rows, 0], 2).tolist(),
            "y": np.round(points.features[rows, 1], 2).tolist(),
            "cluster": points.cluster[rows].tolist(),
            "clusters": CLUSTERS,
            "runs": {
                name: {**run, "start": [place[r] for r in run["start"]], "asked": [place[r] for r in run["asked"]]}
                for name, run in runs.items()
            },
        },
        help="Keys: Tab to the slider, then arrows, Home and End.",
    )


def _run(strategy: str, points: Points, heldout: Points) -> dict[str, Any]:
    """Return what a strategy asked, and what the model of every round believes."""
    history = simulate(
        points.features,
        Oracle(points.labels),
        points.start(START_PER_CLASS),
        CURVES[strategy],
        BUDGET,
        heldout=(heldout.features, heldout.labels),
        seed=SEED,
    )
    labelled = [*history.start, *history.queries]
    run: dict[str, Any] = {
        "start": list(history.start),
        "asked": list(history.queries),
        "accuracy": [round(history.accuracy[number], 4) for number in range(BUDGET + 1)],
        "weights": [],
        "sure": [],
        "sure_and_wrong": [],
    }
    for number in range(BUDGET + 1):
        known = labelled[: len(history.start) + number]
        model: Any = train(logistic, points.features[known], points.labels[known])  # as every round does
        run["weights"].append(np.round([*model.coef_[0], model.intercept_[0]], 4).tolist())
        sure = model.predict_proba(points.features).max(axis=1) > SURE
        run["sure"].append(round(float(sure.mean()), 4))
        wrong = model.predict(points.features) != points.labels
        run["sure_and_wrong"].append(round(float((sure & wrong).mean()), 4))
    return run


def _shown(pool: int, must: list[int]) -> NDArray[np.intp]:
    """Return the rows that are drawn: those that were asked about, and the pool's first others."""
    others = np.setdiff1d(np.arange(pool), must)
    needed = np.unique(must)
    return np.sort(np.concatenate([needed, others[: SHOWN_ROWS - len(needed)]]))


def _still(points: Points, rows: NDArray[np.intp], runs: dict[str, dict[str, Any]]) -> Trace:
    """Return the last round of both strategies as a picture."""
    columns: dict[str, list[Any]] = {
        "x": np.round(points.features[rows, 0], 3).tolist(),
        "y": np.round(points.features[rows, 1], 3).tolist(),
        "cluster": [CLUSTERS[cluster] for cluster in points.cluster[rows]],
    }
    told = []
    for name, run in runs.items():
        first = 1 - len(run["start"])
        order = {row: max(0, number) for number, row in enumerate([*run["start"], *run["asked"]], start=first)}
        columns[name] = [order.get(int(row)) for row in rows]
        hits = int(points.hidden[run["asked"]].sum())
        told.append(
            f"{name} sampling asked {hits} times about the hidden cluster and ended at a held-out accuracy of "
            f"{fixed(run['accuracy'][-1], 3)}, sure and wrong about {percent(run['sure_and_wrong'][-1])} of the pool"
        )
    return Trace(
        id="player-trap",
        kind="trap-picture",
        title=f"The trap after {BUDGET} queries",
        caption="Stars: the start. Rings: rows that were asked about. Line: where the last model changes its mind.",
        alt=f"Two scatter plots of three clusters after {BUDGET} queries. Above, {told[0]}. Below, {told[1]}.",
        columns=columns,
        labels={
            "x": "first feature (radii)",
            "y": "second feature (radii)",
            "panels": {name: name for name in runs},
            "boundaries": {name: run["weights"][-1] for name, run in runs.items()},
        },
        experiment="local-optimum",
        seeds=(SEED,),
        versions=versions("numpy", "scikit-learn"),
    )
