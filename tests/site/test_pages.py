"""Every page, opened from disk without a network: quiet, accessible, narrow, readable without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from browse import COLOURS

PHONE = 360
NOT_SHOWN = "[...document.images].filter(each => !each.complete || !each.naturalWidth).map(each => each.outerHTML)"
SHOWN_TEXT = "element => element.innerText.replace(/\\s+/g, ' ').trim()"


def test_quiet_and_accessible(visit: Callable[..., Any], name: str) -> None:
    """No error, no request to another host, nothing that axe finds serious: light and dark, everything unfolded."""
    with visit(name, color_scheme="light") as look:
        look.unfold()
        assert look.scheme == "default"
        found = look.violations()
        assert look.switch_scheme() == "slate"
        found += look.violations(COLOURS)
        assert not found, "\n".join(found)
        assert not look.troubles


def test_no_sideways_scrolling_on_a_phone(visit: Callable[..., Any], name: str) -> None:
    with visit(name, width=PHONE, height=740) as look:
        assert not look.beyond(PHONE)
        look.unfold()
        assert not look.beyond(PHONE)
        assert not look.troubles


def test_readable_with_scripts_off(visit: Callable[..., Any], name: str) -> None:
    """The text is there, every picture too, and each player has its still picture or its table."""
    with visit(name, java_script_enabled=False) as look:
        main = look.page.locator("article").first
        assert main.is_visible()
        assert len(main.evaluate(SHOWN_TEXT)) > 40
        assert main.locator("h1").is_visible()
        assert not look.page.evaluate(NOT_SHOWN)
        for player in main.locator("[data-player]").all():
            assert player.locator(".player-still").is_visible()
            assert player.locator("details th").count()
        assert not look.troubles
