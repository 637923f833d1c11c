"""Gives what was handed in to the people who did; where it is not certain, the instructor is told what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from altutor.classroom.assignment.roster import Person
from altutor.classroom.submissions.layouts import Delivery, Layout
from altutor.classroom.submissions.people import Owner, People, safe
from altutor.classroom.submissions.unpack import shown

ADVICE = {
    "canvas_id": "write canvas_id {key} into that person's line of the roster",
    "moodle_id": "write moodle_id {key} into that person's line of the roster",
    "sid": "write the sid or the e-mail address into that person's line of the roster",
    "": "give it the name that stands in the roster's column student, or add the person to the roster",
}
AGAIN = re.compile(r"(?:[ _-]*\(\d+\)|-\d+| copy)$")  # what browsers and platforms put behind a name


def listed(layout: Layout, roster: dict[str, Person]) -> tuple[dict[str, list[Delivery]], list[str]]:
    """Return what each person of the roster handed in, and sentences on what is nobody's."""
    people = People(roster, layout.column)
    found: dict[str, list[Delivery]] = {student: [] for student in roster}
    weak: dict[str, list[tuple[Delivery, Owner]]] = {}  # by name or e-mail alone
    notes = []
    for delivery in layout.deliveries:
        for owner in delivery.owners:
            fits, by = people.find(owner)
            if not fits and not layout.column:
                fits, by = people.find(Owner(AGAIN.sub("", owner.name)))
            if not fits:
                notes.append(f"{_named(delivery, owner)} is nobody's in the roster: {_advice(layout, owner)}.")
            elif by == "group":
                _share(delivery, fits, found)
            elif len(fits) > 1:
                who = " or ".join(sorted(fits))
                notes.append(f"{_named(delivery, owner)} may be {who}: {_advice(layout, owner)}.")
            elif layout.column and (group := people.group_of(next(iter(fits)), owner)):
                _share(delivery, group, found)
            elif by in ("id", "key") or not layout.column:
                _give(delivery, fits, found)
            else:
                weak.setdefault(next(iter(fits)), []).append((delivery, owner))
    for student, claimed in weak.items():
        if not found[student] and len({owner.key for _, owner in claimed}) == 1:
            for delivery, _ in claimed:
                _give(delivery, {student}, found)
            continue
        notes += [
            f"{_named(delivery, owner)} fits {student} by name only, and so does something else: "
            f"{_advice(layout, owner)}."
            for delivery, owner in claimed
        ]
    return found, notes


def unlisted(deliveries: Iterable[Delivery]) -> dict[str, list[Delivery]]:
    """Name people after what the layout says of them; no two share a name, whatever its capitals."""
    found: dict[str, list[Delivery]] = {}
    taken: dict[str, Owner] = {}
    for delivery in deliveries:
        for owner in delivery.owners:
            name = student = safe(owner.name or owner.email or owner.key)
            number = 1
            while taken.setdefault(student.casefold(), owner) != owner:
                number += 1
                student = f"{name[:40]}-{safe(owner.key)[:20] if owner.key and number == 2 else number}"
            found.setdefault(student, []).append(delivery)
    return found


def _share(delivery: Delivery, group: Iterable[str], found: dict[str, list[Delivery]]) -> None:
    delivery.notes.append("Handed in by your group, for all of its members.")
    _give(delivery, group, found)


def _give(delivery: Delivery, students: Iterable[str], found: dict[str, list[Delivery]]) -> None:
    for student in students:
        if not any(delivery is other for other in found[student]):  # two names may be one person
            found[student].append(delivery)


def _named(delivery: Delivery, owner: Owner) -> str:
    """Return where something lies, and what is known of the person beyond that."""
    more = [text for text in (owner.name, owner.key, owner.email) if text and text not in delivery.label]
    return shown(delivery.label) + (f" ({', '.join(shown(text) for text in more)})" if more else "")


def _advice(layout: Layout, owner: Owner) -> str:
    if layout.column and not owner.key and not owner.email:
        return "write the person's name into the roster as the platform has it"
    return ADVICE[layout.column].format(key=owner.key)
