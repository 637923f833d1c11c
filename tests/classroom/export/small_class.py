"""A small class: graded exercises as the grader writes them, and the students who handed them in."""

from __future__ import annotations

from typing import Any

FIRST, SECOND = "ch02_sampling_bias/e1_label_shift", "ch02_sampling_bias/e2_two_sample"
ROSTER = (
    "student,name,email,section,canvas_id,sid,github\n"
    'ada,"Lovelace, Ada",ada@example.org,A,101,S-1,ada-l\n'
    "bob,Bob Müller 語,bob@example.org,B,102,S-2,bobm\n"
    "cy,=HYPERLINK(1),cy@example.org,,103,S-3,cy\n"
)


def graded(exercise: str, points: int, of: int, state: str = "open", told: str = "A sign is wrong.") -> dict[str, Any]:
    """An exercise of one part that is right or wrong, and one of which some may be missing."""
    kind = {"ungraded": "ungraded", "missing": "missing"}.get(state, "right" if points == of else "wrong")
    part = {"part": "scores", "asks": "scores are right", "points": points, "of": of, "kind": kind, "mistake": None}
    reason = "The grader failed." if state == "ungraded" else None
    parts = [part | {"told": "" if kind == "right" else told}]
    return {"exercise": exercise, "state": state, "points": points, "of": of, "reason": reason, "parts": parts}


def student(name: str, full: str, works: list[dict[str, Any]], mark: float | None, **more: Any) -> dict[str, Any]:
    """A student of ``grades.json``."""
    plain = {"group": "", "submitted": None, "notes": [], "earned": mark, "late": None, "by_hand": []}
    return {"student": name, "name": full, "exercises": works, "mark": mark} | plain | more
