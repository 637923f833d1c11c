"""Samples to try the report on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_up_report import untrained

from altutor.data.newswire import load_newswire
from altutor.diagnose import demo as demos
from altutor.errors import AltutorError
from altutor.ner.base import load_base
from altutor.ner.uncertainty import greedy_probability, text_uncertainty

CORPUS = load_newswire(60, 20)
TOLD: list[float] = []


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return untrained(tmp_path_factory.mktemp("pipelines") / "base", "ORG", "PER")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("altutor.data.newswire.load_newswire", lambda: CORPUS)


@pytest.fixture(scope="module")
def made(base: Path) -> demos.Demo:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("altutor.data.newswire.load_newswire", lambda: CORPUS)
        return demos.demo("newswire", base=str(base), chosen=10, progress=lambda name: TOLD.append)


def test_the_least_sure_texts_are_chosen_with_all_their_spans(base: Path, made: demos.Demo) -> None:
    nlp = load_base(base)
    texts = [text.text for text in CORPUS.pool]
    scores = [text_uncertainty(p) for p in greedy_probability(nlp, [nlp.make_doc(text) for text in texts])]
    uncertainty = dict(zip(texts, scores, strict=True))
    chosen = [item.text for item in made.material.chosen]
    assert [uncertainty[text] for text in chosen] == pytest.approx(sorted(uncertainty.values(), reverse=True)[:10])
    gold = {text.text: text.spans for text in CORPUS.pool}
    for item in made.material.chosen:
        assert tuple((span.start, span.end) for span in item.examples[0].spans or ()) == gold[item.text]
    assert made.material.label == "ORG"
    assert made.base == str(base)


def test_pool_and_heldout_are_those_of_the_corpus(made: demos.Demo) -> None:
    material = made.material
    assert (len(material.chosen), len(material.rest), len(material.held)) == (10, 50, 20)
    assert (material.outside, material.leaked) == (0, 0)
    assert material.labelled[0] == "held-out texts"
    assert material.pool is not None
    assert not any(example.complete for example in material.pool.examples)


def test_progress_is_told(made: demos.Demo) -> None:
    assert sorted(TOLD) == TOLD
    assert TOLD[-1] == 1.0


def test_the_seed_breaks_ties(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("altutor.ner.uncertainty.text_uncertainty", lambda proposals: 0.5)
    made = demos.demo("newswire", base=str(base), chosen=5, seed=1)
    order = np.random.default_rng(1).permutation(len(CORPUS.pool))[:5]
    assert [item.text for item in made.material.chosen] == [CORPUS.pool[i].text for i in order]


@pytest.mark.parametrize("data", [None, "folder"])
def test_ag_news_is_read_from_where_data_names(data: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("altutor.data.ag_news.load_ag_news", lambda source: asked.append(source) or CORPUS)
    monkeypatch.setattr(demos, "_least_sure", lambda base, candidates, n, progress: candidates[:n])
    assert demos.demo("ag-news", data=data).base == "en_core_web_md"
    assert asked == [data or "fancyzhx/ag_news"]


def test_another_name_is_refused() -> None:
    with pytest.raises(AltutorError, match="no demo 'agnews': type altutor diagnose --demo"):
        demos.demo("agnews")


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(AltutorError, match="spacy download en_no_such"):
        demos.demo("newswire", base="en_no_such")
