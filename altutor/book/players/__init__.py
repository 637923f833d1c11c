"""The interactive players of the site: each a module with a function ``player`` that makes its data.

A player's script stands in ``docs/assets/players``; this package makes what it shows, in words, numbers and a picture,
so that the page tells the same without scripts and in print.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from altutor.book.players.player import Player, html

__all__ = ["PLAYERS", "Player", "forget", "html"]


@lru_cache
def _make(name: str) -> Player:
    made: Player = import_module(f"altutor.book.players.{name}").player()
    return made


def forget() -> None:
    """Make every player anew when it is next asked for."""
    _make.cache_clear()


def _later(name: str) -> Callable[[], Player]:
    return lambda: _make(name)


PLAYERS: dict[str, Callable[[], Player]] = {
    name: _later(name) for name in ("trap", "phase", "annotator", "tags", "minutes")
}
