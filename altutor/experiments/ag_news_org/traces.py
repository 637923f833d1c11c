"""What the figures of the ORG experiment show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from altutor.claims import Sample, interval
from altutor.data.corpus import TOPICS
from altutor.experiments.ag_news_org.measures import (
    Array,
    Values,
    dev_rise,
    gain,
    heldout_f,
    minutes,
    over_heldout,
    reliability,
    right_near_half,
    rounds,
)
from altutor.ner.loop import Cell
from altutor.ner.reliability import BINS
from altutor.ner.scores import BLOCKS_PER_TOPIC
from altutor.results import Results
from altutor.traces import Trace

Columns = dict[str, list[Any]]
FEW = 20  # spans; a share of fewer is noise
MEANING = {"unknown": "unknown", "outside": "not an entity", "base": "base's prediction"}


def traces(results: Results) -> list[Trace]:
    """Return the figures of a study at either scale: they show the cells that were run."""
    table = results.table()
    cells = _cells(table)
    made = [
        _verdict(table, cells),
        _curves(table, cells),
        _accepted(table, cells),
        _others(table, cells),
        _topics(table, cells),
        _reliability(table),
    ]
    stand_in = " Newswire, a generated stand-in for AG News." if results.config["corpus"] == "newswire" else ""
    seeds = f" {len(results.seeds)} seeds, 95% intervals."
    return [
        Trace(
            **(trace | {"caption": trace["caption"] + seeds + stand_in}),
            experiment=results.experiment,
            seeds=tuple(results.seeds),
            versions=results.versions,
        )
        for trace in made
    ]


def name(cell: Cell) -> str:
    """Return a cell's name in figures and tables."""
    words: str = cell.selection
    if cell.feedback == "binary":
        words += f", {MEANING[cell.unlabelled]}"
        words += ", own entities" if cell.suggestion == "entities" else ""
    if cell.rehearsal and cell.unlabelled != "base":
        words += ", rehearsal"
    return words + (", strong base" if cell.base == "strong" else "")


def group(cell: Cell) -> str:
    """Return the kind of feedback, as a heading."""
    return "all spans" if cell.feedback == "spans" else "yes/no, unlabelled is ..."


def _cells(table: pd.DataFrame) -> list[Cell]:
    factors = list(Cell.__dataclass_fields__)
    found = table[table["kind"] == "round"][factors].drop_duplicates()
    cells = [Cell(**{key: row[key] for key in factors}) for row in found.to_dict("records")]
    return sorted(cells, key=lambda cell: (cell.base == "strong", cell.feedback == "binary"))


