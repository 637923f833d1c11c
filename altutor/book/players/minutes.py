"""Labels against minutes: the learning curves of the ORG experiment under the reader's own seconds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altutor.book import published_results as kept
from altutor.book.players.player import Player
from altutor.claims import LEVEL, Sample, interval, jackknife
from altutor.experiments.ag_news_org.claims import CURE
from altutor.experiments.ag_news_org.measures import ALL_BLOCKS, TOPIC, f_of, heldout_f, minutes, over_heldout, rounds
from altutor.ner.annotator import Cost
from altutor.ner.loop import Cell
from altutor.traces import Trace
from altutor.wording import fixed

EXPERIMENT = "ag-news-org"
METHODS = {  # named as in the experiment's figures
    "random, all spans": Cell("random", "spans"),
    "beam, all spans": Cell("beam", "spans"),
    "random, base's prediction": Cell("random", "binary", "proposals", "base", rehearsal=True),
    "beam, base's prediction": CURE,
    "beam, not an entity": Cell("beam", "binary", "proposals", "outside"),
    "beam, unknown": Cell("beam", "binary", "proposals", "unknown"),
}
WORDS = {
    "all spans": "all spans marked",
    "base's prediction": "yes/no, laid over the base",
    "not an entity": "yes/no, the rest not an entity",
    "unknown": "yes/no, the rest unknown",
}
COUNTS = ("labels", "texts", "tokens", "spans", "decisions")
TEXT = 40  # tokens: nearly a text, so that a slider can speak of reading one
DF = np.arange(1.0, 24.01, 0.25)  # degrees of freedom that an interval can have: of the seeds and of the held-out texts


def player() -> Player:
    """Return counts and held-out F of every method, seed and round, so that minutes can be computed anew."""
    results = kept.results(EXPERIMENT)
    table, cost = results.table(), Cost(**results.config["cost_seconds"])
    methods = {name: _method(table, cell) for name, cell in METHODS.items()}
    several = len(results.seeds) > 1
    return Player(
        name="minutes",
        title="Labels against minutes",
        caption="Held-out ORG F on AG News by what it cost. The seconds are assumptions, not measurements: set them "
        f"to your own. Means over {len(results.seeds)} seed{'s' if several else ''}"
        + (f" with {LEVEL:.0%} intervals over seeds and held-out texts" if several else ", so no intervals")
        + "; between rounds, straight lines.",
        still=_still(),
        table=(
            "Counts by method and round (means over seeds), minutes at the assumed seconds "
            f"({cost.read:g} a token read, {cost.mark:g} a span marked, {cost.decide:g} a decision), and held-out F",
            _table(table, cost),
        ),
        data={
            "cost": {"read": cost.read, "mark": cost.mark, "decide": cost.decide},
            "text": TEXT,
            "pair": ["beam, base's prediction", "random, all spans"],
            "strata": TOPIC.tolist(),
            "t": {"from": DF[0], "step": DF[1] - DF[0], "quantiles": _quantiles()},
            "methods": methods,
        },
        help="Keys: Tab to a slider, then arrows, Home and End.",
        needs=("interval",),
    )


def _method(table: pd.DataFrame, cell: Cell) -> dict[str, Any]:
    """Return mean counts and F by round, and F by seed and with each block of held-out texts left out."""
    numbers = range(int(table["round"].max()) + 1)
    selection = cell.selection
    meaning = next(name for name, each in METHODS.items() if each == cell).partition(", ")[2]
    return {
        "words": f"{selection}, {WORDS[meaning]}",
        **{name: [round(float(rounds(table, cell, n)[name].mean()), 3) for n in numbers] for name in COUNTS},
        "f": [np.round(heldout_f(table, cell, ALL_BLOCKS, n), 5).tolist() for n in numbers],
        "without": [_left_out(table, cell, n) for n in numbers],
    }


def _left_out(table: pd.DataFrame, cell: Cell, number: int) -> list[float]:
    """Return mean F over seeds with each block left out in turn, weighted as in :func:`altutor.claims.jackknife`."""
    found: list[float] = []

    def keep(weights: NDArray[np.float64]) -> float:
        found.append(round(float(heldout_f(table, cell, weights, number).mean()), 6))
        return found[-1]

    jackknife(keep, TOPIC)
    return found


def _quantiles() -> list[float]:
    from scipy import stats

    return np.round(stats.t.ppf((1 + LEVEL) / 2, DF), 4).tolist()


def _table(table: pd.DataFrame, cost: Cost) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in ("method", "round", *COUNTS, "minutes", "F", "low", "high")}
    for name, cell in METHODS.items():
        for number in range(int(table["round"].max()) + 1):
            counts = [float(rounds(table, cell, number)[each].mean()) for each in COUNTS]
            spent = float(minutes(table, cell, cost, number).mean())
            f, low, high = interval(over_heldout(f_of(cell, number))(table))
            bounds = [round(max(low, 0.0), 4), round(min(high, 1.0), 4)] if np.isfinite(low) else [None, None]
            row = [name, number, *(round(each, 1) for each in counts), round(spent, 1), round(f, 4), *bounds]
            for column, value in zip(columns, row, strict=True):
                columns[column].append(value)
    return columns


def _still() -> Trace:
    """Return the experiment's learning curves, of the player's methods alone."""
    whole = kept.trace(f"{EXPERIMENT}/org-curves")
    rows = [i for i, name in enumerate(whole.columns["series"]) if name in METHODS]
    columns = {name: [values[i] for i in rows] for name, values in whole.columns.items()}
    last = {name: value for name, value in zip(columns["series"], columns["estimate"], strict=True)}
    told = "; ".join(f"{name} {fixed(value, 2)}" for name, value in last.items())
    return Trace(
        id="player-minutes",
        kind=whole.kind,
        title=whole.title,
        caption=whole.caption,
        alt=f"Learning curves of held-out F over labels and over annotator minutes. After the last round: {told}.",
        columns=columns,
        labels=whole.labels,
        experiment=whole.experiment,
        seeds=whole.seeds,
        versions=whole.versions,
    )


def difference(table: pd.DataFrame, one: str, other: str, at: float, cost: Cost | None = None) -> Sample:
    """Return the difference of two methods' held-out F after `at` minutes, as the script computes it.

    Between two rounds F lies on a straight line over the minutes that the seeds spent on average.

    Parameters
    ----------
    table
        The rows of the experiment.
    one, other
        Keys of :data:`METHODS`; the difference is the first minus the second.
    at
        Minutes; not beyond the last round of either.
    cost
        Seconds.
    """

    def after(name: str, blocks: NDArray[np.float64]) -> NDArray[np.float64]:
        cell = METHODS[name]
        numbers = range(int(table["round"].max()) + 1)
        x = [float(minutes(table, cell, cost, n).mean()) for n in numbers]
        f = np.stack([heldout_f(table, cell, blocks, n) for n in numbers])
        return np.array([np.interp(at, x, seed) for seed in f.T])

    return over_heldout(lambda _, blocks: after(one, blocks) - after(other, blocks))(table)


__all__ = ["METHODS", "difference", "player"]
