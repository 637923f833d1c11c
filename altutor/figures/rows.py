"""Rows under headings: where each stands."""

from __future__ import annotations

from altutor.traces import Trace

SPACE = 0.35  # above a heading, in rows


def rows_under_headings(trace: Trace) -> tuple[dict[tuple[str, str], float], dict[str, float], float]:
    """Return the height of each ``(group, label)``, that of each group's heading, and the height of all, in rows."""
    height: dict[tuple[str, str], float] = {}
    headings: dict[str, float] = {}
    y = 0.0
    for group, label in dict.fromkeys(zip(trace.columns["group"], trace.columns["label"], strict=True)):
        if group and group not in headings:
            y += SPACE if headings else 0.0
            headings[group] = y
            y += 1.0
        height[group, label] = y
        y += 1.0
    return height, headings, y
