"""One page a student, in HTML and in Markdown: what was earned, what was found, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from altutor.classroom import catalogue
from altutor.classroom.grading import marks, pages
from altutor.files import write_atomic

FOLDER = "feedback"


def write(grades: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write ``feedback/STUDENT.html`` and ``feedback/STUDENT.md`` below a folder for everybody; return the paths."""
    html = pages.html().get_template("feedback.html.j2")
    text = pages.markdown().get_template("feedback.md.j2")
    written = []
    for entry in grades["students"]:
        values = _values(grades, entry)
        for template, ending in ((html, "html"), (text, "md")):
            path = folder / FOLDER / f"{entry['student']}.{ending}"
            write_atomic(path, template.render(values))
            written.append(path)
    return written


def _values(grades: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the templates need of one student."""
    submitted = entry["submitted"]
    by_hand = {mark["exercise"]: mark for mark in entry["by_hand"]}
    counted = marks.counted(entry, grades["exercises"])
    known = [points for points in counted if points is not None]
    exercises = [
        _exercise(info, graded, points, by_hand.get(info["id"]))
        for info, graded, points in zip(grades["exercises"], entry["exercises"], counted, strict=True)
    ]
    nothing = _nothing(entry)
    return {
        "grades": grades,
        "entry": entry,
        "who": entry["name"] or entry["student"],
        "exercises": exercises,
        "nothing": nothing,
        "shown": [one for one in exercises if one["hand"] or not nothing],
        "together": sum(known) if len(known) == len(counted) else None,
        "whole": by_hand.get(""),
        "submitted": f"{datetime.fromisoformat(submitted):%Y-%m-%d %H:%M %Z}".rstrip() if submitted else "",
        "sandbox": pages.sandbox_line(grades),
    }


def _nothing(entry: Mapping[str, Any]) -> str:
    """Return the sentence for a student without a single file; empty for all others."""
    if any(graded["state"] != "missing" for graded in entry["exercises"]):
        return ""
    if entry["submitted"] or entry["notes"]:
        return "No file for any of the exercises was found in what was handed in."
    return "Nothing was handed in."


def _exercise(
    info: Mapping[str, Any], graded: Mapping[str, Any], counts: float | None, hand: Mapping[str, Any] | None
) -> dict[str, Any]:
    exercise = catalogue.load(info["id"])
    says = {mistake.id: mistake.says for mistake in exercise.mistakes}
    left = [part for part in graded["parts"] if part["points"] < part["of"]]
    told = [part["told"] for part in graded["parts"]]
    once = told[0] if len(told) > 1 and len(set(told)) == 1 else ""  # said of the exercise, not of each part
    missing = graded["state"] == "missing"  # its parts are not shown
    parts = [] if missing else [_part(part, says) for part in graded["parts"]]
    return {
        "info": info,
        "graded": graded,
        "counts": counts,
        "hand": hand,
        "anchor": info["short"].replace(" ", "-"),
        "reason": once or (graded["reason"] if missing or graded["reason"] not in told else None),
        "parts": [part | {"told": ""} for part in parts] if once else parts,
        "next": _next(exercise.short, exercise.chapter, exercise.stem, graded, bool(left)),
    }


def _part(part: Mapping[str, Any], says: Mapping[str, str]) -> dict[str, Any]:
    """Return a part with the message of its mistake, unless what is told says it already."""
    message = says.get(part["mistake"] or "", "")
    return {
        **part,
        "words": pages.KINDS.get(part["kind"], part["kind"].capitalize()),
        "right": part["points"] == part["of"],
        "message": message if message and message not in part["told"] else "",
    }


def _next(short: str, chapter: str, stem: str, graded: Mapping[str, Any], left: bool) -> list[tuple[str, str]]:
    """Return what to type and what it does; nothing where all is right or the grader failed."""
    if not left or graded["state"] == "ungraded":
        return []
    return [
        (f"altutor hint {short}", "the next hint"),
        (f"pytest exercises/{chapter}/test_{stem}.py", "checks the file and shows the numbers"),
    ]
