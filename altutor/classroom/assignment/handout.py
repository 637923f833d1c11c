"""What students get: stubs with their checks, chapters as notebooks, and what to install; nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from altutor.classroom import catalogue, folders
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.instructions import instructions
from altutor.classroom.assignment.requirements import requirements
from altutor.classroom.readme import readme


def shared(assignment: Assignment, wheel: tuple[str, bytes], notebooks: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that are the same for all, by path.

    Parameters
    ----------
    wheel
        Name and content.
    notebooks
        By name of the chapter.
    """
    name, content = wheel
    found = {name: content, "requirements.txt": requirements(name).encode()}
    found |= {f"chapters/{slug}.ipynb": notebook for slug, notebook in notebooks.items()}
    chosen = [catalogue.load(one.id) for one in assignment.exercises]
    for chapter in dict.fromkeys(one.chapter for one in chosen):
        own = readme([one for one in chosen if one.chapter == chapter])
        found[f"{folders.NAME}/{chapter}/README.md"] = own.encode()
    return found


def own(
    assignment: Assignment, goals: Mapping[str, str], wheel: str, due: datetime | None, variant: str = ""
) -> dict[str, bytes]:
    """Return the files that a variant or a deadline may change, by path; see :func:`instructions`."""
    found = {"README.md": instructions(assignment, goals, wheel, due, variant)}
    for one in assignment.exercises:
        files = folders.files(catalogue.load(one.id), variant)
        found |= {f"{folders.NAME}/{path}": text for path, text in files.items()}
    if variant:  # so that the shorter command, which the stubs' READMEs give, checks the variant as well
        found["pytest.ini"] = f"[pytest]\naddopts = --variant {variant}\n"
    return {path: text.encode() for path, text in found.items()}
