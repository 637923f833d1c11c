"""What one slide is."""

from __future__ import annotations

from dataclasses import dataclass

MOST_CHARACTERS = 750  # of text on one slide, at its usual size


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    kind
        ``title``, ``goals``, ``section``, ``points``, ``predict``, ``answer``, ``figure``, ``table``, ``claims`` or
        ``exercises``.
    heading, body
        HTML.
    """

    kind: str
    heading: str
    body: str
