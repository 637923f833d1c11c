"""The report as JSON: the same bytes for the same files and seed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from altutor.diagnose.finding import SECTIONS
from altutor.diagnose.shown.visible import without_folders
from altutor.files import dump_json

if TYPE_CHECKING:
    from altutor.diagnose.reporting import Report

SCHEMA = 1


def as_json(report: Report) -> str:
    """Return ``report.json``.

    Its fields are ``schema``, ``versions``, ``settings``, ``files``, ``matched``, ``compared``, ``verdict``,
    ``sections``, ``findings`` and ``unknowns``; a finding has the fields of :class:`altutor.diagnose.finding.Finding`.

    Files are named without their folders; all else from them is kept as it is.

    Raises
    ------
    ValueError
        When a number is not finite.
    """
    report = without_folders(report)
    facts = asdict(report.facts)
    verdict = asdict(report.verdict) | {"meaning": report.verdict.meaning}
    record = {
        "schema": SCHEMA,
        "versions": report.versions,
        "settings": report.settings,
        "files": facts["files"],
        "matched": facts["matched"],
        "compared": dict(zip(("name", "texts"), facts["compared"], strict=True)),
        "verdict": verdict,
        "sections": {str(number): title for number, title in SECTIONS.items()},
        "findings": [asdict(found) for found in report.findings],
        "unknowns": [asdict(unknown) for unknown in report.unknowns],
    }
    # Half of a surrogate pair, as in the name of a file that is not UTF-8, is no character: JSON spells it \\udcff.
    return dump_json(record, indent=1).encode(errors="backslashreplace").decode()
