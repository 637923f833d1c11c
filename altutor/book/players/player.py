"""What one player is, and its markup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from altutor.book.tables import table_of
from altutor.errors import AltutorError
from altutor.traces import Trace

MOST_DATA = 60_000  # bytes: pages must stay light


@dataclass(frozen=True)
class Player:
    """An interactive figure.

    Attributes
    ----------
    name
        Of its script, ``docs/assets/players/NAME.js``.
    title, caption
        Heading, and what to see.
    still
        The picture that stands there without scripts and in print.
    table
        Caption and columns: the same numbers as a table.
    data
        What the script shows.
    help
        How to use it with the keyboard; shown with the player.
    needs
        Names of further scripts that its own needs.
    """

    name: str
    title: str
    caption: str
    still: Trace
    table: tuple[str, dict[str, list[Any]]]
    data: dict[str, Any]
    help: str
    needs: tuple[str, ...] = ()


def html(player: Player, still: str, prefix: str) -> str:
    """Return the markup of a player: whole without scripts, which only add to it.

    Parameters
    ----------
    player
        What is shown.
    still
        An img element: the picture of ``player.still``.
    prefix
        Relative address of the site's root: empty, or ``../`` once or more.

    Raises
    ------
    AltutorError
        When the data are too large for a page.
    """
    caption, columns = player.table
    rows = len(next(iter(columns.values())))
    marked = still.replace("<img ", '<img class="player-still" ', 1)
    names = ("player", *player.needs, player.name)
    scripts = "".join(f'<script src="{prefix}assets/players/{name}.js"></script>' for name in names)
    return (
        f'<figure class="player" id="player-{player.name}" data-player="{player.name}">'
        f"<figcaption><strong>{escape(player.title)}.</strong> {escape(player.caption)}</figcaption>"
        f'<div class="player-stage">{marked}</div>'
        f'<p class="player-help" hidden>{escape(player.help)}</p>'
        '<details class="player-table"><summary>The same numbers as a table</summary>'
        f"{table_of(columns, caption, rows)}</details>"
        f'<script type="application/json">{inline(player)}</script></figure>{scripts}'
    )


def inline(player: Player) -> str:
    """Return the data as JSON that may stand inside a script element.

    Raises
    ------
    AltutorError
        When the data are too large for a page, or hold what JSON has no word for.
    """
    try:
        text = json.dumps(player.data, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise AltutorError(
            f"The data of player {player.name} hold a number that JSON cannot write ({error})."
        ) from error
    text = text.replace("<", "\\u003c")  # or "</script>" in a text would end the element
    if len(text.encode()) > MOST_DATA:
        raise AltutorError(
            f"The data of player {player.name} take {len(text.encode()):,} bytes: keep them below {MOST_DATA:,}."
        )
    return text
