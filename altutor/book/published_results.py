"""The published results: what every number of the book comes from."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import altutor
from altutor.claims import judge_all
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS, judged
from altutor.results import Results, read_results
from altutor.traces import Trace


def folder() -> Path:
    """Return the folder of published results: in the wheel, or in the clone that the package is read from."""
    package = Path(altutor.__file__).parent
    inside = package / "chapters" / "published"
    return inside if inside.is_dir() else package.parent / "chapters" / "published"


@lru_cache
def results(experiment: str) -> Results:
    """Return an experiment's published results.

    Raises
    ------
    AltutorError
        When there is no such experiment, or nothing readable is published of it.
    """
    if experiment not in EXPERIMENTS:
        raise AltutorError(f"There is no experiment {experiment!r}; there are {', '.join(EXPERIMENTS)}.")
    return read_results(folder() / experiment / "results.json")


@lru_cache
def traces(experiment: str) -> dict[str, Trace]:
    """Return what the figures of an experiment show of its published results, by id."""
    kept = results(experiment)  # first: an unknown experiment is named
    return {trace.id: trace for trace in judged(experiment)[1](kept)}


def trace(id_: str) -> Trace:
    """Return the data of one published figure, by ``EXPERIMENT/FIGURE``.

    Raises
    ------
    AltutorError
        When there is no such figure.
    """
    experiment, _, figure = id_.partition("/")
    kept = folder() / experiment / f"{figure}.json"
    if experiment not in EXPERIMENTS and kept.is_file():  # of a study in benchmarks/, which publishes what it shows
        return Trace(**json.loads(kept.read_text(encoding="utf-8")))
    found = traces(experiment)
    if figure not in found:
        raise AltutorError(f"{experiment} has no figure {figure!r}; it has {', '.join(found)}.")
    return found[figure]


def claim(id_: str) -> dict:
    """Return one published verdict, by ``EXPERIMENT/CLAIM``.

    Raises
    ------
    AltutorError
        When there is no such claim.
    """
    experiment, _, name = id_.partition("/")
    found = {verdict["id"]: verdict for verdict in results(experiment).claims}
    if name not in found:
        raise AltutorError(f"{experiment} has no claim {name!r}; it has {', '.join(found)}.")
    return found[name]


def check(experiment: str) -> None:
    """Judge the claims again from the published rows.

    Raises
    ------
    AltutorError
        Names every claim whose published verdict is not what the rows give.
    """
    kept = results(experiment)
    try:
        today = judge_all(judged(experiment)[0], kept.table(), kept.config["scale"])
        wrong = {old["id"] for old in kept.claims} ^ {new["id"] for new in today}
        for new in today:
            old = next((verdict for verdict in kept.claims if verdict["id"] == new["id"]), new)
            # Another version of scipy draws the same bootstrap samples, and interpolates their quantiles otherwise.
            width = (old["high"] or 0.0) - (old["low"] or 0.0)
            slack = {"low": 0.01 * width, "high": 0.01 * width}
            wrong |= {new["id"] for name in new if not _same(old[name], new[name], slack.get(name, 0.0))}
    except KeyError as error:
        raise AltutorError(
            f"The published results of {experiment} lack {error}: publish them anew, or take them from the repository."
        ) from error
    if not {row["seed"] for row in kept.rows} <= set(kept.seeds):
        wrong |= {"its list of seeds"}
    if wrong:
        raise AltutorError(
            f"The published verdicts of {experiment} are not what its rows give: {', '.join(sorted(wrong))}. "
            f"Publish it anew: `altutor run {experiment} --scale full`, then copy its results.json to "
            f"chapters/published/{experiment}."
        )


def _same(old: Any, new: Any, slack: float) -> bool:
    """Compare two parts of a verdict: on another machine the last digits of a sum may differ."""
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) <= 1e-9 + slack
    return bool(old == (list(new) if isinstance(new, tuple) else new))
