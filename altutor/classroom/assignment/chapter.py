"""A chapter for a class: its notebook, which stands on its own away from the site."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape
from pathlib import Path
from typing import Any

from altutor.errors import AltutorError

Notebook = Any
PLAYER = re.compile(r'<div class="player-here" data-player="(\w+)"></div>')
CHECKED = re.compile(r'\s*<a href="[^"]*claims/[^"]*">How it is checked.*?</a>')
HTML_LINK = re.compile(r'<a\b[^>]*\bhref="(?P<to>[^":]+\.(?:md|ipynb))(?:#[^"]*)?"[^>]*>(?P<says>.*?)</a>', re.S)
LINK = re.compile(r"\[(?P<says>[^\]]+)\]\((?P<to>[^):\s]+\.(?:md|ipynb))(?:#[^)\s]*)?\)")


def require_book() -> None:
    """Make sure that chapters can be read.

    Raises
    ------
    AltutorError
        When a library of the extra ``book`` is missing.
    """
    try:
        import bs4  # noqa: F401
        import jupytext  # noqa: F401
        import latex2mathml  # noqa: F401
        import nbclient  # noqa: F401
    except ImportError as error:
        raise AltutorError(
            f"Notebooks and slides are made with {error.name}, which is missing: type "
            "`python -m pip install 'altutor[book]'`, or in a clone "
            "`python -m pip install -c constraints.txt '.[book]'`."
        ) from error


def read(repo: Path, slug: str) -> Notebook:
    """Return a chapter of a clone with its numbers filled in, not executed."""
    from altutor.book import chapters

    return chapters.read(repo, slug)


def for_students(notebook: Notebook, wheel: str, slugs: Collection[str]) -> bytes:
    """Return the notebook that students get.

    Its first cell installs altutor where it is not there. Links into the site, which is not there, are plain text, and
    players stand still.

    Parameters
    ----------
    notebook
        From :func:`read`.
    wheel
        Name of altutor's wheel, in the folder above the notebook.
    slugs
        The chapters that lie side by side.
    """
    import nbformat

    from altutor.book import chapters

    own = chapters.with_install(notebook, f"../{wheel}")
    beside = {f"{slug}.ipynb" for slug in slugs}

    def plain(link: re.Match[str]) -> str:
        return link[0] if link["to"] in beside else link["says"]

    for cell in own.cells:
        if cell.cell_type == "markdown":
            text = CHECKED.sub("", PLAYER.sub(_still, cell.source))
            cell.source = LINK.sub(plain, HTML_LINK.sub(plain, text))
    return str(nbformat.writes(own)).encode() + b"\n"


def _still(found: re.Match[str]) -> str:
    from altutor.book import pages, players

    player = players.PLAYERS[found[1]]()
    caption = f"<strong>{escape(player.title)}.</strong> {escape(player.caption)} (On the book's site it can be moved.)"
    return f'<figure class="shown">{pages.still(found[1])}<figcaption>{caption}</figcaption></figure>'
