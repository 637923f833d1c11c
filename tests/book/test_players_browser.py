"""The players in a real browser, opened from the disk: by keyboard alone, at two widths, light and dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from player_pages import WAIT, tab_to

from altutor.book.players import PLAYERS

sync_api = pytest.importorskip("playwright.sync_api")
Page = Any

# A key that leads a player to another state than its first: far out, where not all is measured; a round on.
FURTHER = {"minutes": "End", "tags": "ArrowRight"}


def hears(page: Page, *parts: str) -> None:
    """Wait until a screen reader is told all of these; it is told a moment after the last change."""
    for part in parts:
        sync_api.expect(page.locator("[aria-live]")).to_contain_text(part, timeout=WAIT)


@pytest.mark.parametrize("name", PLAYERS)
def test_without_scripts_the_picture_and_the_table_stand_there(visit: Any, name: str) -> None:
    page = visit(name, java_script_enabled=False)
    assert page.locator(".player-still").is_visible()
    assert page.locator(".player-still").get_attribute("alt")
    assert not page.locator(".player-help").is_visible()
    page.locator("summary").click()
    assert page.locator(".player-table table").is_visible()


@pytest.mark.parametrize("name", PLAYERS)
def test_print_shows_the_picture(visit: Any, name: str) -> None:
    page = visit(name)
    assert not page.locator(".player-still").is_visible()
    assert page.locator(".player-live").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".player-still").is_visible()
    assert not page.locator(".player-live").is_visible()


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("name", PLAYERS)
def test_axe_finds_nothing(visit: Any, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(name)
    page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
    page.locator("summary").click()
    if name in FURTHER:
        page.locator("input").first.press(FURTHER[name])
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]  # it would ask for style sheets
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [360, 600, 1280])
@pytest.mark.parametrize("name", PLAYERS)
def test_nothing_is_wider_than_the_page_and_all_is_large_enough_to_touch(visit: Any, name: str, width: int) -> None:
    page = visit(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('.player-live :is(button, input, select, [role=gridcell])')]"
        ".map((one) => one.getBoundingClientRect()).filter((box) => box.width < 44 || box.height < 44).length"
    )
    assert small == 0


@pytest.mark.parametrize("name", PLAYERS)
def test_drawings_follow_the_width(visit: Any, name: str) -> None:
    page = visit(name, width=1280)
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function("[...document.querySelectorAll('.player-live svg')].every((one) => one.clientWidth <= 390)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    pictures = "document.querySelectorAll('.player-live svg[role=img]')"  # the others are samples of lines
    widths = page.evaluate(f"[...{pictures}].map((one) => one.clientWidth)")
    assert widths
    assert all(100 < width <= 390 for width in widths)


def test_the_trap_player_is_low_enough_for_the_first_screen(visit: Any) -> None:
    for width in (700, 1280):
        page = visit("trap", width=width)
        assert page.locator("figure.player").bounding_box()["height"] <= 480


def test_trap_by_keyboard(visit: Any) -> None:
    page = visit("trap")
    runs = PLAYERS["trap"]().data["runs"]
    slider = ".player-slider"
    tab_to(page, slider)
    assert page.locator(slider).get_attribute("aria-valuetext") == "the start"
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert page.locator(slider).get_attribute("aria-valuetext") == "query 9 of 60"
    scores = page.locator(".player-score").all_inner_texts()
    assert scores == [f"accuracy {runs[name]['accuracy'][9]:.3f}" for name in ("uncertainty", "random")]
    assert page.locator(".series-uncertainty .asked:not([hidden])").count() == 9
    edges = page.locator(".boundary").evaluate_all("all => all.map((one) => one.getAttribute('d'))")
    assert all(re.fullmatch(r"M[\d.]+ [\d.]+L[\d.]+ [\d.]+", edge) for edge in edges), edges
    hears(page, "Query 9: uncertainty asks about", f"held-out accuracy {runs['random']['accuracy'][9]:.3f}")
    page.keyboard.press("End")
    hears(page, "After all 60: uncertainty asked 0 times, random asked 11 times about the hidden")
    tab_to(page, "[aria-label='Next query']")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(slider).get_attribute("aria-valuetext") == "query 59 of 60"


def test_trap_plays_and_pauses_by_keyboard(visit: Any) -> None:
    page = visit("trap")
    tab_to(page, ".player-play")
    page.keyboard.press("Space")
    assert page.locator(".player-play").inner_text() == "Pause"
    page.wait_for_function("document.querySelector('.player-slider').value >= 2")
    page.keyboard.press("Space")
    assert page.locator(".player-play").inner_text() == "Play"
    stopped = page.locator(".player-slider").input_value()
    page.wait_for_timeout(600)
    assert page.locator(".player-slider").input_value() == stopped


def test_trap_plays_by_itself_only_where_motion_is_welcome(visit: Any) -> None:
    page = visit("trap", motion="no-preference")
    page.wait_for_function("document.querySelector('.player-slider').value >= 2")
    assert page.locator("[aria-live]").inner_text() == "", "what plays by itself is not read out"
    page.locator(".player-slider").press("Home")
    page.wait_for_timeout(600)
    assert page.locator(".player-slider").input_value() == "0", "a key stops it"
    still = visit("trap", motion="reduce")
    still.wait_for_timeout(600)
    assert still.locator(".player-slider").input_value() == "0"


def test_phase_by_keyboard(visit: Any) -> None:
    page = visit("phase")
    data = PLAYERS["phase"]().data
    masses, starts, shares = data["masses"], data["starts"], data["shares"]
    tab_to(page, "[role=gridcell]")
    for _ in starts:
        page.keyboard.press("ArrowLeft")
    for _ in masses:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    at = (0 * len(masses) + 0) * len(starts) + 1
    expected = f"h = {masses[0]:g}, n = {starts[1]}, e = 0: share stuck {data['share'][at]:.3f}"
    hears(page, expected, f"closed form {data['closed_form'][at]:.3f}")
    page.keyboard.press("PageUp")
    at += len(masses) * len(starts)
    hears(page, f"h = {masses[0]:g}, n = {starts[1]}, e = {shares[1]:g}: share stuck")
    focused = page.locator("[role=gridcell]:focus")
    assert focused.get_attribute("aria-selected") == "true"
    assert focused.inner_text().startswith(f"{data['share'][at]:.2f}")
    page.keyboard.press("Tab")
    tab_to(page, ".player-slider")
    page.keyboard.press("End")
    hears(page, f"e = {shares[-1]:g}:")
    assert page.locator("[role=gridcell][tabindex='0']").count() == 1, "the grid is one stop of Tab"


def test_phase_follows_the_pointer(visit: Any) -> None:
    page = visit("phase")
    page.locator("[role=gridcell]").first.hover()
    data = PLAYERS["phase"]().data
    hears(page, f"h = {data['masses'][-1]:g}, n = {data['starts'][0]}, e = 0")


def test_annotator_by_keyboard_alone(visit: Any) -> None:
    page = visit("annotator")
    data = PLAYERS["annotator"]().data
    truth = {text: label for text, label in zip(data["text"], data["label"], strict=True)}
    plain = {re.sub(r"[\[\]]", "", text): label for text, label in truth.items()}
    tab_to(page, ".player-choice")
    for number in range(data["questions"]):
        assert page.locator(".player-name").inner_text() == f"Question {number + 1} of {data['questions']}"
        label = plain[page.locator(".player-sentence").inner_text()]
        if number == 4:  # one mistake
            label = 1 - label
        page.keyboard.press("a" if label else "b")
        if number == 4:
            hears(page, "The oracle says otherwise", "Question 6 of 20")
    result = page.locator(".player-result")
    assert page.evaluate("document.activeElement.className") == "player-result"
    assert "1 of your answers differs" in result.inner_text()
    assert "Your dev split says" in result.inner_text()
    tab_to(page, ".player-result button")
    page.keyboard.press("Enter")
    assert page.locator(".player-name").inner_text() == "Question 1 of 20"
    assert page.evaluate("document.activeElement.textContent") == "A: an organisation"


def test_annotator_answered_by_the_oracle_is_the_session_of_the_table(visit: Any) -> None:
    page = visit("annotator")
    made = PLAYERS["annotator"]()
    tab_to(page, ".player-card .player-controls:last-child button")
    page.keyboard.press("Enter")
    cells = page.locator(".player-verdict tbody td b").all_inner_texts()
    _, columns = made.table
    assert cells[2:4] == [columns["held-out accuracy"][0], columns["held-out accuracy"][2]]
    assert cells[0] == columns[next(name for name in columns if name.startswith("dev accuracy"))][0]
    assert page.locator(".player-result li").count() == int(cells[7])


def test_letters_elsewhere_on_the_page_answer_nothing(visit: Any) -> None:
    page = visit("annotator")
    tab_to(page, "#after")
    page.keyboard.press("a")
    assert page.locator(".player-name").inner_text() == "Question 1 of 20"


@pytest.mark.parametrize("name", PLAYERS)
def test_focus_is_visible(visit: Any, name: str) -> None:
    page = visit(name)
    looked_at = 0
    for selector in (".player-live button", ".player-slider", ".player-live select", "[role=gridcell][tabindex='0']"):
        if page.locator(selector).count():
            page.locator(selector).first.evaluate("one => one.focus()")
            page.keyboard.press("Shift")
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2, selector
            looked_at += 1
    assert looked_at
