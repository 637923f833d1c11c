"""What a regrade would change, to be shown before anything is overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from altutor.classroom.grading import marks

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Difference:
    """One number that changes.

    Attributes
    ----------
    exercise
        Its short name; empty: the mark.
    old, new
        None: there is none.
    why
        What is known of the cause, or empty.
    """

    student: str
    exercise: str
    old: float | None
    new: float | None
    why: str = ""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return what differs between two ``grades.json``, exercise by exercise, then the mark, student by student."""
    before = {entry["student"]: entry for entry in old["students"]}
    after = {entry["student"]: entry for entry in new["students"]}
    found = []
    for student in sorted(before | after):
        if student not in after:
            found.append(Difference(student, "", before[student]["mark"], None, "not in this run"))
        elif student not in before:
            found.append(Difference(student, "", None, after[student]["mark"], "new in this run"))
        else:
            found += _of_student(before[student], after[student], old, new)
    return found


def print_differences(console: Console, found: Sequence[Difference]) -> None:
    """Print differences as a table."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        console.print("No mark changes.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Student", "Exercise", "Old", "New", "Why"):
        table.add_column(heading, justify="right" if heading in ("Old", "New") else "left")
    for one in found:
        numbers = (marks.number(one.old), marks.number(one.new))
        table.add_row(*(Text(cell) for cell in (one.student, one.exercise or "mark", *numbers, one.why)))
    console.print(table)


def _of_student(
    before: Mapping[str, Any], after: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Difference]:
    student, found = after["student"], []
    points = [
        {
            one["id"]: (value, graded, one["short"])
            for one, value, graded in zip(
                grades["exercises"], marks.counted(entry, grades["exercises"]), entry["exercises"], strict=True
            )
        }
        for entry, grades in ((before, old), (after, new))
    ]
    gone: tuple[None, None, str]
    for id_ in dict.fromkeys([*points[0], *points[1]]):
        gone = (None, None, id_)
        was, is_ = points[0].get(id_, gone), points[1].get(id_, gone)
        if was[0] != is_[0]:
            found.append(Difference(student, is_[2], was[0], is_[0], _why_exercise(id_, was[1], is_[1], before, after)))
    if before["mark"] != after["mark"]:
        found.append(Difference(student, "", before["mark"], after["mark"], _why_mark(before, after)))
    return found


def _why_exercise(
    id_: str,
    was: Mapping[str, Any] | None,
    is_: Mapping[str, Any] | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> str:
    if was is None or is_ is None:
        return "not in the assignment before" if was is None else "not in the assignment any more"
    if _by_hand(before).get(id_) != _by_hand(after).get(id_):
        return "marked by hand"
    kinds = {part["part"]: part["kind"] for part in was["parts"]}
    changed = [
        f"{part['part']}: {kinds[part['part']]}, now {part['kind']}"
        for part in is_["parts"]
        if part["part"] in kinds and kinds[part["part"]] != part["kind"]
    ]
    if changed:
        return "; ".join(changed)
    if was["state"] != is_["state"]:
        return f"{was['state']}, now {is_['state']}"
    return "" if was["points"] != is_["points"] else "the exercise is worth something else"


def _why_mark(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if _by_hand(before) != _by_hand(after):
        return "marked by hand"
    reasons = []
    if before["submitted"] != after["submitted"]:
        reasons.append("another submission")
    if before["late"] != after["late"]:
        reasons.append(after["late"]["says"] if after["late"] else "not late any more")
    if before["earned"] != after["earned"]:
        reasons.append("other points")
    return "; ".join(reasons)


def _by_hand(entry: Mapping[str, Any]) -> dict[str, float]:
    return {mark["exercise"]: mark["points"] for mark in entry["by_hand"] if mark["points"] is not None}
