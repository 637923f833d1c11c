"""The players of chapter 5, tags and minutes, in a real browser, opened from the disk and driven by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from player_pages import tab_to

from altutor.book import published_results as kept
from altutor.book.players import PLAYERS, minutes
from altutor.claims import interval
from altutor.ner.annotator import Cost

sync_api = pytest.importorskip("playwright.sync_api")
Page = Any


def spoken(page: Page) -> str:
    """Return what a screen reader is told, after the pause that lets quick changes go by."""
    page.wait_for_timeout(450)
    return str(page.locator("[aria-live]").inner_text())


# Tags


def shown_in(page: Page, side: int, mark: str) -> int:
    return int(page.locator(f".tags-texts .tags-cell:nth-child({side + 1}) .{mark}").count())


def test_tags_by_keyboard_show_what_was_recorded(visit: Any) -> None:
    page = visit("tags")
    runs = {run["name"]: run for run in PLAYERS["tags"]().data["runs"]}
    menus = page.locator(".tags-choice")
    tab_to(page, ".player-slider")
    assert page.locator(".player-slider").get_attribute("aria-valuetext") == "the base"
    for number in range(PLAYERS["tags"]().data["last"] + 1):
        for side in (0, 1):
            now = runs[menus.nth(side).input_value()]["rounds"][number]
            assert shown_in(page, side, "tags-right") == now["right"]
            assert shown_in(page, side, "tags-wrong") == now["wrong"]
            scores = page.locator(".tags-scores").nth(side).inner_text()
            assert scores.startswith(
                f"{now['labels']} labels: held-out F {now['f']:.2f} (precision {now['precision']:.2f}"
            )
            assert scores.endswith(f"{now['right']} right, {now['missed']} missed, {now['wrong']} wrong.")
        page.keyboard.press("ArrowRight")
    assert page.locator(".player-slider").get_attribute("aria-valuetext") == "round 5 of 5"
    told = spoken(page)
    assert told.startswith("Round 5 of 5. A, random, all spans: held-out F")
    assert "B, beam, not an entity: held-out F" in told


def test_another_kind_of_feedback_is_chosen_by_keyboard(visit: Any) -> None:
    page = visit("tags")
    runs = PLAYERS["tags"]().data["runs"]
    tab_to(page, "[aria-label='Feedback B']")
    page.keyboard.press("ArrowDown")
    assert page.locator(".tags-choice").nth(1).input_value() == runs[3]["name"]
    tab_to(page, ".player-slider")
    page.keyboard.press("End")
    last = runs[3]["rounds"][-1]
    assert shown_in(page, 1, "tags-right") == last["right"]
    assert f"own dev split: {last['own dev']:.2f} of answers agreed" in page.locator(".tags-scores").nth(1).inner_text()
    assert page.locator(".tags-words").nth(1).inner_text() == f"{runs[3]['words']}."


def test_texts_stay_whole_and_every_mark_is_told_in_words(visit: Any) -> None:
    page = visit("tags")
    texts = PLAYERS["tags"]().data["texts"]
    for key in ("Home", "ArrowRight", "ArrowRight", "End"):
        page.locator(".player-slider").press(key)
        plain = page.evaluate(
            "[...document.querySelectorAll('.tags-cell')].map((cell) => { const one = cell.cloneNode(true);"
            "one.querySelectorAll('.tags-word, .tags-key').forEach((word) => word.remove());"
            "return one.textContent.trim(); })"
        )
        assert plain == [text["text"] for text in texts for _ in range(2)]
        gold = page.evaluate("[...document.querySelectorAll('.tags-cell')].map((c) => c.querySelectorAll('u').length)")
        assert all(number >= len(texts[i // 2]["gold"]) for i, number in enumerate(gold)), "gold is always underlined"
        words = page.evaluate("[...document.querySelectorAll('.tags-texts mark')].map((m) => m.innerText)")
        assert all(word.endswith(("✓", "wrong", "wrong borders")) for word in words)
        assert page.locator(".tags-right .tags-word[aria-label='right']").count() == page.locator(".tags-right").count()


def test_controls_of_the_tags_stay_in_sight_while_one_reads(visit: Any) -> None:
    page = visit("tags", width=390)
    page.locator(".tags-texts li").nth(2).scroll_into_view_if_needed()
    box = page.locator(".tags-steps").bounding_box()
    assert box["y"] + box["height"] <= 901


# Minutes


@pytest.fixture(scope="module")
def table() -> Any:
    return kept.results("ag-news-org").table()


def plain(text: str) -> str:
    return text.replace("−", "-")


def cells(page: Page) -> list[list[str]]:
    rows = page.locator(".minutes-now tbody tr")
    return [[plain(cell) for cell in rows.nth(i).locator("td").all_inner_texts()] for i in range(rows.count())]


def compared(page: Page) -> tuple[float, float, float]:
    """Return difference and interval that the page tells of the two methods."""
    words = plain(page.locator(".minutes-pair").inner_text())
    return tuple(float(number) for number in re.search(r"is (\S+) \[(\S+), (\S+)\]", words).groups())  # type: ignore[union-attr, return-value]


def test_minutes_by_keyboard_agree_with_the_package(visit: Any, table: Any) -> None:
    page = visit("minutes")
    budget = "input[aria-label='Budget']"
    pair = PLAYERS["minutes"]().data["pair"]
    tab_to(page, budget)
    start = int(page.locator(budget).input_value())
    assert page.locator(budget).get_attribute("aria-valuetext") == f"{start} minutes"
    for presses in (0, 10, 25):
        for _ in range(presses):
            page.keyboard.press("ArrowLeft")
        at = int(page.locator(budget).input_value())
        expected = interval(minutes.difference(table, *pair, at))
        assert compared(page) == pytest.approx(expected, abs=0.0012), at
    told = spoken(page)
    assert told.startswith(f"At {start - 35} minutes: ")
    assert "Over all labels" in told


def test_other_seconds_move_the_curves(visit: Any, table: Any) -> None:
    page = visit("minutes")
    pair = PLAYERS["minutes"]().data["pair"]
    tab_to(page, "input[aria-label='Seconds to mark a span']")
    page.keyboard.press("End")
    assert page.locator(":focus").get_attribute("aria-valuetext") == "15 s"
    at = int(page.locator("input[aria-label='Budget']").input_value())
    assert compared(page) == pytest.approx(interval(minutes.difference(table, *pair, at, Cost(mark=15))), abs=0.0012)
    tab_to(page, ".minutes-costs button")
    page.keyboard.press("Enter")
    assert page.locator("input[aria-label='Seconds to mark a span']").get_attribute("aria-valuetext") == "3 s (assumed)"
    assert compared(page) == pytest.approx(interval(minutes.difference(table, *pair, at)), abs=0.0012)


def test_defaults_are_labelled_as_assumptions(visit: Any) -> None:
    page = visit("minutes")
    values = page.locator(".minutes-costs .minutes-value").all_inner_texts()
    assert len(values) == 3
    assert all(value.endswith("(assumed)") for value in values)
    assert "assumptions, not measurements" in page.locator("figcaption").inner_text()


def test_axis_of_labels_shows_the_last_round(visit: Any) -> None:
    page = visit("minutes")
    methods = PLAYERS["minutes"]().data["methods"]
    tab_to(page, ".player-controls button[aria-pressed='false']")
    page.keyboard.press("Enter")
    assert page.locator("[aria-pressed='true']").inner_text() == "labels"
    _, columns = PLAYERS["minutes"]().table
    last = len(next(iter(methods.values()))["labels"]) - 1
    rows = [i for i, number in enumerate(columns["round"]) if number == last]
    for shown, i in zip(cells(page), rows, strict=True):
        assert abs(float(shown[0]) - columns["minutes"][i]) <= 0.56  # the table has one digit, the page none
        numbers = [float(number) for number in re.findall(r"[\d.]+", shown[1])]
        assert numbers == pytest.approx([columns[name][i] for name in ("F", "low", "high")], abs=0.0051)
    assert "ratio" not in page.locator(".minutes-pair").inner_text()


def test_what_was_not_measured_is_said(visit: Any) -> None:
    page = visit("minutes")
    tab_to(page, "input[aria-label='Budget']")
    page.keyboard.press("End")
    shown = cells(page)
    assert [row[0].startswith("measured up to") for row in shown] == [True, False, True, True, True, True]
    assert page.locator(".minutes-over").count() == 5
    words = page.locator(".minutes-pair").inner_text()
    assert "D was measured up to" in words
    assert "A was measured up to" in words
    assert "ahead of all that were measured so far" in page.locator(".player-status").inner_text()
    page.keyboard.press("Home")
    assert "same base" in page.locator(".player-status").inner_text()


def test_order_at_the_budget_turns_around_at_the_ratio_that_is_told(visit: Any, table: Any) -> None:
    """Set the seconds so that one method costs the told share of the other, and they are level."""
    page = visit("minutes")
    data = PLAYERS["minutes"]().data
    names = list(data["methods"])
    tab_to(page, "[aria-label='First method']")
    for _ in range(2):
        page.keyboard.press("ArrowUp")  # from D to B
    assert page.locator("[aria-label='First method']").input_value() == "B"
    words = plain(page.locator(".minutes-pair").inner_text())
    told = re.search(r"turns around at (\d+\.\d+)", words)
    ratio = re.search(r"takes [\d.]+ s, (\d+\.\d+) of one of A", words)
    assert told is not None
    assert ratio is not None
    at = int(page.locator("input[aria-label='Budget']").input_value())
    change = float(told[1]) / float(ratio[1])

    def f(name: str, minutes_spent: float) -> float:
        import numpy as np

        method = data["methods"][name]
        x = [
            (data["cost"]["read"] * method["tokens"][n] + data["cost"]["mark"] * method["spans"][n]) / 60
            for n in range(len(method["labels"]))
        ]
        return float(np.interp(minutes_spent, x, [np.mean(seeds) for seeds in method["f"]]))

    assert f(names[1], at / change) == pytest.approx(f(names[0], at), abs=0.002)
