"""A trace: what one figure shows, as data. Picture, player, alt text and table are all made from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from altutor.files import dump_json, write_atomic

SCHEMA = 1
DIGITS = 6  # decimals of a measured number: enough that words made from it round as the number itself does


@dataclass(frozen=True)
class Trace:
    """One figure as data.

    Attributes
    ----------
    id
        File name without ending; stable.
    kind
        The function of :mod:`altutor.figures` that draws it.
    title, caption
        Heading, and what to see in the figure.
    alt
        What the picture shows, for those who do not see it, with its main numbers.
    columns
        The data as equally long lists, one per column: the figure's table.
    labels
        Axis labels with units, and other words that the drawing needs.
    experiment, seeds, versions
        What it was made from.
    """

    id: str
    kind: str
    title: str
    caption: str
    alt: str
    columns: dict[str, list[Any]]
    labels: dict[str, Any] = field(default_factory=dict)
    experiment: str = ""
    seeds: tuple[int, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    schema: int = SCHEMA

    def write(self, folder: Path) -> Path:
        """Write ``folder/<id>.json`` and return its path."""
        path = folder / f"{self.id}.json"
        write_atomic(path, dump_json(asdict(self), indent=1))
        return path
