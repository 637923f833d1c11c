"""The figures of the ORG experiment with one row a cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from altutor.claims import Sample, interval
from altutor.data.corpus import TOPICS
from altutor.experiments.ag_news_org.measures import TOPIC, dev_rise, f_of, gain, gain_of, share_of
from altutor.experiments.ag_news_org.trace_parts import DOTS, add, empty, group, is_chief, name, with_heldout
from altutor.ner.loop import Cell
from altutor.wording import fixed


def verdict(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    """Show in which cells dev rises while held-out falls."""
    columns, reversed_ = empty(DOTS), []
    for cell in cells:
        dev = interval(Sample(dev_rise(table, cell)))
        heldout = with_heldout(table, gain_of(cell))
        add(columns, dev, group=group(cell), label=name(cell), series="own dev split")
        add(columns, heldout, group=group(cell), label=name(cell), series="held-out texts")
        if dev[1] > 0 and heldout[2] < 0:
            reversed_.append(f"{name(cell)} ({group(cell).split(',')[0]})")
    return {
        "id": "org-verdict",
        "kind": "dots",
        "title": "Change on the own dev split and on held-out texts",
        "caption": "How much a score changed from the pipeline at the start to that after the last round; right of 0 "
        "it rose. On held-out texts the score is F, on the dev split F (all spans) or the share of agreed decisions "
        "(yes/no).",
        "alt": f"Change on the own dev split and on held-out texts for {len(cells)} ways of annotating. Dev rises and "
        f"held-out falls, both intervals clear of zero, in: {'; '.join(reversed_) or 'no cell'}.",
        "columns": columns,
        "labels": {"x": "change against the pipeline at the start", "zero": "no change"},
    }


def precision_recall(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    """Show which of precision and recall gives way."""
    columns, told = empty(DOTS), []
    for cell in cells:
        for series, values in (("precision", share_of(cell, "fp")), ("recall", share_of(cell, "fn"))):
            found = with_heldout(table, values)
            add(columns, found, share=True, group=group(cell), label=name(cell), series=series)
        told.append(f"{name(cell)} {fixed(columns['estimate'][-2], 2)} and {fixed(columns['estimate'][-1], 2)}")
    return {
        "id": "org-precision-recall",
        "kind": "dots",
        "title": "Held-out precision and recall",
        "caption": "Precision and recall of ORG spans (exact borders) on held-out texts, after the last round.",
        "alt": f"Held-out precision and recall after the last round: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"x": "share of spans"},
    }


def others_kept(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    """Show how much of the base's other labels is left."""
    columns = empty(DOTS)
    for cell in cells:
        found = with_heldout(table, f_of(cell, prefix="kept_"))
        add(columns, found, share=True, group=group(cell), label=name(cell), series="other labels kept")
    best = int(np.argmax(columns["estimate"]))
    return {
        "id": "org-others-kept",
        "kind": "dots",
        "title": "What is left of the base's other labels",
        "caption": "How well the pipeline still marks the base's other labels on held-out texts after the last round: "
        "F against what the untouched base finds there; 1 would be no loss.",
        "alt": f"F of the base's other labels after training, for {len(cells)} ways of annotating, from "
        f"{fixed(min(columns['estimate']), 2)} to {fixed(max(columns['estimate']), 2)} ({columns['label'][best]}).",
        "columns": columns,
        "labels": {"x": "F against the untouched base's own predictions"},
    }


def topics(table: pd.DataFrame, cells: list[Cell]) -> dict[str, Any]:
    """Show the gain in each topic."""
    columns, told = empty(DOTS), []
    for number, topic in enumerate(TOPICS):
        for cell in (cell for cell in cells if cell.feedback == "spans" and is_chief(cell)):
            # With a topic's five blocks alone the held-out variance is a rough guess: seeds only.
            found = interval(Sample(gain(table, cell, np.where(number == TOPIC, 1.0, 0.0))))
            add(columns, found, group="", label=topic, series=cell.selection)
            told.append(f"{topic} {cell.selection} {fixed(found[0], 2, plus=True)}")
    return {
        "id": "org-topics",
        "kind": "dots",
        "title": "Gain by topic, all spans marked",
        "caption": "Change of held-out F against the untouched base, by topic of the texts. The intervals are over "
        "seeds only.",
        "alt": f"Gain in held-out F by topic and selection: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"x": "change of held-out F", "zero": "no change"},
    }
