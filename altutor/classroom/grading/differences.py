"""What a regrade would change, to be shown before anything is overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from altutor.classroom.grading import marks

if TYPE_CHECKING:
    from rich.console import Console

LONGEST = 60  # characters of a comment that is quoted


@dataclass(frozen=True)
class Difference:
    """One number that changes, or a comment that vanishes beside a number that stays.

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
    lost = _lost_comments(before, after)
    gone: tuple[None, None, str]
    for id_ in dict.fromkeys([*points[0], *points[1]]):
        gone = (None, None, id_)
        was, is_ = points[0].get(id_, gone), points[1].get(id_, gone)
        why = _why_exercise(id_, was[1], is_[1], before, after) if was[0] != is_[0] else []
        if was[0] != is_[0] or id_ in lost:
            found.append(Difference(student, is_[2], was[0], is_[0], "; ".join([*why, *lost.get(id_, [])])))
    own = [{id_: value for id_, (value, *_) in one.items()} for one in points]
    why = _why_mark(before, after, own[0], own[1]) if before["mark"] != after["mark"] else []
    if before["mark"] != after["mark"] or "" in lost:
        found.append(Difference(student, "", before["mark"], after["mark"], "; ".join([*why, *lost.get("", [])])))
    return found


def _why_exercise(
    id_: str,
    was: Mapping[str, Any] | None,
    is_: Mapping[str, Any] | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> list[str]:
    if was is None or is_ is None:
        return ["not in the assignment before" if was is None else "not in the assignment any more"]
    if id_ in _by_hand(after):
        return ["marked by hand"]
    reasons = ["the mark by hand is gone"] if id_ in _by_hand(before) else []
    kinds = {part["part"]: part["kind"] for part in was["parts"]}
    changed = [
        f"{part['part']}: {kinds[part['part']]}, now {part['kind']}"
        for part in is_["parts"]
        if part["part"] in kinds and kinds[part["part"]] != part["kind"]
    ]
    if not changed and was["state"] != is_["state"]:
        changed = [f"{was['state']}, now {is_['state']}"]
    if not changed and not reasons and was["points"] == is_["points"]:
        changed = ["the exercise is worth something else"]
    return reasons + changed


def _why_mark(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    was: Mapping[str, float | None],
    is_: Mapping[str, float | None],
) -> list[str]:
    """Return all that is known of the cause; `was` and `is_` are what each exercise counts."""
    hands = (_by_hand(before), _by_hand(after))
    if "" in hands[1]:
        return ["marked by hand"]
    reasons = ["the mark by hand is gone"] if "" in hands[0] else []
    given = {id_ for id_, points in hands[1].items() if hands[0].get(id_) != points}
    taken = hands[0].keys() - hands[1].keys() - {""}
    if given:
        reasons.append("an exercise is marked by hand")
    if taken:
        reasons.append("a mark by hand of an exercise is gone")
    if before["submitted"] != after["submitted"]:
        reasons.append("another submission")
    if before["late"] != after["late"]:
        reasons.append(after["late"]["says"] if after["late"] else "not late any more")
    if any(was.get(id_) != is_.get(id_) for id_ in {*was, *is_} - given - taken):
        reasons.append("other points")
    return reasons


def _lost_comments(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return a reason for each exercise, or the mark (""), whose comment vanishes."""
    left = {mark["exercise"] for mark in after["by_hand"] if mark["comment"]}
    return {
        mark["exercise"]: [f"the comment is gone: {_short(mark['comment'])!r}"]
        for mark in before["by_hand"]
        if mark["comment"] and mark["exercise"] not in left
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."


def _by_hand(entry: Mapping[str, Any]) -> dict[str, float]:
    return {mark["exercise"]: mark["points"] for mark in entry["by_hand"] if mark["points"] is not None}
