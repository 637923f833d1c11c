"""A tiny trained pipeline and a toy corpus: what every test of ``altutor.ner`` works on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from toy import NEW_ORGS, ORGS, make_texts, ner_config, tok2vec, train_on

from altutor.data.corpus import Corpus

if TYPE_CHECKING:
    from spacy.language import Language

    from altutor.ner.bench import Bench

# A busy machine must not fail a test, and a test must not fail by chance.
settings.register_profile("altutor-ner", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("altutor-ner")


@pytest.fixture(scope="session")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a pipeline trained on names of which the corpus has few: good, and far from perfect."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config=ner_config(tok2vec()))
    train_on(nlp, make_texts(1, range(100), ORGS), epochs=25)
    nlp.meta |= {"name": "toy_news", "version": "1.0.0"}
    folder = tmp_path_factory.mktemp("pipelines") / "toy"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def toy_corpus() -> Corpus:
    texts = make_texts(2, range(100), ORGS[:3] + NEW_ORGS)
    return Corpus("toy", pool=texts[:60], heldout=texts[60:], source={"source": "toy", "rows": 100, "sha256": "0"})


@pytest.fixture(scope="session")
def shared_base(toy_folder: Path) -> Language:
    """One pipeline for all tests that leave its weights alone."""
    from altutor.ner.base import load_base

    return load_base(toy_folder)


@pytest.fixture
def base(toy_folder: Path) -> Language:
    """A pipeline of one's own, to be trained."""
    from altutor.ner.base import load_base

    return load_base(toy_folder)


@pytest.fixture(scope="session")
def shared_bench(toy_folder: Path, toy_corpus: Corpus) -> Bench:
    from altutor.ner.base import load_base
    from altutor.ner.bench import Bench

    return Bench(toy_corpus, load_base(toy_folder))


@pytest.fixture
def bench(shared_bench: Bench) -> Iterator[Bench]:
    """The workbench with the untouched base, which it gets back after the test."""
    shared_bench.restore(shared_bench.untouched)
    yield shared_bench
    shared_bench.restore(shared_bench.untouched)
