"""Makes what students hand in: assignments, rosters, folders and zips."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from altutor.classroom import stubs
from altutor.classroom.assignment.assignment import Assigned, Assignment
from altutor.classroom.assignment.roster import Person

E2 = "ch03_local_optima/e2_epsilon"
E3 = "ch03_local_optima/e3_k_center"
E1 = "ch01_fair_race/e1_least_confidence"


def assignment(*ids: str) -> Assignment:
    exercises = tuple(Assigned(id_, 4.0) for id_ in ids or (E2, E3))
    return Assignment("week3", "Week 3", 1, exercises, None, False, "0.1.0")


def roster(*people: Person) -> dict[str, Person]:
    return {person.student: person for person in people}


def work(id_: str, who: str = "") -> bytes:
    """An answer to an exercise (a wrong one), which tells whose it is."""
    text = (stubs.HERE / f"{id_}.py").read_text(encoding="utf-8")
    return (text.replace("raise NotImplementedError", "return 0") + f"# by {who}\n").encode()


def stub(id_: str) -> bytes:
    return (stubs.HERE / f"{id_}.py").read_bytes()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def zip_of(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return made.getvalue()


def notebook(*cells: str) -> bytes:
    code = [{"cell_type": "code", "source": cell.splitlines(keepends=True), "metadata": {}} for cell in cells]
    text = {"cell_type": "markdown", "source": ["# My answer"], "metadata": {}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [text, *code]}).encode()


def everything(folder: Path) -> dict[str, bytes]:
    """What lies below a folder, to see that nothing has changed."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
