"""Findings, reports and samples made up for tests."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from altutor.data.corpus import Text
from altutor.diagnose.finding import Finding, Level, Passage, Step, Unknown
from altutor.diagnose.material import Material, match
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.reporting import Report
from altutor.diagnose.shown.facts import facts
from altutor.diagnose.verdict import verdict
from altutor.traces import Trace

SECRET = "Quorvex Holdings denied the zanthic rumours."


def step(level: Level = "look", weight: float = 0.1, what: str = "Something is so.") -> Step:
    return Step(level, weight, what, f"Mend {what.lower()}")


def finding(id: str = "length", section: int = 1, **rest: Any) -> Finding:
    values: dict[str, Any] = {
        "question": f"Is there a difference in {id}?",
        "answer": f"The answer to {id}.",
        "method": "Counted.",
        "chapter": "02_sampling_bias#can-you-see-it",
        "effect": 1.25,
        "low": 0.5,
        "high": 2.0,
        "unit": "words a text",
        "sizes": {"chosen texts": 20, "other texts of the pool": 1000},
        "trace": trace(id),
    }
    return Finding(id, section, **(values | rest))


def trace(id: str = "length") -> Trace:
    columns = {
        "group": ["", ""],
        "label": ["chosen", "others"],
        "series": ["own dev split", "held-out texts"],
        "estimate": [12.5, 11.25],
        "low": [12.0, 11.0],
        "high": [13.0, None],
    }
    alt = "Two dots: 12.5 words in the chosen texts <20> and 11.25 in the others."
    return Trace(f"diagnose-{id}", "dots", f"Picture of {id}", "Two dots.", alt, columns, {"x": "words a text"})


def source(name: str, texts: list[str], **rest: Any) -> Source:
    examples = [Example(text, rest.get("spans"), complete="spans" in rest, key=text) for text in texts]
    return Source(name, "plain JSONL", examples, counts=Counter(records=len(texts), examples=len(texts)))


def material(chosen: int = 6, pool: int = 12) -> Material:
    """Chosen texts, each with one ORG span, from a pool of numbered texts."""
    texts = [f"Acme {number} said that number {number} is fine ." for number in range(pool)]
    marked = source("chosen.jsonl", texts[:chosen], spans=(Span(0, 4, "ORG"),))
    return match(marked, source("pool.jsonl", texts) if pool else None)


def report(*findings: Finding, unknowns: tuple[Unknown, ...] = (), **settings: Any) -> Report:
    """A report with these findings, as if they came from :func:`material`."""
    given = {"selected": "chosen.jsonl", "pool": "pool.jsonl", "random": None, "heldout": None, "base": None}
    given |= {"label": "ORG", "text": True, "seed": 0}
    return Report(
        given | settings,
        facts(material()),
        findings,
        unknowns,
        verdict(findings, unknowns),
        {"altutor": "0"},
    )


def with_passage() -> Finding:
    return finding("missed", 3, passages=(Passage("Never looked at: quorvex", (SECRET,)),), adjusted=0.01, p_value=0.01)


def untrained(folder: Path, *labels: str) -> Path:
    """A pipeline with random weights: it finds entities, for no good reason, and takes no time to make."""
    import spacy
    from spacy.util import fix_random_seed

    fix_random_seed(0)
    nlp = spacy.blank("en")
    ner: Any = nlp.add_pipe("ner")
    for label in labels:
        ner.add_label(label)
    nlp.initialize()
    rng = np.random.default_rng(0)
    for node in ner.model.walk():
        if node.has_param("W") and not node.get_param("W").any():  # the scores of the moves: all alike at first
            node.set_param("W", rng.normal(size=node.get_param("W").shape).astype("float32"))
    nlp.to_disk(folder)
    return folder


def write_lines(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def record(text: Text, marked: bool = True) -> dict[str, Any]:
    """A text of a corpus as a line of a file."""
    spans = [{"start": start, "end": end, "label": "ORG"} for start, end in text.spans]
    return {"text": text.text} | ({"spans": spans} if marked else {})
