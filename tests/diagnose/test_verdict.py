"""The verdict over findings."""

from __future__ import annotations

import pytest
from made_up_report import finding, step

from altutor.diagnose.finding import Step, Unknown
from altutor.diagnose.verdict import LEVELS, verdict

HELD = Unknown("Whether the dev score holds.", "--heldout FILE")


def test_the_highest_level_wins_and_stands_first() -> None:
    found = verdict(
        [
            finding("length", 1, step=step("look", 0.9, "Length.")),
            finding("gap", 4, step=step("stop", 0.2, "Gap.")),
            finding("kind", 5, step=step("go on", 1.0, "Kind.")),
        ]
    )
    assert found.level == "stop"
    assert [line.finding for line in found.lines] == ["gap", "length", "kind"]


def test_within_a_level_the_greater_harm_stands_first() -> None:
    found = verdict(
        [finding(f"t{weight}", 2, step=step("look", weight, f"So {weight}.")) for weight in (0.1, 0.7, 0.3)]
    )
    assert [line.finding for line in found.lines] == ["t0.7", "t0.3", "t0.1"]


@pytest.mark.parametrize("section", [1, 2])
def test_selection_alone_never_exceeds_look(section: int) -> None:
    found = verdict([finding("clusters", section, step=step("stop", 1.0), p_value=0.0005, adjusted=0.0005)])
    assert found.level == "look"
    assert found.lines[0].level == "look"


@pytest.mark.parametrize("section", [3, 4, 5])
def test_what_can_hurt_may_stop(section: int) -> None:
    assert verdict([finding("x", section, step=step("stop"))]).level == "stop"


def test_one_next_step_is_one_line() -> None:
    steps = [Step("look", weight, f"Finding {weight}.", "Label 300 texts.") for weight in (0.1, 0.8)]
    other = Step("look", 0.5, "Finding 0.5.", "Read them.")
    found = verdict([finding(one.what, 4, step=one) for one in (*steps, other)])
    assert [line.what for line in found.lines] == ["Finding 0.8.", "Finding 0.5."]


def test_random_labels_serve_every_line_that_asks_for_some() -> None:
    steps = [
        Step("look", 0.3, "Regions.", "Label 300 random texts of the pool, of which about 60 fall there."),
        Step("look", 0.2, "Labels.", "Read them."),
        Step("look", 0.1, "Scores.", "Label 300 random texts and take scores from them."),
        Step("look", 0.05, "Gap.", "Label 1,240 random texts and score your model."),
        Step("look", 0.01, "Few.", "Label 80 random texts."),
    ]
    lines = verdict([finding(one.what, 4, step=one) for one in steps]).lines
    assert [line.do for line in lines] == [
        "Label 300 random texts of the pool, of which about 60 fall there.",
        "Read them.",
        "Use 300 of the same random texts and take scores from them.",
        "Label 1,240 random texts, the same among them, and score your model.",
        "Use 80 of the same random texts.",
    ]


def test_no_more_than_five_lines() -> None:
    steps = [finding(f"t{weight}", 4, step=step("look", weight / 10, f"So {weight}.")) for weight in range(9)]
    assert [line.finding for line in verdict(steps).lines] == ["t8", "t7", "t6", "t5", "t4"]


@pytest.mark.parametrize(("adjusted", "level"), [(0.049, "look"), (0.05, "go on"), (0.2, "go on")])
def test_a_tested_finding_counts_only_below_five_percent_adjusted(adjusted: float, level: str) -> None:
    assert verdict([finding(step=step(), p_value=0.001, adjusted=adjusted)]).level == level


def test_an_untested_finding_counts_by_its_effect() -> None:
    assert verdict([finding("kind", 5, step=step("stop"))]).level == "stop"


def test_without_anything_found_it_says_what_was_asked_and_what_was_not() -> None:
    tests = [finding(f"t{p}", p_value=p, adjusted=p) for p in (0.2, 0.5, 1.0)]
    found = verdict(tests, [HELD])
    assert found.level == "go on"
    (line,) = found.lines
    assert "Of 3 tests none" in line.what
    assert "1 question could not be asked" in line.do
    assert "--heldout FILE" in line.do
    assert verdict(tests).lines[0].do == "Go on as before."


def test_a_difference_too_small_to_matter_is_named_all_the_same() -> None:
    found = verdict([finding(p_value=0.001, adjusted=0.001), finding("mmd", p_value=0.5, adjusted=0.5)])
    assert found.level == "go on"
    assert "Of 2 tests 1 found a difference" in found.lines[0].what


def test_go_on_steps_stand_behind_the_line_about_all() -> None:
    found = verdict([finding("kind", 5), finding("length", step=step("go on"))])
    assert [line.finding for line in found.lines] == ["", "length"]


def test_nothing_to_compare_with_is_a_reason_to_look() -> None:
    pool = Unknown("Whether they differ.", "--pool FILE")
    found = verdict([finding("kind", 5)], [pool, HELD], compared=False)
    assert found.level == "look"
    assert "Give --pool FILE; and labelled texts" in found.lines[0].do
    assert verdict([finding("gap", 4)], [pool], compared=False).lines[0].do == "Give --pool FILE."


def test_the_meaning_speaks_of_findings_only_where_something_was_compared() -> None:
    assert verdict([], [HELD], compared=False).meaning.startswith("There is too little to compare")
    assert verdict([finding(step=step("look"))], [HELD], compared=False).meaning.startswith("Something was found")
    assert verdict([]).meaning.startswith("Nothing was found")


def test_nothing_to_compare_with_is_said_behind_what_was_found() -> None:
    steps = [finding(f"t{n}", 5, step=step("stop", n / 10, f"So {n}.")) for n in range(6)]
    found = verdict(steps, [HELD], compared=False)
    assert found.level == "stop"
    assert [line.finding for line in found.lines] == ["t5", "t4", "t3", "t2", ""]


def test_each_level_has_its_sentence() -> None:
    sentences = {verdict([finding("x", 4, step=step(level))]).meaning for level in LEVELS}
    assert len(sentences) == len(LEVELS)
