"""The workbench of a run: a corpus, a base that can be put back, and the held-out texts ready to be scored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from altutor.data.corpus import Corpus, Text
from altutor.ner.base import recogniser
from altutor.ner.entities import Entity, Span, gold_spans, predict
from altutor.ner.scores import blocks, count, precision_recall_f

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Bench:
    """A corpus and a base pipeline.

    Parameters
    ----------
    corpus
        Pool and held-out texts.
    nlp
        The base, from :func:`altutor.ner.base.load_base`; trained in place and put back by :meth:`restore`.
    label
        The label that is annotated.
    """

    def __init__(self, corpus: Corpus, nlp: Language, label: str = "ORG") -> None:
        self.corpus = corpus
        self.nlp = nlp
        self.label = label
        self.untouched = self.weights()
        self._docs: dict[int, Doc] = {}
        self._base: dict[int, list[Entity]] = {}
        self._heldout = self.docs(corpus.heldout)
        self._block = blocks(corpus.heldout)
        gold = [self.gold(text) for text in corpus.heldout]
        self._gold = [spans for spans, _ in gold]
        self._never_found = [len(off_borders) for _, off_borders in gold]
        self._kept = [self._other(found) for found in predict(nlp, self._heldout)]

    def weights(self) -> bytes:
        """Return the weights of ``ner`` as they are now."""
        data: bytes = recogniser(self.nlp).model.to_bytes()
        return data

    def restore(self, weights: bytes) -> None:
        """Put weights back."""
        recogniser(self.nlp).model.from_bytes(weights)

    def docs(self, texts: Sequence[Text]) -> list[Doc]:
        """Return the texts as unannotated documents; each is tokenized once."""
        for text in texts:
            if text.row not in self._docs:
                self._docs[text.row] = self.nlp.make_doc(text.text)
        return [self._docs[text.row] for text in texts]

    def gold(self, text: Text) -> tuple[list[Span], list[Span]]:
        """Return the gold spans of a text on and off token borders."""
        return gold_spans(self.docs([text])[0], text)

    def base_entities(self, texts: Sequence[Text]) -> list[list[Entity]]:
        """Return what the untouched base finds in texts; the weights must be those of the untouched base."""
        new = [text for text in texts if text.row not in self._base]
        for text, found in zip(new, predict(self.nlp, self.docs(new)), strict=True):
            self._base[text.row] = found
        return [self._base[text.row] for text in texts]

    def heldout_counts(self) -> dict[str, Any]:
        """Score the pipeline on the held-out texts, in blocks.

        Returns
        -------
        dict
            ``tp``, ``fp``, ``fn`` of the label against gold; ``kept_tp``, ``kept_fp``, ``kept_fn`` of all other labels
            against what the untouched base finds there; ``other_f``, the F of the other labels against gold, where the
            corpus has them.
        """
        found = predict(self.nlp, self._heldout)
        spans = [[(a, b) for a, b, name in entities if name == self.label] for entities in found]
        others = [self._other(entities) for entities in found]
        row: dict[str, Any] = {}
        for prefix, predicted, gold, lost in (
            ("", spans, self._gold, self._never_found),
            ("kept_", others, self._kept, None),
        ):
            counts = count(predicted, gold, self._block, lost)
            row |= {f"{prefix}{name}": counts[i].tolist() for i, name in enumerate(("tp", "fp", "fn"))}
        if any(text.others for text in self.corpus.heldout):
            row["other_f"] = precision_recall_f(count(others, self._gold_others(), self._block))[2]
        return row

    def _other(self, entities: Sequence[Entity]) -> list[Entity]:
        return [entity for entity in entities if entity[2] != self.label]

    def _gold_others(self) -> list[list[Entity]]:
        found = []
        for doc, text in zip(self._heldout, self.corpus.heldout, strict=True):
            spans = (doc.char_span(start, end, label=label) for start, end, label in text.others)
            found.append([(span.start, span.end, span.label_) for span in spans if span is not None])
        return found

    @property
    def heldout(self) -> tuple[list[Doc], list[list[Span]], Any]:
        """Documents, gold spans and blocks of the held-out texts."""
        return self._heldout, self._gold, self._block


def fingerprint(nlp: Language) -> dict[str, str]:
    """Return name, version and hash of a base's weights, for the configuration in a results file."""
    weights = recogniser(nlp).model.to_bytes()
    return {
        "name": f"{nlp.meta['lang']}_{nlp.meta['name']}",
        "version": nlp.meta["version"],
        "sha256": hashlib.sha256(weights).hexdigest(),
    }
