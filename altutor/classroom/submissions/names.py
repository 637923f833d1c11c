"""Which exercise the name of a file means: ``e2_epsilon (1).py``, ``ada_ch03_e2.py`` and what else people write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from altutor.classroom import catalogue

# What tools and people put behind a name. A number counts as that of another try.
BEHIND = re.compile(
    r"(?:[_.()\[\]\d]|v(?=\d)|final|copy|kopie|copie|copia|new|done|fixed|finished|solution|solved|submission|"
    r"submitted|submit|answers?|corrected|updated|latest|version|draft|mine|my)*"
)
NUMBER = re.compile(r"\d{1,9}")
PLAIN = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ -", "abcdefghijklmnopqrstuvwxyz__")  # keeps every letter's place
ENDINGS = re.compile(r"(?i)\.(?:py|ipynb)(?:\.(?:txt|json))?$")
IGNORED = re.compile(r"(?i)(?:test_.*|conftest|setup|__init__|__main__|.*\.kept\d+)")  # kept: `altutor reset` made it
LONGEST = 255  # characters of a name; file systems allow no more
WHOLE, DECORATED, SHORT = 2, 1, 0


@dataclass(frozen=True)
class Meaning:
    """What a name says.

    Attributes
    ----------
    ids
        The exercises that it fits: usually one.
    how
        ``WHOLE``: it is the exercise's own; ``DECORATED``: with something around it; ``SHORT``: by number alone.
    number
        That of another try: 1 in ``e2_epsilon-1.py``.
    before
        What stands in front of it, such as a person's name, with its capitals.
    """

    ids: tuple[str, ...]
    how: int
    number: int = 0
    before: str = ""


def stem(name: str) -> str:
    """Return a file's name without its ending."""
    return ENDINGS.sub("", name)


def is_support(name: str) -> bool:
    """Whether a file is none that anybody hands in as an answer: a check, or what pytest and packages need."""
    return IGNORED.fullmatch(stem(name)) is not None


def chapter_in(part: str) -> str | None:
    """Return the chapter that a folder's name is, whole (``ch03_local_optima``) or by its number (``ch3``)."""
    found = re.fullmatch(r"ch(?:apter)?_?0*(\d{1,3})(_.*)?", part.translate(PLAIN))
    if found is None:
        return None
    return _chapters().get(int(found[1]))


def meaning(path: str) -> Meaning | None:
    """Return what the name of a file says, with the help of the folders that it lies in; None: nothing."""
    *folders, name = path.split("/")
    original = stem(name)
    text = original.translate(PLAIN)
    if len(text) > LONGEST:
        return None
    around = [chapter for part in reversed(folders) if (chapter := chapter_in(part))]
    for found in _stems().finditer(text):
        behind = text[found.end() :]
        if BEHIND.fullmatch(behind):
            ids = _by_stem()[re.sub("_+", "_", found[1])]
            before, chapters = _split(original[: found.start()], around)
            how = WHOLE if not behind and not before else DECORATED
            return Meaning(_nearest(ids, chapters), how, _number(behind), before)
    short = re.fullmatch(rf"(?:(.*?)_|(ch\d+))?e(?:x|xercise)?_?0*(\d{{1,2}})(?!\d)({BEHIND.pattern})", text)
    if short is None:
        return None
    before, chapters = _split(original[: short.start(3)].rstrip("0"), around, short=True)
    ids = tuple(id_ for id_ in catalogue.ids() if re.search(rf"/e0*{int(short[3])}_", id_))
    return Meaning(_nearest(ids, chapters), SHORT, _number(short[4]), before) if ids else None


def _nearest(ids: tuple[str, ...], chapters: list[str]) -> tuple[str, ...]:
    """Return those of the exercises that lie in the first chapter that has any."""
    for chapter in chapters:
        if inside := tuple(id_ for id_ in ids if id_.startswith(f"{chapter}/")):
            return inside
    return ids


def _split(front: str, around: list[str], short: bool = False) -> tuple[str, list[str]]:
    """Part what stands before an exercise's name into a person's name and a chapter, which goes before `around`."""
    if short:
        front = re.sub(r"(?i)e(?:x|xercise)?[_\s-]?$", "", front)
    front = front.rstrip("_ -.")
    found = re.search(r"(?i)(?:^|[_\s.-])(ch(?:apter)?[_\s-]?\d{1,3}(?:[_\s-].*)?)$", front)
    chapter = chapter_in(found[1]) if found else None
    if found is None or chapter is None:
        return front, around
    return front[: found.start()].rstrip("_ -."), [chapter, *around]


def _number(behind: str) -> int:
    numbers = NUMBER.findall(behind)
    return int(numbers[-1]) if numbers else 0


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for id_ in catalogue.ids():
        name = id_.partition("/")[2]
        found[name] = (*found.get(name, ()), id_)
    return found


@cache
def _stems() -> re.Pattern[str]:
    longest_first = sorted(_by_stem(), key=lambda name: (-len(name), name))
    return re.compile(f"(?<![a-z0-9])({'|'.join(name.replace('_', '_+') for name in longest_first)})(?![a-z0-9])")


@cache
def _chapters() -> dict[int, str]:
    chapters = {id_.partition("/")[0] for id_ in catalogue.ids()}
    return {int(chapter[2:].partition("_")[0]): chapter for chapter in chapters}
