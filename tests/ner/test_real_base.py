"""The real base on the real texts: what the first trial saw before any fine-tuning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from altutor.data.ag_news import load_ag_news
from altutor.ner.base import load_base
from altutor.ner.bench import fingerprint
from altutor.ner.entities import gold_spans, predict, spans_of
from altutor.ner.scores import blocks, count, precision_recall_f

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def real_base(shared: Path) -> Language:
    return load_base(shared / "models" / "en_news_base")


def test_the_real_base_loads_with_its_four_labels(real_base: Language) -> None:
    assert real_base.component_names == ["ner"]
    assert set(real_base.get_pipe("ner").labels) == {"PER", "LOC", "ORG", "MISC"}
    assert fingerprint(real_base)["name"] == "en_news_base"


def test_the_untouched_base_finds_about_half_of_the_orgs_of_ag_news(real_base: Language, shared: Path) -> None:
    heldout = load_ag_news(str(shared / "ag_news")).heldout
    docs = [real_base.make_doc(text.text) for text in heldout]
    gold = [gold_spans(doc, text) for doc, text in zip(docs, heldout, strict=True)]
    found = [spans_of(entities) for entities in predict(real_base, docs)]
    counts = count(found, [on for on, _ in gold], blocks(heldout), [len(off) for _, off in gold])
    assert 0.51 <= precision_recall_f(counts)[2] <= 0.54
    assert counts[0].sum() + counts[2].sum() == sum(len(text.spans) for text in heldout)
