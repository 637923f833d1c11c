"""Which file answers which exercise: by path, by name, or by the functions in it; every reading of a name is told."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from altutor.classroom import catalogue, stubs
from altutor.classroom.submissions import names, notebook
from altutor.classroom.submissions.unpack import listing, shown

# By lines, not by a syntax tree: it also sees the functions of a file that Python cannot read, whose student is to be
# told of the slip and not that the file is missing.
FUNCTION = re.compile(r"(?m)^(?:async[ \t]+)?def[ \t]+([A-Za-z_]\w*)")
AGAIN = re.compile(r"(?:_\d+|_?\(\d+\))$")  # what browsers and platforms put behind a name
NOT_DONE = b"raise NotImplementedError"


@dataclass(frozen=True)
class Candidate:
    """A file of a person that may be an answer.

    Attributes
    ----------
    path
        Its place in what the person handed in.
    data
        Its content.
    attempt
        Number of the try that the zip around it bears.
    """

    path: str
    data: bytes
    attempt: int = 0


@dataclass(frozen=True)
class Option:
    """A file that answers an exercise, and how sure that is: the larger rank counts."""

    path: str
    data: bytes
    rank: tuple[bool | int, ...]
    notes: tuple[str, ...]


def choose(candidates: Iterable[Candidate], wanted: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the files that count, by exercise, and sentences for the student.

    Parameters
    ----------
    candidates
        Python files and notebooks.
    wanted
        Ids of the assignment's exercises.
    """
    options: dict[str, list[Option]] = {id_: [] for id_ in wanted}
    notes: list[str] = []
    elsewhere: set[str] = set()
    strangers: list[tuple[Candidate, bytes, list[str]]] = []
    for one in sorted(candidates, key=lambda candidate: candidate.path):
        name = one.path.rpartition("/")[2]
        if names.is_support(name) or "/altutor/classroom/" in f"/{one.path}":  # the package's own stubs
            continue
        data, about = _as_python(one, shown(name))
        if data is None:
            notes += about
            continue
        meant = names.meaning(one.path)
        ids, how = _exercises(meant, data, wanted)
        for id_ in ids:
            if id_ in options:
                options[id_].append(_option(one, data, about, id_, how, meant.number if meant else 0))
            elif not _is_untouched(id_, data):
                elsewhere.add(id_)
        if not ids and not _is_chapter(name):
            strangers.append((one, data, about))
    if len(wanted) == len(strangers) == 1 and not options[wanted[0]]:  # one file for one exercise, whatever its name
        one, data, about = strangers.pop()
        options[wanted[0]] = [_option(one, data, about, wanted[0], names.SHORT, 0)]
    files = {}
    for id_, offered in options.items():
        if offered:
            best = max(offered, key=lambda option: option.rank)  # of equals the first path
            files[id_] = best.data
            notes += best.notes
            rest = [option for option in offered if option.data != best.data and option.rank[:2] == (True, True)]
            if rest:
                others = listing([shown(option.path) for option in rest])
                notes.append(f"For {short(id_)} there is more than one file: {shown(best.path)} counts, {others} not.")
    return files, [*dict.fromkeys(notes), *_left_out(elsewhere, [one.path for one, _, _ in strangers])]


def short(id_: str) -> str:
    """Return what a student types for an exercise, such as ``ch03 e2``."""
    return " ".join(part.partition("_")[0] for part in id_.split("/"))


def _option(one: Candidate, data: bytes, about: list[str], id_: str, how: int, number: int) -> Option:
    """Return a file as an answer to an exercise; work goes before an untouched stub, then what the names say counts."""
    rank = (
        not _is_untouched(id_, data),
        how >= 0,
        one.attempt,
        number,
        how + int(f"/{one.path}".lower().endswith(f"/{id_}.py")),
        not notebook.is_notebook(one.data),
        -one.path.count("/"),
    )
    why = ", since all functions of it are there" if how < 0 else ""
    return Option(one.path, data, rank, tuple(_told(one.path, id_, about, why)))


