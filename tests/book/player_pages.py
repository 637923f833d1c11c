"""Pages with one player each, for tests in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from altutor.book.players import PLAYERS, html

ASSETS = Path(__file__).parents[2] / "docs" / "assets" / "players"
WAIT = 60_000  # milliseconds: a busy machine is slow
# What Material sets; the real site is checked as a whole by `python -m altutor.book check`.
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Player</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="assets/players/player.css"><link rel="stylesheet" href="assets/players/ner.css"><style>
body {{ margin: 1rem; font: 16px sans-serif; --md-default-fg-color: #000000de; --md-default-bg-color: #fff;
  color: var(--md-default-fg-color); background: var(--md-default-bg-color) }}
body[data-md-color-scheme="slate"] {{ --md-default-fg-color: #e2e4e9d1; --md-default-bg-color: #1e2129 }}
</style></head><body data-md-color-scheme="default"><main class="md-typeset"><h1>Player</h1>{body}
<button id="after">After</button></main></body></html>"""
STILL = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="1 pixel" width="640" height="400">'


def write_pages(site: Path) -> dict[str, str]:
    """Write a page for each player, with the scripts where the site has them, and return their addresses."""
    (site / "assets").mkdir()
    (site / "assets" / "players").symlink_to(ASSETS)
    found = {}
    for name in PLAYERS:
        file = site / f"{name}.html"
        file.write_text(FRAME.format(body=html(PLAYERS[name](), STILL, "")), encoding="utf-8")
        found[name] = file.as_uri()
    return found


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until an element has the focus: no mouse, no script sets it."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not come to {selector}")
