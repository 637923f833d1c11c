"""A tiny trained pipeline and a toy corpus: what every test of ``altutor.ner`` works on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from altutor.data.corpus import TOPICS, Corpus, Text

if TYPE_CHECKING:
    from spacy.language import Language

    from altutor.ner.bench import Bench

# A busy machine must not fail a test, and a test must not fail by chance.
settings.register_profile("altutor-ner", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("altutor-ner")

ORGS = ("Borvex", "Quillon Labs", "Zentra", "Ostrava Steel Mills", "Mirrow Group", "Feldspar Bank", "UNOR")
NEW_ORGS = ("Drovane", "Pellucid Motors", "Harrowgate United", "Tisk Labs", "OPWE", "Vantor Bank of Lume")
PEOPLE = ("Ana Pell", "Tomas Drake", "Rinko", "Oda Marsh", "Leif Sunder")
TEMPLATES = {
    "World": ("{O} condemned the attack on Lume .", "{P} met envoys of {O} and {O} on Monday ."),
    "Sports": ("{P} scored twice for {O} .", "{O} beat {O} after {P} was sent off ."),
    "Business": ("Shares of {O} fell .", "{O} said {P} would leave ."),
    "Sci/Tech": ("{O} launched a probe .", "A chip by {O} , said {P} , is fast ."),
}


def tok2vec(width: int = 32) -> dict[str, Any]:
    return {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": width,
        "depth": 1,
        "embed_size": 200,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    }


def ner_config(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 32,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": words,
        }
    }


def make_text(rng: random.Random, row: int, topic: str, orgs: tuple[str, ...]) -> Text:
    """Fill one or two templates; every seventh text has a mention glued to another word, off token borders."""
    text, spans, others = "", [], []
    for template in rng.choices(TEMPLATES[topic], k=rng.choice((1, 2))):
        for word in template.split():
            text += " " if text else ""
            if word == "{O}":
                name = rng.choice(orgs)
                spans.append((len(text), len(text) + len(name)))
                text += name
            elif word == "{P}":
                name = rng.choice(PEOPLE)
                others.append((len(text), len(text) + len(name), "PER"))
                text += name
            else:
                text += word
    if row % 7 == 0:
        text += " the_"
        spans.append((len(text), len(text) + len("Zentra")))
        text += "Zentra"
    return Text(text, topic, tuple(spans), row, tuple(others))


def make_texts(seed: int, rows: range, orgs: tuple[str, ...]) -> tuple[Text, ...]:
    rng = random.Random(seed)
    return tuple(make_text(rng, row, TOPICS[row % 4], orgs) for row in rows)


def train_on(nlp: Language, texts: tuple[Text, ...], epochs: int) -> None:
    """Initialize and train a pipeline on texts with all their entities."""
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(0)
    examples = []
    for text in texts:
        doc = nlp.make_doc(text.text)
        entities = [(a, b, "ORG") for a, b in text.spans if doc.char_span(a, b)] + list(text.others)
        tags = ["UP" if token.text[0].isupper() else "LOW" for token in doc]
        examples.append(Example.from_dict(doc, {"entities": entities, "tags": tags}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(epochs):
        for start in range(0, len(examples), 16):
            nlp.update(examples[start : start + 16], sgd=optimizer, drop=0.1)


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
