"""What each domain marks, and where a name begins: the gap that fine-tuning has to close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SHARED = {"person": "PER", "place": "LOC", "product": "MISC", "event": "MISC", "nationality": "MISC"}
_ORG_KINDS = (
    "company",
    "wire",
    "government",
    "agency",
    "acronym",
    "party",
    "militant",
    "university",
    "institution",
    "club",
    "nickname",
    "club by city",
    "league",
    "exchange",
)


@dataclass(frozen=True)
class Convention:
    """An annotation guideline.

    Attributes
    ----------
    labels
        The label of each kind of name; kinds that are left out are not marked.
    with_article
        Whether a leading "the" belongs to the name of an organization.
    """

    labels: Mapping[str, str]
    with_article: bool = False

    def label(self, kind: str) -> str | None:
        """Give the label of a kind of name.

        Parameters
        ----------
        kind
            As :class:`.grammar.Mention` has it.

        Returns
        -------
        str or None
            ORG, PER, LOC or MISC; None for what is not marked.
        """
        return self.labels.get(kind)

    def borders(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Move the borders of a name to where this guideline puts them.

        Parameters
        ----------
        text
            The whole text.
        start, end
            The name's offsets, without an article.

        Returns
        -------
        tuple of int
            The offsets to mark.
        """
        return (start - 4 if self.with_article and text[:start].lower().endswith("the ") else start), end


TARGET = Convention(MappingProxyType(_SHARED | dict.fromkeys(_ORG_KINDS, "ORG")))

# The source calls armed groups and leagues MISC and leaves acronyms unmarked; its city names are never clubs.
_ELSEWHERE = {"militant": "MISC", "league": "MISC"}
SOURCE = Convention(
    MappingProxyType(
        {kind: _ELSEWHERE.get(kind, label) for kind, label in TARGET.labels.items() if kind not in ("acronym",)}
    ),
    with_article=False,
)
