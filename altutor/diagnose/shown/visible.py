"""What comes from files made safe to show: no characters that steer a terminal or turn words around, no folders."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from altutor.diagnose.reading.hub import NAME
from altutor.wording import printable

if TYPE_CHECKING:
    from altutor.diagnose.reporting import Report

T = TypeVar("T")


def visible(value: T, keep: str = "") -> T:
    """Return whatever holds texts with nothing that steers a terminal or the direction of writing.

    Parameters
    ----------
    value
        A string, or dataclasses, dictionaries, lists and tuples of them; all else in it stays as it is.
    keep
        Characters to leave alone, such as a newline where lines may break.

    Returns
    -------
    T
        Its texts as :func:`altutor.wording.printable` words them.
    """
    changed: T = each_text(value, lambda text: printable(text, keep))
    return changed


def without_folders(report: Report) -> Report:
    """Return a report that names files by the last part of their paths, which tell whose home they lie in.

    The name of a data set on the hub, ``owner/name``, stays.
    """
    base = report.settings.get("base")
    given = {file.name for file in report.facts.files if not _on_hub(file.name)} | ({base} if base else set())
    paths = sorted((name for name in given if Path(name).name not in ("", name)), key=len, reverse=True)
    if not paths:
        return report
    anywhere = re.compile(rf"(?<![\w/.])(?:{'|'.join(map(re.escape, paths))})")
    changed: Report = each_text(report, lambda text: anywhere.sub(lambda found: Path(found[0]).name, text))
    return changed


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value with every string in it changed."""
    if isinstance(value, str):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: each_text(getattr(value, one.name), change) for one in fields(value)})
    if isinstance(value, dict):
        return {each_text(name, change): each_text(inner, change) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(each_text(inner, change) for inner in value)
    return value


def _on_hub(name: str) -> bool:
    owned = name.partition(":")[0]  # what follows is a split
    return NAME.fullmatch(owned) is not None and not Path(owned).suffix
