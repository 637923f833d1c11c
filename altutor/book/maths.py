"""Formulas: LaTeX between dollar signs becomes MathML when the site is built, so that no script is needed."""

from __future__ import annotations

import re
from functools import cache

from altutor.errors import AltutorError

# A display formula, or one in a line: no space inside its dollar signs, no digit behind the second.
FORMULA = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^\s$](?:[^$]*?[^\s$\\])?)\$(?!\d)", re.S)


@cache
def mathml(latex: str, display: bool = False) -> str:
    """Return a formula as MathML, with its LaTeX for those who read that better.

    Raises
    ------
    AltutorError
        When it cannot be converted.
    """
    from xml.sax.saxutils import quoteattr

    from latex2mathml.converter import convert

    latex = " ".join(latex.split())
    try:
        made: str = convert(latex, display="block" if display else "inline")
    except Exception as error:  # the converter has no exception of its own
        raise AltutorError(
            f"The formula {latex!r} cannot be converted to MathML ({error!r}): write it simpler."
        ) from error
    if "\\" in re.sub(r"<[^>]*>", "", made):
        raise AltutorError(f"The formula {latex!r} has a command that the converter does not know: write it simpler.")
    return made.replace("<math ", f"<math alttext={quoteattr(latex)} ", 1)


def replace(text: str) -> str | None:
    """Return a piece of plain text as HTML with its formulas converted, or None where it has none."""
    from html import escape

    parts, end = [], 0
    for match in FORMULA.finditer(text):
        parts.append(escape(text[end : match.start()], quote=False))
        display = match["display"] is not None
        parts.append(mathml(match["display"] if display else match["inline"], display))
        end = match.end()
    return "".join([*parts, escape(text[end:], quote=False)]) if parts else None
