"""Samples to try the report on: texts of the book, chosen by how unsure a pipeline is of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altutor.diagnose.material import Material, Reading, match
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.reading.fields import hash_of
from altutor.errors import AltutorError

if TYPE_CHECKING:
    from altutor.data.corpus import Corpus, Text

NAMES = ("newswire", "ag-news")
CHOSEN = 300
LABEL = "ORG"
CHUNK = 250  # texts between two reports of progress


@dataclass(frozen=True)
class Demo:
    """What a demo is made of: the files, as if they had been read, and the untouched pipeline."""

    material: Material
    base: str


def demo(
    name: str,
    *,
    data: str | None = None,
    base: str | None = None,
    chosen: int = CHOSEN,
    seed: int = 0,
    progress: Reading | None = None,
) -> Demo:
    """Let a pipeline choose the texts of a pool that it is least sure of, all ORG spans of them marked.

    Parameters
    ----------
    name
        "newswire", the generated stand-in, or "ag-news".
    data
        Of ag-news: a hub name or a folder.
    base
        The pipeline; by default that of newswire, or en_core_web_md.
    chosen
        How many texts.
    seed
        Of the order of the candidates, which breaks ties.
    progress
        As in :func:`altutor.diagnose.report`.

    Returns
    -------
    Demo

    Raises
    ------
    AltutorError
        When there is no such demo, or the data or the pipeline cannot be loaded.
    """
    if name not in NAMES:
        raise AltutorError(f"There is no demo {name!r}: type altutor diagnose --demo, or --demo ag-news.")
    corpus, pipeline = _newswire(base) if name == "newswire" else _ag_news(data, base)
    order = np.random.default_rng(seed).permutation(len(corpus.pool))
    candidates = [corpus.pool[i] for i in order]
    picked = _least_sure(pipeline, candidates, chosen, progress)
    selected = _source("its choice of texts", corpus, (_marked(text) for text in picked))
    pool = _source("its pool", corpus, (Example(text.text, None, complete=False) for text in corpus.pool))
    heldout = _source("its held-out texts", corpus, (_marked(text) for text in corpus.heldout))
    return Demo(match(selected, pool, None, heldout, LABEL), pipeline)


def _newswire(base: str | None) -> tuple[Corpus, str]:
    from altutor.data.newswire import load_newswire
    from altutor.progress import stand_in_base

    return load_newswire(), base or str(stand_in_base())


def _ag_news(data: str | None, base: str | None) -> tuple[Corpus, str]:
    from altutor.data.ag_news import HUB_NAME, load_ag_news
    from altutor.ner.base import PIPELINE

    return load_ag_news(data or HUB_NAME), base or PIPELINE


def _least_sure(base: str, candidates: list[Text], n: int, progress: Reading | None) -> list[Text]:
    """Return the texts that the pipeline is least sure of, the most uncertain first."""
    from altutor.ner.base import load_base
    from altutor.ner.uncertainty import greedy_probability, text_uncertainty

    nlp = load_base(base, LABEL)
    tell = progress("choosing texts") if progress else None
    uncertainty: list[float] = []
    for start in range(0, len(candidates), CHUNK):
        docs = [nlp.make_doc(text.text) for text in candidates[start : start + CHUNK]]
        uncertainty += [text_uncertainty(proposals) for proposals in greedy_probability(nlp, docs, label=LABEL)]
        if tell:
            tell(len(uncertainty) / len(candidates))
    return [candidates[i] for i in np.argsort(-np.array(uncertainty), kind="stable")[:n]]


def _marked(text: Text) -> Example:
    return Example(text.text, tuple(Span(start, end, LABEL) for start, end in text.spans))


def _source(what: str, corpus: Corpus, examples: Iterable[Example]) -> Source:
    """Return examples as if they had been read from a file."""
    found = [
        Example(one.text, one.spans, complete=one.complete, place=f"text {number}", key=hash_of(one.text))
        for number, one in enumerate(examples, 1)
    ]
    counts = Counter({"examples": len(found), "spans": sum(len(one.spans or ()) for one in found)})
    counts["accept" if found[0].complete else "texts without an answer"] = len(found)
    return Source(f"{corpus.name}: {what}", "demo", found, counts=counts)