def _exercises(meant: names.Meaning | None, data: bytes, wanted: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the exercises that a file answers, and how sure that is: below 0 where its functions tell."""
    if meant is not None and len(meant.ids) == 1:
        return meant.ids, meant.how
    if meant is not None:
        inside = [id_ for id_ in meant.ids if id_ in wanted]
        fitting = _by_functions(data, inside)
        if len(fitting) == 1 or (not fitting and len(inside) == 1):
            return tuple(fitting or inside), meant.how
    return tuple(_by_functions(data, wanted)), -1


def _by_functions(data: bytes, among: Iterable[str]) -> list[str]:
    """Return the exercises all of whose functions a file has; several only where each has functions of its own."""
    has = set(FUNCTION.findall(data.decode("utf-8", "replace")))
    fits = {id_: set(functions(id_)) for id_ in among if functions(id_) and has.issuperset(functions(id_))}
    fits = {id_: own for id_, own in fits.items() if not any(own < other for other in fits.values())}
    shared = [name for own in fits.values() for name in own]
    return list(fits) if len(shared) == len(set(shared)) else []


@cache
def functions(id_: str) -> tuple[str, ...]:
    """Return the names of the functions that an exercise asks for."""
    return tuple(FUNCTION.findall(_stub(id_).decode()))


@cache
def _stub(id_: str) -> bytes:
    path = stubs.HERE / f"{id_}.py"
    return path.read_bytes() if path.is_file() else b""


def _as_python(one: Candidate, name: str) -> tuple[bytes | None, list[str]]:
    """Return a file's content as Python in UTF-8 as far as it can be had, and what was done to it."""
    if one.path.lower().endswith((".ipynb", ".ipynb.txt", ".ipynb.json")) or notebook.is_notebook(one.data):
        return notebook.convert(one.data, name)
    for marks, encoding in (
        ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),  # first: the mark of UTF-16 begins that of UTF-32
        ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
    ):
        if one.data.startswith(marks):
            try:
                text = one.data.decode(encoding)
            except UnicodeDecodeError:
                break
            told = f"{name} was saved as {encoding.upper()} and read as UTF-8: choose UTF-8 in your editor."
            return text.encode("utf-8", "replace"), [told]
    return one.data, []


def _told(path: str, id_: str, about: list[str], how: str = "") -> list[str]:
    """Return what to tell about a file that was taken for an exercise."""
    name = path.rpartition("/")[2]
    plain = AGAIN.sub("", names.stem(name).translate(names.PLAIN))
    if plain == id_.partition("/")[2]:
        return about
    return [*about, f"{shown(name)} was taken for {short(id_)}{how}; its name should be {id_.partition('/')[2]}.py."]


def _left_out(elsewhere: set[str], strangers: list[str]) -> list[str]:
    notes = []
    if elsewhere:
        which = ", ".join(short(id_) for id_ in catalogue.ids() if id_ in elsewhere)
        notes.append(f"Not part of this assignment, and not graded: {which}.")
    if strangers:
        notes.append(
            f"Not read, since neither name nor functions are those of an exercise: "
            f"{listing([shown(path) for path in strangers])}. "
            "Each exercise is one file, which is loaded alone."
        )
    return notes


def _is_chapter(name: str) -> bool:
    """Whether a file is the notebook of a chapter, which students are given."""
    found = re.fullmatch(r"(?i)(\d\d)_(\w+?)([ _-]*\(?\d*\)?)\.ipynb", name)
    return found is not None and f"ch{found[1]}_{found[2]}".lower() in {
        id_.partition("/")[0] for id_ in catalogue.ids()
    }


def _is_untouched(id_: str, data: bytes) -> bool:
    """Whether nothing in a file is begun."""
    return data.count(NOT_DONE) >= max(1, _stub(id_).count(NOT_DONE))
