"""Turn marked spans into a spaCy example, with each of the three meanings of the unlabelled tokens.

An annotator has marked some ORG spans of a text, and said nothing about the other tokens. spaCy trains on an
`Example`: a pair of the text as the pipeline gets it (`predicted`, a `Doc` without entities) and the text as it
should be (`reference`, a `Doc` with entities). In the reference a token can be part of an entity, be outside of
every entity, or be missing, that is, unknown.

`training_example` makes such a pair. Every marked span is an ORG entity of the reference. What `meaning` says
of the other tokens:

- "unknown": nothing is known of them.
- "outside": they are not an entity.
- "base": they are what the untouched base says. Its entities, of any label, are in `base`; all its other tokens
  are not an entity. Where an entity of the base shares a token with a marked span, the mark wins: that entity
  is dropped, and nothing is known of those of its tokens that are not marked.

`doc` itself stays without entities. A span with a label is made by `Span(doc, start, end, label=...)`, from
`spacy.tokens`.
"""

from spacy.tokens import Doc
from spacy.training import Example


def training_example(
    doc: Doc, marked: list[tuple[int, int]], meaning: str, base: list[tuple[int, int, str]]
) -> Example:
    """Return the example that a pipeline learns from.

    `marked` holds the first token, and the token after the last, of each marked ORG span; `base` the same with a label
    for each entity that the base finds. Both are in any order. No two marked spans share a token, and no two entities
    of the base do. `meaning` is "unknown", "outside" or "base"; the first two do not use `base`.
    """
    raise NotImplementedError
