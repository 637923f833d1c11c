"""What the feedback and the class page share: templates that escape all they fill in, and words for states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from altutor.classroom.grading.marks import number

CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
# What Markdown gives a meaning: anywhere, in addresses that would become links, and at the beginning of a line
SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&@]|(?<=[A-Za-z]):(?=\S)|(?<=(?i:www))\.|^[-+=#]")
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
STATES = {
    "passed": "All right",
    "open": "Not all right",
    "not started": "Not begun",
    "missing": "Not handed in",
    "ungraded": "Could not be graded",
}
UNREADABLE = "Python cannot read"  # begins what is told of such a file
KINDS = {
    "right": "Right",
    "wrong": "Not right",
    "crash": "Stopped with an error",
    "exit": "Ended the program",
    "time": "Took too long",
    "memory": "Used too much memory",
    "processes": "Started too many processes",
    "refused": "Not run",
    "not written": "Not written",
    "not started": "Not begun",
    "gone": "No answer",
    "broken": "Unreadable answer",
    "missing": "Not there",
    "not a function": "Not a function",
    "ungraded": "Could not be graded",
}


class Ready(str):
    """Markdown that needs no escaping."""


def html() -> Environment:
    """Return templates for HTML."""
    environment = _environment(autoescape=True)
    environment.filters |= {"code": _code, "number": number, "percent": _percent}
    environment.globals |= {"state": state}
    return environment


def markdown() -> Environment:
    """Return templates for Markdown: every value is escaped unless it is :class:`Ready`."""
    environment = _environment(autoescape=False)
    environment.finalize = lambda value: value if isinstance(value, Ready) else plain(str(value))
    environment.filters |= {"code": inline, "number": number, "ready": Ready}
    environment.globals |= {"state": state}
    return environment


def state(graded: Mapping[str, Any]) -> str:
    """Return in words how a graded exercise ended; nothing of a refused file was run, right or wrong."""
    if graded["parts"] and all(part["kind"] == "refused" for part in graded["parts"]):
        told = graded["parts"][0]["told"]
        return "Cannot be read" if told.startswith(UNREADABLE) else KINDS["refused"]
    return STATES[graded["state"]]


def plain(text: str) -> str:
    """Return a text as one line of Markdown that shows it as it is: no links, no tags, no emphasis."""
    line = " ".join(text.split())
    return NUMBERED.sub(r"\1\\\2", SPECIAL.sub(r"\\\g<0>", line))


def inline(text: str) -> Ready:
    """Return :func:`plain` Markdown in which words between backticks stay code."""
    line = " ".join(text.split())
    pieces = CODE.split(line)
    return Ready("".join(f"`{one}`" if place % 2 else plain_piece(one) for place, one in enumerate(pieces)))


def plain_piece(text: str) -> str:
    """Return a piece of a line in Markdown; blanks at its ends stay."""
    inner = plain(text)
    left = " " if text[:1] == " " else ""
    right = " " if text[-1:] == " " and text.strip() else ""
    return f"{left}{inner}{right}"


def sandbox_line(grades: Mapping[str, Any]) -> str:
    """Return how the work was run, in a sentence."""
    sandbox = str(grades["sandbox"])
    if sandbox.startswith("none"):
        return "Graded WITHOUT a sandbox (--unsafe)."
    return f"Graded in a sandbox: {sandbox}."


def _environment(autoescape: bool) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("altutor.classroom.grading", "."), PackageLoader("altutor")]),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _code(text: str) -> Markup:
    """Escape a text for HTML; words between backticks become code."""
    pieces = CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(one) if place % 2 else escape(one) for place, one in enumerate(pieces)
    )


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f}%"
