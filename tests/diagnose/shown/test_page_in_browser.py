"""The page of a report as it is seen: on a narrow screen, and on paper."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up_report import finding, report

from altutor.diagnose.shown import page
from altutor.figures.style import RC, WIDTH

CHROMIUM = os.environ.get("ALTUTOR_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"
)
READABLE = 7  # pixels: letters of a figure are at least so high


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The page, opened from the disk; where there is no browser, tests are skipped, or fail if one is required."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        if os.environ.get("ALTUTOR_REQUIRE_CHROMIUM") == "1":
            pytest.fail(f"ALTUTOR_REQUIRE_CHROMIUM=1, and there is no {CHROMIUM}: set ALTUTOR_CHROMIUM to the browser")
        pytest.skip(f"{CHROMIUM} is not there; ALTUTOR_CHROMIUM names another browser")
    made = report(*(finding(f"question-{number}", 1 + number % 5) for number in range(20)))
    index = tmp_path_factory.mktemp("report") / "index.html"
    index.write_text(page.page(made), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(offline=True, java_script_enabled=True)
        opened = context.new_page()
        opened.goto(index.as_uri())
        yield opened
        browser.close()


def measured(tab: Any, width: int) -> tuple[float, float, bool]:
    """Return the height of a figure's letters, how much of it is cut off, and whether the page says so."""
    tab.set_viewport_size({"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    drawn, hidden = tab.evaluate(
        "(one => [one.querySelector('.drawn').getBoundingClientRect().width, one.scrollWidth - one.clientWidth])"
        "(document.querySelector('.paper'))"
    )
    return RC["font.size"] / 72 / WIDTH * drawn, hidden, tab.locator(".cue").first.is_visible()


@pytest.mark.parametrize("width", [1280, 700, 577, 576, 390, 365])
def test_a_figure_fits_and_can_be_read(tab: Any, width: int) -> None:
    letters, hidden, said = measured(tab, width)
    assert letters >= READABLE
    assert (hidden, said) == (0, False)


def test_what_cannot_fit_says_so(tab: Any) -> None:
    letters, hidden, said = measured(tab, 320)
    assert letters == pytest.approx(READABLE, abs=0.1)
    assert hidden > 0
    assert said


def test_twenty_findings_with_figures_take_few_sheets_of_paper(tab: Any) -> None:
    sheets = len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format="A4")))
    assert 3 <= sheets <= 8
    tab.emulate_media(media="print")
    heights = tab.evaluate("[...document.querySelectorAll('figure')].map(one => getComputedStyle(one).breakInside)")
    assert heights == ["avoid"] * 20
    assert not tab.get_by_text("The numbers behind this figure").first.is_visible()
