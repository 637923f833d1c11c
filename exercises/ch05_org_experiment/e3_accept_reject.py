"""Turn yes/no answers on suggested spans into spaCy examples that say no more than the answers do.

The annotator sees one suggested span of a text, and accepts or rejects it as ORG. What nobody said stays
unknown here: in spaCy's words, those tokens are missing.

1. `judge` answers for the annotator: a suggestion is accepted only where a gold span has the same two borders.
2. `answer_example` makes the example of one answer. An accepted span is an ORG entity of the reference. A
   rejected span says only that exactly this span is not ORG: one of its tokens may still be part of an
   organization with other borders. spaCy's `ner` can learn that from the setting `incorrect_spans_key`: the
   name of a group of spans, `reference.spans[group]`, in which each span carries the label that it does not
   have. An accepted span is not in that group.
3. `session` makes the examples of a whole session. A text without a suggestion was read, and gives no example.

In an example, `predicted` is the text without entities and `reference` is a copy with what is known. A span with
a label is made by `Span(doc, start, end, label=...)`, from `spacy.tokens`.
"""

from spacy.tokens import Doc
from spacy.training import Example


def judge(gold: list[tuple[int, int]], suggestion: tuple[int, int]) -> bool:
    """Return whether the annotator accepts a suggestion. Spans are the first token, and the token after the last."""
    raise NotImplementedError


def answer_example(doc: Doc, suggestion: tuple[int, int], accepted: bool, group: str) -> Example:
    """Return the example of one answer; `group` is the name of the group for rejected spans."""
    raise NotImplementedError


def session(
    docs: list[Doc], gold: list[list[tuple[int, int]]], suggestions: list[tuple[int, int] | None], group: str
) -> list[Example]:
    """Return the examples of a session, in the order of the texts.

    The three lists have one entry for each text; a suggestion is None where there is nothing to suggest.
    """
    raise NotImplementedError
