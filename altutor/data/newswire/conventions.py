"""What each domain marks: the gap that fine-tuning has to close."""

from __future__ import annotations

from collections.abc import Mapping
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


TARGET: Mapping[str, str] = MappingProxyType(_SHARED | dict.fromkeys(_ORG_KINDS, "ORG"))
"""The label of each kind of name in the target domain; kinds that are left out are not marked."""

# The source calls armed groups and leagues MISC and leaves acronyms unmarked; its city names are never clubs.
_ELSEWHERE = {"militant": "MISC", "league": "MISC"}
SOURCE: Mapping[str, str] = MappingProxyType(
    {kind: _ELSEWHERE.get(kind, label) for kind, label in TARGET.items() if kind != "acronym"}
)
"""The same in the source domain."""
