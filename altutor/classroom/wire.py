"""How values travel between a grader and the process that runs a student's code: as JSON, never as pickles.

Arrays of numbers are ``{"$array": base64, "type": "<f8", "shape": [...]}``, tuples ``{"$tuple": [...]}``, spaCy's texts
``{"$text": {...}}`` and whatever else a student returns ``{"$other": "name of its type"}``. What is decoded consists of
exact built-in types, NumPy arrays, :class:`Text` and :class:`Other`, so that no object of a student meets a grader.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

ARRAY_TYPES = ("<f8", "<i8", "|b1")
DEEPEST = 20
LARGEST = 10_000_000  # entries along one axis
LARGEST_NUMBER = 2**1000


class Broken(ValueError):
    """A message is not what this module writes."""


@dataclass(frozen=True)
class Other:
    """A value of a type that does not travel; all that is known is the name of the type."""

    type: str


@dataclass
class Text:
    """A text with entities: what a grader knows of a spaCy ``Doc``.

    Attributes
    ----------
    words, spaces
        The tokens, and whether a space follows each.
    entities
        ``(start, end, label)`` by token, end excluded.
    missing
        Tokens of which nothing is said, neither entity nor none.
    groups
        Other spans by group, as in ``doc.spans``.
    """

    words: list[str]
    spaces: list[bool]
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    groups: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)


def encode(value: Any, depth: int = 0) -> Any:
    """Return `value` in a form that :mod:`json` can write; types that do not travel become their name."""
    if depth > DEEPEST:
        return {"$other": "a value nested too deeply"}
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.generic):
        return encode(value.item(), depth) if value.dtype.kind in "biufU" else {"$other": str(value.dtype)}
    if isinstance(value, np.ndarray):
        return _encode_array(value, depth)
    if isinstance(value, Text):
        return {"$text": asdict(value)}
    if isinstance(value, (list, set, frozenset)):
        return [encode(one, depth + 1) for one in (value if isinstance(value, list) else sorted(value, key=repr))]
    if isinstance(value, tuple):
        return {"$tuple": [encode(one, depth + 1) for one in value]}
    if isinstance(value, dict) and all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {str(key): encode(one, depth + 1) for key, one in value.items()}
    module = type(value).__module__
    if module.startswith("spacy.tokens") and type(value).__name__ == "Doc":
        return encode(_text_of(value))
    if module.startswith("spacy.training") and type(value).__name__ == "Example":
        return {"$tuple": [encode(_text_of(value.predicted)), encode(_text_of(value.reference))]}
    if module.startswith("pandas.") and hasattr(value, "to_numpy"):
        return _encode_array(value.to_numpy(), depth)
    return {"$other": type(value).__name__}


def decode(data: Any, make_text: Callable[[Text], Any] = lambda text: text, depth: int = 0) -> Any:
    """Return the value of a message.

    Parameters
    ----------
    data
        What :mod:`json` has read.
    make_text
        Makes of a :class:`Text` what the receiver works with.

    Raises
    ------
    Broken
        When the message is not what :func:`encode` writes.
    """
    if depth > DEEPEST + 5:
        raise Broken("nested too deeply")
    if type(data) is int and abs(data) > LARGEST_NUMBER:
        raise Broken("a whole number that no float can hold")
    if data is None or type(data) in (bool, int, float, str):
        return data
    if isinstance(data, list):
        return [decode(one, make_text, depth + 1) for one in data]
    if not isinstance(data, dict):
        raise Broken(f"a {type(data).__name__}")
    try:
        if "$array" in data:
            return _decode_array(data)
        if "$tuple" in data:
            return tuple(decode(data["$tuple"], make_text, depth + 1))
        if "$text" in data:
            return make_text(_decode_text(data["$text"]))
        if "$other" in data:
            return Other(str(data["$other"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Broken(str(error)) from error
    return {str(key): decode(one, make_text, depth + 1) for key, one in data.items()}


def make_doc(text: Text) -> Any:
    """Return the spaCy ``Doc`` of a text (blank English vocabulary)."""
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

    doc = Doc(Vocab(), words=text.words, spaces=text.spaces)
    spans = [Span(doc, start, end, label=label) for start, end, label in text.entities]
    missing = [doc[token : token + 1] for token in text.missing]
    doc.set_ents(spans, missing=missing, default="outside")
    for name, group in text.groups.items():
        doc.spans[name] = [Span(doc, start, end, label=label) for start, end, label in group]
    return doc


def _text_of(doc: Any) -> Text:
    def spans(found: Any) -> list[tuple[int, int, str]]:
        return [(span.start, span.end, span.label_) for span in found]

    return Text(
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        entities=spans(doc.ents),
        missing=[token.i for token in doc if token.ent_iob == 0],
        groups={name: spans(group) for name, group in doc.spans.items()},
    )


def _encode_array(value: Any, depth: int) -> Any:
    kinds = {"f": "<f8", "i": "<i8", "u": "<i8", "b": "|b1"}
    if value.dtype.kind not in kinds:
        return encode(value.tolist(), depth + 1)
    plain = np.ascontiguousarray(value, dtype=kinds[value.dtype.kind])
    coded = base64.b64encode(plain.tobytes()).decode("ascii")
    return {"$array": coded, "type": kinds[value.dtype.kind], "shape": list(value.shape)}


def _decode_array(data: dict[str, Any]) -> Any:
    shape = [int(size) for size in data["shape"]]
    if data["type"] not in ARRAY_TYPES or min(shape, default=0) < 0:
        raise Broken(f"an array of type {data['type']} and shape {shape}")
    if max(shape, default=0) > LARGEST:  # of an array without entries every other size would do
        raise Broken(f"an array of shape {shape}")
    content = base64.b64decode(data["$array"], validate=True)
    if len(content) != math.prod(shape) * np.dtype(data["type"]).itemsize:
        raise Broken("an array whose size is not its shape's")
    return np.frombuffer(content, dtype=data["type"]).reshape(shape).copy()


def _decode_text(data: dict[str, Any]) -> Text:
    def spans(found: Any) -> list[tuple[int, int, str]]:
        return [(int(start), int(end), str(label)) for start, end, label in found]

    text = Text(
        words=[str(word) for word in data["words"]],
        spaces=[bool(space) for space in data["spaces"]],
        entities=spans(data["entities"]),
        missing=[int(token) for token in data["missing"]],
        groups={str(name): spans(group) for name, group in dict(data["groups"]).items()},
    )
    length = len(text.words)
    for start, end, _ in [*text.entities, *(span for group in text.groups.values() for span in group)]:
        if not 0 <= start <= end <= length:
            raise Broken(f"a span from {start} to {end} in a text of {length} words")
    if len(text.spaces) != length or any(not 0 <= token < length for token in text.missing):
        raise Broken("a text whose parts do not fit each other")
    return text
