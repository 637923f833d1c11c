"""The figures of the ORG experiment with lines: learning curves, accept rates, reliability diagrams."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from altutor.claims import Sample, interval
from altutor.experiments.ag_news_org.claims import CURE, RANDOM
from altutor.experiments.ag_news_org.measures import (
    ALL_BLOCKS,
    Array,
    Values,
    f_of,
    gain,
    minutes,
    reliability,
    right_near_half,
    rounds,
)
from altutor.experiments.ag_news_org.trace_parts import LINES, MEANING, add, empty, group, is_chief, name, with_heldout
from altutor.ner.annotator import Cost
from altutor.ner.loop import Cell
from altutor.ner.reliability import BINS
from altutor.traces import DIGITS
from altutor.wording import fixed

FEW = 10  # spans; a share of fewer is noise


def curves(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    """Show held-out F over labels and over annotator minutes."""
    columns, told, cost = empty(LINES), [], Cost()
    for cell in (cell for cell in cells if is_chief(cell)):
        series = f"{cell.selection}, {'all spans' if cell.feedback == 'spans' else MEANING[cell.unlabelled]}"
        for number in range(int(table["round"].max()) + 1):
            found = with_heldout(table, f_of(cell, number))
            labels = float(rounds(table, cell, number)["labels"].mean())
            spent = float(minutes(table, cell, round_=number).mean())
            for panel, x in (("labels", labels), ("annotator minutes", spent)):
                add(columns, found, share=True, panel=panel, series=series, x=round(x, 2))
        told.append(f"{name(cell)} ({group(cell).split(',')[0]}) {fixed(found[0], 2)}")
    return {
        "id": "org-curves",
        "kind": "stacked-curves",
        "title": "Held-out F by labels and by annotator time",
        "caption": "Held-out ORG F by labels (above) and by the minutes that they take (below). A line is named by who "
        "chose the texts (random, beam) and by the feedback: all spans, or yes/no with what unlabelled tokens mean. "
        f"Assumed seconds: {cost.read:g} to read a token, {cost.mark:g} to mark a span, {cost.decide:g} to decide. "
        f"{_break_even(table)}",
        "alt": f"Learning curves of held-out F. After the last round: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"panels": {each: each for each in ("labels", "annotator minutes")}, "y": "held-out ORG F"},
    }


def _break_even(table: pd.DataFrame) -> str:
    """Say at which ratio of seconds the verdict on gain per minute flips, whatever the seconds are."""
    per_label = {cell: gain(table, cell, ALL_BLOCKS).mean() / _labels(table, cell) for cell in (CURE, RANDOM)}
    ratio = per_label[CURE] / per_label[RANDOM]
    seconds = {cell: 60 * minutes(table, cell).mean() / _labels(table, cell) for cell in (CURE, RANDOM)}
    return (
        "For yes/no (beam, base's prediction) to gain more per minute than marking random texts, an answer must take "
        f"less than {fixed(max(ratio, 0.0), 2)} of the seconds of a text; here it takes "
        f"{fixed(seconds[CURE] / seconds[RANDOM], 2)}."
    )


def _labels(table: pd.DataFrame, cell: Cell) -> float:
    return float(rounds(table, cell)["labels"].mean())


def accepted(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    """Show the share of right suggestions by round."""
    columns, told = empty(LINES), []
    for cell in (cell for cell in cells if cell.feedback == "binary" and is_chief(cell)):
        for number in range(1, int(table["round"].max()) + 1):
            now, before = rounds(table, cell, number), rounds(table, cell, number - 1)
            asked = now["decisions"].to_numpy() - before["decisions"].to_numpy()
            share = (now["accepted"].to_numpy() - before["accepted"].to_numpy()) / np.maximum(asked, 1)
            found = interval(Sample(share))
            series = f"{cell.selection}, {MEANING[cell.unlabelled]}"
            add(columns, found, share=True, panel="", series=series, x=number)
        told.append(f"{name(cell)} {fixed(found[0], 2)}")
    return {
        "id": "org-accepted",
        "kind": "stacked-curves",
        "title": "What the annotator is shown: share of suggestions that are right",
        "caption": "Share of the suggestions of each round that the annotator accepts. A line is named by who chose "
        "the texts and by what unlabelled tokens mean.",
        "alt": f"Accept rate by round for yes/no feedback. In the last round: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"panels": {"": "round"}, "y": "share accepted"},
    }


def reliability_diagrams(table: pd.DataFrame) -> dict[str, Any]:
    """Show the share of right spans by score."""
    columns, near = empty((*LINES, "spans")), []
    for score in ("beam", "greedy", "committee"):
        for after, series in ((False, "untouched base"), (True, "after the last round")):
            counts = reliability(table, score, ALL_BLOCKS, after)
            for k in (k for k in range(BINS) if counts[:, 0, k].min() >= FEW):
                n, _, total = counts[:, :, k].mean(axis=0)
                found = with_heldout(table, _share_right(score, after, k))
                x = round(float(total / n), DIGITS)
                add(columns, found, share=True, panel=score, series=series, x=x, spans=round(float(n), 1))
        near.append(f"{score} {fixed(float(np.mean(right_near_half(table, score, ALL_BLOCKS, after=False))), 2)}")
    return {
        "id": "org-reliability",
        "kind": "reliability",
        "title": "Is the score of a span the chance that it is right?",
        "caption": "Share of proposed spans that are right, by their score. On the dashed line a score is the chance "
        "to be right; below it the score promises too much. Left out: tenths of the scale in which a seed has fewer "
        f"than {FEW} spans.",
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
