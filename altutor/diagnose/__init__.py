"""A practitioner's own annotations, and what they say about selection bias.

``report`` asks everything; :mod:`altutor.diagnose.tests` has one function a test, and ``load`` and ``sides`` make what
they take. All is imported when it is first used, so that ``altutor --help`` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altutor.diagnose.finding import Finding, Passage, Step, Unknown
    from altutor.diagnose.material import Material, load, match
    from altutor.diagnose.reporting import Report, examine, report
    from altutor.diagnose.words import Sides, sides

HOME = {
    "Finding": "finding",
    "Passage": "finding",
    "Step": "finding",
    "Unknown": "finding",
    "Material": "material",
    "load": "material",
    "match": "material",
    "Report": "reporting",
    "examine": "reporting",
    "report": "reporting",
    "Sides": "words",
    "sides": "words",
}

__all__ = [
    "Finding",
    "Material",
    "Passage",
    "Report",
    "Sides",
    "Step",
    "Unknown",
    "examine",
    "load",
    "match",
    "report",
    "sides",
]


def __getattr__(name: str) -> Any:
    if name not in HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOME[name]}"), name)
