"""spaCy's ``.spacy`` files: a DocBin with entities, missing tokens, span groups and categories.

Confirmed with the library itself (spaCy 3.8, 2024: ``_serialize.py`` and ``ner.pyx``, which has the setting
``incorrect_spans_key``), and by round trips in the tests.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from altutor.diagnose.reading import fields
from altutor.diagnose.reading.collecting import Collector, RawSpan
from altutor.diagnose.reading.model import Answer, Example
from altutor.diagnose.reading.pieces import Progress
from altutor.errors import AltutorError

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin

REJECTED = ("incorrect", "reject", "negative")  # begin of the names that people give to the key of incorrect spans


def read_docbin(path: Path, into: Collector, progress: Progress | None = None) -> None:
    """Add the examples of a DocBin.

    Raises
    ------
    AltutorError
        When it is none, or is damaged.
    """
    from spacy.vocab import Vocab

    number = 0
    try:
        box = _load(path)
        for number, doc in enumerate(box.get_docs(Vocab()), start=1):
            into.notes.counts["records"] += 1
            _read_doc(doc, f"doc {number}", into)
            if progress is not None:
                progress(number / len(box))
    except Exception as error:  # what a damaged file ends in differs from byte to byte
        where = f"is damaged near doc {number}" if number else "is not a DocBin of spaCy, or is damaged"
        why = shorten(str(error), 300, placeholder=" ...") or type(error).__name__
        raise AltutorError(f"{path} {where} ({why}): write it again with DocBin.to_disk.") from error


def _load(path: Path) -> DocBin:
    """Read the file and keep only the columns that are used, checked: others would be trusted by compiled code."""
    import numpy as np
    from spacy.tokens import DocBin

    box = DocBin().from_bytes(path.read_bytes())
    orth, iob = DocBin(attrs=["ENT_IOB"]).attrs
    kept = [attr for attr in (orth, iob, DocBin(attrs=["ENT_TYPE"]).attrs[1]) if attr in box.attrs]
    columns = [box.attrs.index(attr) for attr in kept]
    number = len(box.tokens)
    if orth not in kept or not number == len(box.spaces) == len(box.flags) == len(box.cats) == len(box.span_groups):
        raise ValueError("its parts do not fit together")
    tokens = list[Any]()
    for table, spaces in zip(box.tokens, box.spaces, strict=True):
        if table.ndim != 2 or table.shape[1] != len(box.attrs) or len(table) != len(spaces):
            raise ValueError("a doc has another number of tokens than it says")
        table = np.ascontiguousarray(table[:, columns])
        if iob in kept and len(table) and table[:, kept.index(iob)].max() > 3:
            raise ValueError("a token has an unknown entity code")
        tokens.append(table)
    box.attrs, box.tokens, box.user_data = kept, tokens, []
    return box


def _read_doc(doc: Doc, place: str, into: Collector) -> None:
    text = into.text(doc.text, place)
    if text is None:
        return
    ents = [_raw(doc, ent.start, ent.end, ent.label_) for ent in doc.ents]
    unknown = [token.ent_iob == 0 and not token.is_space for token in doc]
    wrong, others = list[RawSpan](), list[RawSpan]()
    judged = False
    for name, group in doc.spans.items():
        rejected = name.lower().startswith(REJECTED)
        judged = judged or rejected
        (wrong if rejected else others).extend(_raw(doc, span.start, span.end, span.label_) for span in group)
    labels = fields.names(doc.cats)
    outside = any(token.ent_iob == 2 for token in doc)
    if judged and not outside and (ents or wrong):  # yes/no answers: nothing is known beside what they are about
        _decisions(ents, wrong, text, place, into)
        return
    said = bool(ents) or outside
    found, lost = into.spans(ents if said else others, text, place)
    complete = not lost and (not any(unknown) if said else bool(others or labels))
    into.keep(Example(text, found if said or others else None, labels, complete=complete, place=place, lost=lost))
    if wrong:
        _decisions([], wrong, text, place, into)


def _raw(doc: Doc, start: int, end: int, label: str) -> RawSpan:
    """Return a span of tokens as characters; spaCy itself refuses spans outside the text."""
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label, True


def _decisions(ents: list[RawSpan], wrong: list[RawSpan], text: str, place: str, into: Collector) -> None:
    """Add an example for each span that was accepted or rejected."""
    for group, accepted in ((ents, True), (wrong, False)):
        for span in group:
            found, lost = into.spans([span], text, place)
            answer: Answer = "accept" if accepted else "reject"
            into.keep(Example(text, found or None, answer=answer, binary=True, complete=False, place=place, lost=lost))
