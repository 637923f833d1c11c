"""What the untouched base pipeline sees in the texts: how sure it is, and which entities it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose.material import Material
from altutor.diagnose.reading import Span
from altutor.diagnose.words import CAP, Sides
from altutor.errors import AltutorError

if TYPE_CHECKING:
    from spacy.language import Language

CHUNK = 256  # texts between two reports of progress


@dataclass(frozen=True)
class Scored:
    """What the base sees in some rows.

    Attributes
    ----------
    rows
        Shape (n,): rows of :class:`~altutor.diagnose.words.Sides`, in the order that was asked for.
    confidence
        Shape (n,): 1 minus the uncertainty of the text, from 0 to 1. A text without a span has 1.
    mentions
        Shape (n,): spans of the view's label, or of every label where it has none.
    entities
        All spans of each text, by characters.
    """

    rows: NDArray[np.intp]
    confidence: NDArray[np.float64]
    mentions: NDArray[np.int64]
    entities: tuple[tuple[Span, ...], ...]

    def by_label(self) -> Counter[str]:
        """Return how many spans of each label there are."""
        return Counter(span.label for spans in self.entities for span in spans)


@dataclass(frozen=True)
class BaseView:
    """The untouched pipeline's view of a sample of both sides.

    Attributes
    ----------
    name
        The pipeline as it was given.
    label
        The label whose spans count as mentions and for confidence; None where the pipeline does not know it, or none is
        asked about: then spans of every label count.
    labels
        Every label that the pipeline knows, sorted.
    sides
        Where the rows are from.
    labelled
        What the labelled texts are called that nobody chose, and how many there are.
    chosen, others
        What it sees in at most :data:`~altutor.diagnose.words.CAP` rows of each side, drawn at random.
    """

    name: str
    label: str | None
    labels: tuple[str, ...]
    sides: Sides
    labelled: tuple[str, int]
    chosen: Scored
    others: Scored
    reader: Reader = field(repr=False)

    def more(self, rows: Iterable[int]) -> Scored:
        """Return what the pipeline sees in further rows; what it has read before it does not read again."""
        return self.reader.read(rows)

    @property
    def spans(self) -> str:
        """What it counts: "ORG spans"."""
        return f"{self.label} spans" if self.label else "entities"


@dataclass
class Reader:
    """The pipeline, and what it saw in the rows that it has read."""

    nlp: Language
    label: str | None
    texts: Sequence[str]
    seen: dict[int, tuple[float, tuple[Span, ...]]] = field(default_factory=dict)

    def read(self, rows: Iterable[int], progress: Callable[[float], None] | None = None) -> Scored:
        """Read rows in the given order; `progress` is told the share of the unread rows that is done."""
        wanted = np.array([int(row) for row in rows], dtype=np.intp)
        new = [row for row in dict.fromkeys(wanted.tolist()) if row not in self.seen]
        for start in range(0, len(new), CHUNK):
            self._see(new[start : start + CHUNK])
            if progress:
                progress(min(1.0, (start + CHUNK) / len(new)))
        entities = tuple(self.seen[row][1] for row in wanted.tolist())
        mentions = [sum(self.label in (None, span.label) for span in spans) for spans in entities]
        confidence = [self.seen[row][0] for row in wanted.tolist()]
        return Scored(wanted, np.array(confidence, dtype=float), np.array(mentions, dtype=np.int64), entities)

    def _see(self, rows: Sequence[int]) -> None:
        from altutor.ner.uncertainty import greedy_entities, text_uncertainty

        # spaCy refuses longer texts; the beginning of such a text tells enough.
        docs = [self.nlp.make_doc(self.texts[row][: self.nlp.max_length]) for row in rows]
        for row, doc, found in zip(rows, docs, greedy_entities(self.nlp, docs), strict=True):
            ours = {(start, end): p for (start, end, name), p in found.items() if self.label in (None, name)}
            spans = ((doc[start:end], name) for start, end, name in found)
            entities = tuple(Span(span.start_char, span.end_char, name) for span, name in spans)
            self.seen[row] = (1.0 - text_uncertainty(ours), entities)


def look(
    base: str | Path,
    material: Material,
    sides: Sides,
    rng: np.random.Generator,
    progress: Callable[[float], None] | None = None,
) -> BaseView:
    """Let the untouched pipeline read a random sample of both sides.

    Parameters
    ----------
    base
        Name of an installed pipeline package, or the folder of a pipeline.
    material
        Its label is what the confidence is about, where the pipeline knows it.
    sides
        At most :data:`~altutor.diagnose.words.CAP` rows of each side are read.
    rng
        Draws the rows.
    progress
        Is told the share that is read.

    Returns
    -------
    BaseView

    Raises
    ------
    AltutorError
        When the pipeline is not installed or not readable, or has no ``ner``.

    Notes
    -----
    Confidence is 1 minus the uncertainty of the text: the largest 1 - |2p - 1| of its spans. p is the product of the
    probabilities of the greedy transitions that made the span. The beam's scores are not used: of the spans that the
    beam scored about one half, the book found far fewer than half to be right.
    """
    from altutor.ner.base import load_base, recogniser

    nlp = load_base(base, None)
    labels = tuple(sorted(recogniser(nlp).labels))
    if not labels:
        raise AltutorError(f"The 'ner' of {str(base)!r} knows no label: choose a trained pipeline with --base.")
    label = material.label if material.label in labels else None
    reader = Reader(nlp, label, sides.texts)
    chosen, others = sides.sample(rng, CAP, CAP)
    reader.read([*chosen.tolist(), *others.tolist()], progress)
    labelled = (material.labelled[0], len(material.labelled[1]))
    return BaseView(str(base), label, labels, sides, labelled, reader.read(chosen), reader.read(others), reader)
