"""Small files as annotation tools write them; the texts are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ACME = "Acme Corp. sued Borealis in Oslo."  # Acme Corp.: 0 to 10, Borealis: 16 to 24, Oslo: 28 to 32
RAIN = "Rain is expected on Sunday."
MINE = "Kestrel Mining's profit fell."  # Kestrel Mining: 0 to 14


def span(start: int, end: int, label: str = "ORG", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def task(text: str, input_hash: int, **more: Any) -> dict[str, Any]:
    """A task as Prodigy's db-out writes it."""
    return {"text": text, "_input_hash": input_hash, "_task_hash": hash((text, repr(more))) % 10**9, **more}


def jsonl(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def whole_json(path: Path, value: Any, indent: int | None = None) -> Path:
    path.write_text(json.dumps(value, indent=indent), encoding="utf-8")
    return path
