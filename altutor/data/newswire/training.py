"""How the base pipeline of the stand-in is trained: a small `ner` on the source domain, in seconds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.data.corpus import Text
from altutor.data.newswire.chance import shuffled

if TYPE_CHECKING:
    from spacy.language import Language

DESCRIPTION = (
    "Base pipeline of altutor's offline stand-in for AG News: trained on generated text (the source domain of "
    "altutor.data.newswire), with invented names. It stands in for a real pretrained pipeline and is useful for "
    "nothing else."
)


@dataclass(frozen=True)
class Settings:
    """Everything that the trained weights depend on beside the texts and the version of spaCy.

    Attributes
    ----------
    n_texts, epochs, batch, dropout, seed
        Size of the source corpus and the training loop.
    width, depth, rows
        Size of the network: vectors per token, convolution layers, rows of the hash embedding.
    """

    n_texts: int = 2000
    epochs: int = 5
    batch: int = 32
    dropout: float = 0.2
    seed: int = 0
    width: int = 64
    depth: int = 3
    rows: int = 1000


def train(texts: tuple[Text, ...], settings: Settings, progress: Callable[[float], None] | None = None) -> Language:
    """Train the pipeline; the same texts and settings give the same weights on one machine.

    Parameters
    ----------
    texts
        The source domain, with other labels.
    settings
        Network and training loop.
    progress
        Told the fraction done after every batch.

    Returns
    -------
    Language
        A blank English pipeline with a trained `ner`.
    """
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en", meta={"name": "newswire_base", "description": DESCRIPTION, "version": "1.0.0"})
    tok2vec: dict[str, Any] = {"width": settings.width, "depth": settings.depth, "embed_size": settings.rows}
    tok2vec |= {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None}
    tok2vec |= {"window_size": 1, "maxout_pieces": 3, "subword_features": True}
    parser: dict[str, Any] = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "tok2vec": tok2vec,
    }
    parser |= {"extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None}
    nlp.add_pipe("ner", config={"model": parser})
    examples = []
    for text in texts:
        doc = nlp.make_doc(text.text)
        entities = [*((start, end, "ORG") for start, end in text.spans), *text.others]
        examples.append(Example.from_dict(doc, {"entities": sorted(entities)}))
    rng = Random(settings.seed)
    with _global_seed(settings.seed):
        optimizer = nlp.initialize(lambda: examples)
        for epoch in range(settings.epochs):
            order = shuffled(rng, range(len(examples)))
            for start in range(0, len(order), settings.batch):
                batch = [examples[i] for i in order[start : start + settings.batch]]
                nlp.update(batch, drop=settings.dropout, sgd=optimizer)
                if progress:
                    progress((epoch + min(1.0, (start + settings.batch) / len(order))) / settings.epochs)
    return nlp


@contextmanager
def _global_seed(seed: int) -> Iterator[None]:
    """Seed the global generators that spaCy draws from, and give them back as they were."""
    from spacy.util import fix_random_seed

    python, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002
    fix_random_seed(seed)
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(legacy)  # noqa: NPY002