def _verdict(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    columns: Columns = {key: [] for key in ("group", "label", "series", "estimate", "low", "high")}
    reversed_ = []
    for cell in cells:
        dev = interval(Sample(dev_rise(table, cell)))
        heldout = _interval(table, lambda t, b, c=cell: gain(t, c, b))
        for series, (estimate, low, high) in (("own dev split", dev), ("held-out texts", heldout)):
            _append(columns, group=group(cell), label=name(cell), series=series, estimate=estimate, low=low, high=high)
        if dev[1] > 0 and heldout[2] < 0:
            reversed_.append(f"{name(cell)} ({group(cell).split(',')[0]})")
    which = "; ".join(reversed_) or "no cell"
    return {
        "id": "org-verdict",
        "kind": "dots",
        "title": "Change on the own dev split and on held-out texts",
        "caption": "Change of the score against the untouched base after the last round. Dev scores are F for all "
        "spans and the share of agreed decisions for yes/no answers; held-out scores are F.",
        "alt": f"Change on the own dev split and on held-out texts for {len(cells)} ways of annotating. Dev rises and "
        f"held-out falls, both intervals clear of zero, in: {which}.",
        "columns": columns,
        "labels": {"x": "change against the untouched base", "zero": "no change"},
    }


def _curves(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    shown = [cell for cell in cells if not _variant(cell)]
    columns: Columns = {key: [] for key in ("panel", "series", "x", "estimate", "low", "high")}
    for cell in shown:
        for number in range(int(table["round"].max()) + 1):
            estimate, low, high = _interval(table, lambda t, b, c=cell, n=number: heldout_f(t, c, b, n))
            labels = float(rounds(table, cell, number)["labels"].mean())
            spent = float(minutes(table, cell, round_=number).mean())
            for panel, x in (("labels", labels), ("annotator minutes", spent)):
                series = f"{cell.selection}, {'all spans' if cell.feedback == 'spans' else MEANING[cell.unlabelled]}"
                _append(columns, panel=panel, series=series, x=round(x, 2), estimate=estimate)
                _append(columns, low=max(low, 0.0), high=min(high, 1.0))
    ends = [
        f"{name(cell)} ({group(cell).split(',')[0]}) {interval(Sample(heldout_f(table, cell, _ALL)))[0]:.2f}"
        for cell in shown
    ]
    return {
        "id": "org-curves",
        "kind": "stacked-curves",
        "title": "Held-out F by labels and by annotator time",
        "caption": "The minutes rest on assumed seconds: 0.25 to read a token, 3 to mark a span, 1 to decide.",
        "alt": f"Learning curves of held-out F. After the last round: {'; '.join(ends)}.",
        "columns": columns,
        "labels": {"panels": {name: name for name in ("labels", "annotator minutes")}, "y": "held-out ORG F"},
    }


def _accepted(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    columns: Columns = {key: [] for key in ("panel", "series", "x", "estimate", "low", "high")}
    ends = []
    for cell in (cell for cell in cells if cell.feedback == "binary" and not _variant(cell)):
        for number in range(1, int(table["round"].max()) + 1):
            now, before = rounds(table, cell, number), rounds(table, cell, number - 1)
            asked = now["decisions"].to_numpy() - before["decisions"].to_numpy()
            share = (now["accepted"].to_numpy() - before["accepted"].to_numpy()) / np.maximum(asked, 1)
            estimate, low, high = interval(Sample(share))
            series = f"{cell.selection}, {MEANING[cell.unlabelled]}"
            _append(columns, panel="", series=series, x=number, estimate=estimate, low=max(low, 0.0), high=min(high, 1))
        ends.append(f"{name(cell)} {estimate:.2f}")
    return {
        "id": "org-accepted",
        "kind": "stacked-curves",
        "title": "What the annotator is shown: share of suggestions that are right",
        "caption": "Share of the round's suggestions that the annotator accepts.",
        "alt": f"Accept rate by round for yes/no feedback. In the last round: {'; '.join(ends)}.",
        "columns": columns,
        "labels": {"panels": {"": "round"}, "y": "share accepted"},
    }


def _others(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    columns: Columns = {key: [] for key in ("group", "label", "series", "estimate", "low", "high")}
    for cell in cells:
        estimate, low, high = _interval(table, lambda t, b, c=cell: heldout_f(t, c, b, prefix="kept_"))
        _append(
            columns,
            group=group(cell),
            label=name(cell),
            series="other labels kept",
            estimate=estimate,
            low=max(low, 0.0),
            high=min(high, 1.0),
        )
    best = int(np.argmax(columns["estimate"]))
    return {
        "id": "org-others-kept",
        "kind": "dots",
        "title": "What is left of the base's other labels",
        "caption": "F of the trained pipeline's other labels against what the untouched base finds on held-out texts.",
        "alt": f"Share of the base's other labels kept, for {len(cells)} ways of annotating, from "
        f"{min(columns['estimate']):.2f} to {max(columns['estimate']):.2f} ({columns['label'][best]}).",
        "columns": columns,
        "labels": {"x": "F against the untouched base's own predictions"},
    }


def _topics(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    columns: Columns = {key: [] for key in ("group", "label", "series", "estimate", "low", "high")}
    for number, topic in enumerate(TOPICS):
        blocks = np.arange(number * BLOCKS_PER_TOPIC, (number + 1) * BLOCKS_PER_TOPIC)
        for cell in (c for c in cells if c.feedback == "spans" and not _variant(c)):
            # With a topic's five blocks alone the held-out variance is a rough guess: seeds only.
            estimate, low, high = interval(Sample(gain(table, cell, blocks)))
            _append(columns, group="", label=topic, series=cell.selection, estimate=estimate, low=low, high=high)
    text = "; ".join(
        f"{label} {series} {estimate:+.2f}"
        for label, series, estimate in zip(columns["label"], columns["series"], columns["estimate"], strict=True)
    )
    return {
        "id": "org-topics",
        "kind": "dots",
        "title": "Gain by topic, all spans marked",
        "caption": "Change of held-out F against the untouched base, by topic; intervals over seeds only.",
        "alt": f"Gain in held-out F by topic and selection: {text}.",
        "columns": columns,
        "labels": {"x": "change of held-out F", "zero": "no change"},
    }


def _reliability(table: pd.DataFrame) -> dict[str, Any]:
    columns: Columns = {key: [] for key in ("panel", "series", "x", "estimate", "low", "high", "spans")}
    near = []
    for score in ("beam", "greedy", "committee"):
        for after, series in ((False, "untouched base"), (True, "after the last round")):
            counts = reliability(table, score, _ALL, after)
            total = counts.sum(axis=0)
            for k in (k for k in range(BINS) if total[0, k] >= FEW):
                x = total[2, k] / total[0, k]
                estimate, low, high = _interval(table, _share_right(score, after, k))
                _append(columns, panel=score, series=series, x=round(float(x), 4), estimate=estimate)
                _append(columns, low=max(low, 0.0), high=min(high, 1.0), spans=int(total[0, k]))
        near.append(f"{score} {np.nanmean(right_near_half(table, score, _ALL, after=False)):.2f}")
    return {
        "id": "org-reliability",
        "kind": "reliability",
        "title": "Is the score of a span the chance that it is right?",
        "caption": "Share of proposed spans that are right, by their score; on the dashed line score and share agree. "
        f"Left out: tenths of the scale with fewer than {FEW} spans in all.",
        "alt": "Reliability diagrams of three scores. Share right among spans that the untouched base scores from 0.4 "
        f"to 0.6: {'; '.join(near)}.",
        "columns": columns,
        "labels": {"x": "score of a span", "y": "share right"},
    }


def _share_right(score: str, after: bool, k: int) -> Values:
    def values(table: pd.DataFrame, blocks: Array) -> Array:
        counts = reliability(table, score, blocks, after)
        shares: Array = counts[:, 1, k] / np.maximum(counts[:, 0, k], 1)
        return shares

    return values


_ALL = np.arange(len(TOPICS) * BLOCKS_PER_TOPIC)


def _variant(cell: Cell) -> bool:
    """Return whether a cell is a variation that would crowd the curves: they are in the other figures."""
    return (
        cell.base == "strong" or cell.suggestion == "entities" or (cell.rehearsal and cell.unlabelled != "base")
    ) or cell.selection in ("greedy", "committee")


def _interval(table: pd.DataFrame, values: Callable[..., Array]) -> tuple[float, float, float]:
    return interval(over_heldout(values)(table))


def _append(columns: Columns, **values: Any) -> None:
    for key, value in values.items():
        # One seed has no interval: None, since JSON knows no infinity.
        columns[key].append((round(value, 4) if np.isfinite(value) else None) if isinstance(value, float) else value)
