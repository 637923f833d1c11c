"""The stand-in's texts with the spans that each domain's convention marks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from altutor.data.corpus import Corpus, Text
from altutor.data.newswire.conventions import SOURCE, TARGET
from altutor.data.newswire.stories import Draft, source_drafts, target_drafts

SOURCE_NAME = "newswire (generated stand-in for AG News)"


def load_newswire(n_pool: int = 3000, n_heldout: int = 600, seed: int = 0) -> Corpus:
    """Generate the stand-in for AG News: news-like texts with gold ORG spans by construction.

    Parameters
    ----------
    n_pool, n_heldout
        How many texts to put in the pool and in the held-out set.
    seed
        The same seed gives the same texts, on every platform.

    Returns
    -------
    Corpus
        Texts of the four topics in random order, no two alike, with other labels (PER, LOC, MISC) in `others`.
    """
    drafts = target_drafts(n_pool + n_heldout, seed)
    texts = tuple(_annotate(draft, TARGET, row) for row, draft in enumerate(drafts))
    source = {"source": SOURCE_NAME, "seed": seed, "rows": len(texts), "sha256": digest(texts)}
    return Corpus("newswire", texts[:n_pool], texts[n_pool:], source)


def source_texts(n: int = 2000, seed: int = 0) -> tuple[Text, ...]:
    """Generate the source domain that the base pipeline of the stand-in is trained on.

    Parameters
    ----------
    n
        How many texts.
    seed
        The same seed gives the same texts.

    Returns
    -------
    tuple of Text
        Texts of another style, names and convention than :func:`load_newswire`, with ORG in `spans` and PER, LOC and
        MISC in `others`.
    """
    return tuple(_annotate(draft, SOURCE, row) for row, draft in enumerate(source_drafts(n, seed)))


def digest(texts: tuple[Text, ...]) -> str:
    """Hash texts and spans, so that any change of the generator shows.

    Parameters
    ----------
    texts
        What to hash.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    rows = [[text.text, text.topic, text.spans, text.others] for text in texts]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _annotate(draft: Draft, convention: Mapping[str, str], row: int) -> Text:
    """Mark what a convention marks."""
    spans, others = [], []
    for mention in draft.mentions:
        label = convention.get(mention.kind)
        if label == "ORG":
            spans.append((mention.start, mention.end))
        elif label:
            others.append((mention.start, mention.end, label))
    return Text(draft.text, draft.topic, tuple(spans), row, tuple(others))
