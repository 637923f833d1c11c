"""What a reader does with the book on their own disk: search, switch to dark, print."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browse import COLOURS, SETTLED

HOME = "index.html"
CHAPTER = "chapters/03_local_optima.html"
PAPER = 718  # CSS pixels between the margins of an A4 page

CUT = """() => {
    const main = document.querySelector('article');
    const edge = document.documentElement.clientWidth;
    return [...main.querySelectorAll('*')].filter(each => {
        const box = each.getBoundingClientRect();
        if (box.width < 2 || box.height < 2 || each.closest('svg') !== null && each.tagName !== 'svg') return false;
        if (each.closest('[hidden], .MathJax, math')) return false;
        const style = getComputedStyle(each);
        if (style.visibility === 'hidden' || style.display === 'none' || style.clip !== 'auto') return false;
        const frame = style.overflowX !== 'visible' && each.clientWidth > 0;
        return frame && each.scrollWidth > each.clientWidth + 1 || box.right > edge + 1;
    }).slice(0, 5).map(each => each.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("start", [HOME, CHAPTER])
def test_search_from_disk(visit: Callable[..., Any], start: str) -> None:
    with visit(start) as look:
        page = look.page
        page.keyboard.press("f")
        page.keyboard.type("missed cluster")
        results = page.locator(".md-search-result__link")
        results.first.wait_for(timeout=15_000)
        targets = [str(each.get_attribute("href")) for each in results.all()]
        # The exercises of the chapter are found, too: exercises/ch03_local_optima.html.
        chosen = next(number for number, target in enumerate(targets) if re.search(r"\b03_local_optima", target))
        results.nth(chosen).click()
        page.wait_for_url("**/03_local_optima.html*")
        assert page.locator("h1").is_visible()
        assert not look.troubles


def test_search_is_accessible(visit: Callable[..., Any]) -> None:
    with visit(HOME, color_scheme="light") as look:
        look.page.keyboard.press("f")
        look.page.keyboard.type("missed cluster")
        look.page.locator(".md-search-result__link").first.wait_for(timeout=15_000)
        look.page.wait_for_timeout(SETTLED)
        found = look.violations()
        look.page.keyboard.press("Escape")
        look.switch_scheme()
        look.page.keyboard.press("f")
        look.page.locator(".md-search-result__link").first.wait_for(timeout=15_000)
        look.page.wait_for_timeout(SETTLED)
        found += look.violations(COLOURS)
        assert not found, "\n".join(found)


def test_dark_is_kept_from_page_to_page(visit: Callable[..., Any]) -> None:
    with visit(HOME, color_scheme="light") as look:
        assert look.scheme == "default"
        assert look.switch_scheme() == "slate"
        look.open(CHAPTER)
        assert look.scheme == "slate"


def test_the_readers_system_decides_first(visit: Callable[..., Any]) -> None:
    with visit(HOME, color_scheme="dark") as look:
        assert look.scheme == "slate"


@pytest.mark.parametrize("name_", [HOME, CHAPTER])
def test_prints_uncut(visit: Callable[..., Any], name_: str) -> None:
    """On paper nothing scrolls and nothing sticks out; navigation and switches stay away."""
    with visit(name_, width=PAPER) as look:
        look.page.emulate_media(media="print", color_scheme="light")
        answers = "[...document.querySelectorAll('.predict details > p')].every(one => one.checkVisibility())"
        assert look.page.evaluate(answers), "answers that are folded on the screen are printed"
        look.unfold()
        assert not look.page.evaluate(CUT)
        for part in (".md-header", ".md-sidebar--primary", ".md-search", ".md-footer__inner"):
            assert not any(each.is_visible() for each in look.page.locator(part).all()), part
        for still in look.page.locator(".player-still").all():
            assert still.is_visible(), "a player prints its still picture"
        assert not look.troubles
