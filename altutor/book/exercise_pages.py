"""The graded exercises on the site: a page a chapter, the table of all, and the list at a chapter's end.

Nothing is written twice: the task and the code are the stub's, everything else is the exercise's own block. Hints,
known wrong answers and graders stay out.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from altutor.book.goals import Goal, read
from altutor.book.tables import table
from altutor.classroom import catalogue, stubs
from altutor.classroom.exercise import Exercise
from altutor.classroom.readme import STEPS, WEIGHTS, about, parts
from altutor.errors import AltutorError

# Tasks are read in an editor: their indentation is CommonMark's, and an asterisk in them multiplies.
TASK = MarkdownIt("commonmark", {"html": False}).disable("emphasis")


def pages(root: Path) -> dict[str, str]:
    """Return the page of each chapter's exercises, as Markdown, by address below the site's root.

    Raises
    ------
    AltutorError
        When an exercise serves a learning goal that is not there, or has no stub.
    """
    by_id = {goal.id: goal for goal in read(root / "chapters" / "goals.toml")}
    made = {}
    for chapter, title in _chapters(root).items():
        number = int(chapter.partition("_")[0])
        lines = [
            f"# Exercises of chapter {number}: {title}",
            "",
            f"They go with [chapter {number}](../chapters/{chapter}.ipynb).",
            f"`pytest exercises/ch{chapter}` checks them; [how to work on exercises](index.md) says the rest.",
            "",
        ]
        for exercise in _of(chapter):
            lines += [*_section(exercise, by_id, root), ""]
        made[f"exercises/ch{chapter}.md"] = "\n".join(lines)
    return made


def overview(root: Path) -> str:
    """Return the table of all exercises, chapter by chapter."""
    lines = []
    for chapter, title in _chapters(root).items():
        own = _of(chapter)
        rows = [
            [
                f'{_number(one)} <a href="{_address(one, "")}">{escape(one.title)}</a>',
                one.kind,
                str(one.minutes),
                STEPS[one.difficulty],
                WEIGHTS[one.importance],
                str(one.points),
            ]
            for one in own
        ]
        head = ["Exercise", "Kind", "Minutes", "Difficulty", "Importance", "Points"]
        sums = f"{sum(one.minutes for one in own)} minutes, {sum(one.points for one in own)} points"
        lines += [
            f"### [{int(chapter.partition('_')[0])} {title}](ch{chapter}.md)",
            "",
            table(head, rows, f"{len(own)} exercises, {sums}", "exercises"),
            "",
        ]
    return "\n".join(lines)


def listed(chapter: str, prefix: str) -> str:
    """Return a chapter's exercises as a list.

    Parameters
    ----------
    chapter
        Name of the chapter's file without its ending.
    prefix
        Relative address of the site's root.
    """
    return "\n".join(
        f"- [{one.title}]({_address(one, f'{prefix}exercises/')}): {one.kind}, {one.minutes} minutes"
        for one in _of(chapter)
    )


def _section(exercise: Exercise, goals: dict[str, Goal], root: Path) -> list[str]:
    path = f"exercises/{exercise.chapter}"
    terms = [f"[{heading}](../glossary.md#{anchor(heading)})" for heading in _entries(exercise, root)]
    before = {
        "Do first": "; ".join(_needed(one, root) for one in exercise.needs),
        "Learning goals": "; ".join(_goal(id_, goals, exercise) for id_ in exercise.goals),
        "In the glossary": ", ".join(terms),
    }
    task = f"{stubs.task(exercise)}\n\nYou earn points for each of these:\n\n" + "\n".join(parts(exercise))
    return [
        f"## {_number(exercise)} {exercise.title} {{ #{exercise.stem} }}",
        "",
        f"{about(exercise).capitalize()}.",
        "",
        *(f"- {label}: {words}." for label, words in before.items() if words),
        "",
        f'<div class="task">\n{TASK.render(task).strip()}\n</div>',
        "",
        f"The file `{path}/{exercise.stem}.py`, below the task:",
        "",
        f"``` {{.python .stub}}\n{_code(exercise)}\n```",
        "",
        "Check it; get a hint; start afresh:",
        "",
        "```console",
        f"pytest {path}/test_{exercise.stem}.py",
        f"altutor hint {exercise.short}",
        f"altutor reset {exercise.short}",
        "```",
    ]


def _entries(exercise: Exercise, root: Path) -> list[str]:
    """Return the headings of the glossary's entries on an exercise's terms."""
    glossary = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    headings = {heading.lower(): heading for heading in re.findall(r"(?m)^### (.+)$", glossary)}
    for term in exercise.terms:
        if term.lower() not in headings:
            raise AltutorError(f"Exercise {exercise.short} uses the term {term!r}, which the glossary does not have.")
    return [headings[term.lower()] for term in exercise.terms]


def _goal(id_: str, goals: dict[str, Goal], exercise: Exercise) -> str:
    if id_ not in goals:
        raise AltutorError(f"Exercise {exercise.short} serves the learning goal {id_}, which goals.toml does not have.")
    goal = goals[id_]
    return f"[{goal.text}](../chapters/{goal.chapter}.ipynb#{goal.section})"


def _needed(words: str, root: Path) -> str:
    """Return a link to what should be done first: an exercise, or a section of a chapter."""
    if re.fullmatch(r"ch\d+ e\d+", words):
        other = catalogue.one(words)
        return f"[{other.short} {other.title}]({_address(other, '')})"
    found = re.fullmatch(r"chapter (\d+)(?:, (.+))?", words)
    if found is None:
        raise AltutorError(
            f"An exercise needs {words!r}: write an exercise (ch01 e1) or a section (chapter 1, section)."
        )
    chapter = next((slug for slug in _chapters(root) if int(slug.partition("_")[0]) == int(found[1])), "")
    text = (root / "chapters" / f"{chapter}.py").read_text(encoding="utf-8") if chapter else ""
    headings = re.findall(r"(?m)^# ##+ (.+)$", text)
    section = next((one for one in headings if anchor(one).startswith(anchor(found[2] or ""))), None)
    if section is None:
        raise AltutorError(f"An exercise needs {words!r}, which is not a section of chapter {found[1]}.")
    if found[2] is None:
        return f"[chapter {found[1]}](../chapters/{chapter}.ipynb)"
    return f"[chapter {found[1]}, {section}](../chapters/{chapter}.ipynb#{anchor(section)})"


def _code(exercise: Exercise) -> str:
    """Return a stub without the task on top of it."""
    task = stubs.tree(exercise).body[0]
    return "\n".join(stubs.text(exercise).splitlines()[task.end_lineno :]).strip()


def _chapters(root: Path) -> dict[str, str]:
    """Return the titles of the chapters, by name of the file."""
    files = sorted((root / "chapters").glob("[0-9][0-9]_*.py"))
    found = {file.stem: re.search(r"(?m)^# # (.+)$", file.read_text(encoding="utf-8")) for file in files}
    return {chapter: title[1] if title else chapter for chapter, title in found.items()}


def _of(chapter: str) -> list[Exercise]:
    return [catalogue.load(id_) for id_ in catalogue.ids() if id_.startswith(f"ch{chapter}/")]


def _number(exercise: Exercise) -> str:
    return exercise.stem.partition("_")[0]


def _address(exercise: Exercise, prefix: str) -> str:
    return f"{prefix}{exercise.chapter}.md#{exercise.stem}"


def anchor(heading: str) -> str:
    """Return the anchor of a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
