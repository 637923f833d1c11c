"""The names that a page may use between double braces."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from altutor.book import code, exercise_pages, goals, picture, players, quotes
from altutor.book import published_results as kept
from altutor.book.bibliography import Bibliography
from altutor.errors import AltutorError


def fill(text: str, page: str, root: Path) -> str:
    """Fill the macros of a page.

    Parameters
    ----------
    text
        Markdown.
    page
        The page's file below the site's root, such as ``chapters/03_local_optima.ipynb``.
    root
        The repository.

    Raises
    ------
    AltutorError
        Names the page and what is wrong: a macro, a claim, a figure or a number that is not there.
    """
    if "{{" not in text:
        return text
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    # In formulas and code an opening of a comment or of a statement means something else.
    environment.block_start_string, environment.block_end_string = "{%%", "%%}"
    environment.comment_start_string, environment.comment_end_string = "{##", "##}"
    try:
        return environment.from_string(text).render(_macros(page, root))
    except AltutorError as error:
        raise AltutorError(f"{page}: {error}") from error
    except Exception as error:  # whatever it is, its cause is between the braces of this page
        raise AltutorError(f"{page}: a macro fails with {type(error).__name__}: {error}") from error


def _macros(page: str, root: Path) -> dict[str, Callable[..., Any]]:
    prefix = "../" * page.count("/")
    chapter = Path(page).stem
    sources = Bibliography(root / "docs" / "bibliography.toml")

    def all_goals() -> list[goals.Goal]:
        return goals.read(root / "chapters" / "goals.toml")

    return {
        "est": quotes.est,
        "interval": quotes.interval,
        "found": quotes.found,
        "verdict": quotes.verdict,
        "seeds": quotes.seeds,
        "config": quotes.config,
        "rows": quotes.rows,
        "shown": quotes.shown,
        "claim": partial(quotes.claim, prefix=prefix),
        "predicted": partial(quotes.predicted, prefix=prefix),
        "figure": lambda id_: picture.draw(kept.trace(id_)).html,
        "player": _player,
        "source": code.source,
        "value": code.value,
        "cite": partial(sources.cite, prefix=prefix),
        "sources": sources.sources,
        "bibliography": sources.sources,
        "goals": lambda: goals.listed(all_goals(), chapter),
        "coverage": lambda: goals.coverage(all_goals(), prefix),
        "exercises": lambda: exercise_pages.listed(chapter, prefix),
        "all_exercises": lambda: exercise_pages.overview(root),
        "help": _help,
    }


def _player(name: str) -> str:
    """Return the place of a player; its HTML is set in when the page is finished."""
    if name not in players.PLAYERS:
        raise AltutorError(f"There is no player {name!r}; there are {', '.join(players.PLAYERS)}.")
    return f'<div class="player-here" data-player="{name}"></div>'


def _help(*command: str) -> str:
    """Return the help of a subcommand as a fenced block."""
    line = [sys.executable, "-m", "altutor", *command, "--help"]
    environment = {**os.environ, "COLUMNS": "76", "NO_COLOR": "1", "TERM": "dumb"}
    shown = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    if shown.returncode:
        raise AltutorError(f"`altutor {' '.join(command)} --help` does not work: {shown.stderr.strip()}")
    return f"```text\n{re.sub('[ ]+$', '', shown.stdout, flags=re.M).strip()}\n```"
