"""Yes/no answers, words that nobody judged, and the accept rate over time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from altutor.bias.shift import share_difference
from altutor.diagnose.answers.feedback import accepted, kind
from altutor.diagnose.answers.judged import count_entities, count_words
from altutor.diagnose.material import Material, match
from altutor.diagnose.pipeline.base_view import BaseView, Reader, Scored
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.shown import phrases
from altutor.diagnose.words import sides
from altutor.figures import save

ACME = "Acme sued Borealis in Oslo."  # Acme: 0 to 4, Borealis: 10 to 18, Oslo: 22 to 26


def source(*examples: Example) -> Source:
    return Source("made up", "plain", list(examples))


def yes_no(said: list[bool], start: int = 0) -> list[Example]:
    return [
        Example(
            f"Acme {start + i} sued Borealis",
            (Span(0, 4, "ORG"),),
            answer="accept" if yes else "reject",
            binary=True,
            complete=False,
        )
        for i, yes in enumerate(said)
    ]


def view_of(material: Material, entities: dict[str, tuple[Span, ...]], label: str | None = "ORG") -> BaseView:
    """A view of all chosen texts by what is given, without a pipeline."""
    table = sides([item.text for item in material.chosen], ["other text"], "other texts of the pool")
    found = tuple(entities.get(table.texts[row], ()) for row in table.chosen)
    n = len(found)
    scored = Scored(table.chosen, np.ones(n), np.array([len(spans) for spans in found]), found)
    reader = Reader(None, label, table.texts)  # type: ignore[arg-type]
    return BaseView("toy", label, ("LOC", "ORG"), table, ("", 0), scored, scored, reader)


def test_a_file_of_marked_texts_leaves_nothing_open() -> None:
    found = kind(match(source(*(Example(f"text {i}", ()) for i in range(20)))))
    assert found.effect == 0
    assert found.step is None
    assert found.p_value is None
    assert "known to have none" in found.answer


def test_yes_no_answers_leave_words_open_and_stop() -> None:
    found = kind(match(source(*yes_no([True, False] * 10))))
    assert found.effect == 1
    assert found.step is not None
    assert found.step.level == "stop"
    assert found.step.weight == pytest.approx(3 / 4)  # of the four words of a text one is judged
    assert "75% of all words are open" in found.answer
    assert found.trace is not None
    assert dict(zip(found.trace.columns["label"], found.trace.columns["estimate"], strict=True)) == {
        "answers that are a yes or no": 1.0,
        "yes/no answers that accept": 0.5,
        "texts judged in part only": 1.0,
        "words that nobody judged": 0.75,
    }


@pytest.mark.parametrize(("marked", "level"), [(0, "stop"), (20, "stop"), (21, "look"), (379, "look"), (381, None)])
def test_the_level_goes_by_the_share_of_texts_judged_in_part(marked: int, level: str | None) -> None:
    answers = [*yes_no([True] * 20), *(Example(f"text {i}", ()) for i in range(marked))]
    step = kind(match(source(*answers))).step
    assert (step and step.level) == level


def test_skipped_answers_are_left_out() -> None:
    answers = [*yes_no([True] * 5), *(replace(one, answer="ignore") for one in yes_no([True] * 5, start=5))]
    assert kind(match(source(*answers))).sizes == {"answers": 5, "texts with answers about spans": 5}


def test_labels_of_whole_texts_leave_no_word_open() -> None:
    found = kind(match(source(*(Example(f"text {i}", None, labels=("a",)) for i in range(20)))))
    assert found.step is None
    assert "no word is left open" in found.answer
    binary = kind(match(source(*(Example(f"text {i}", None, labels=("a",), binary=True) for i in range(20)))))
    assert binary.step is None
    assert binary.effect == 1
    assert "leaves open which other label" in binary.answer


def test_all_answers_about_a_text_count_together() -> None:
    about = [Example(ACME, (span,), binary=True, complete=False) for span in (Span(0, 4, "ORG"), Span(10, 18, "ORG"))]
    about[1] = replace(about[1], answer="reject")
    assert count_words(match(source(*about))) == {"texts": 1, "texts in part": 1, "words": 5, "words unjudged": 3}
    whole = Example(ACME, (Span(0, 4, "ORG"),))
    assert count_words(match(source(*about, whole))) == {"texts": 1, "words": 5}


def test_entities_of_the_base_that_nobody_judged_are_counted() -> None:
    answer = Example(ACME, (Span(0, 4, "ORG"),), binary=True, complete=False)
    material = match(source(answer, Example("Acme fell.", (Span(0, 4, "ORG"),))))
    entities = {
        ACME: (Span(0, 9, "ORG"), Span(10, 18, "ORG"), Span(22, 26, "LOC")),  # the first touches the answer
        "Acme fell.": (Span(0, 4, "ORG"), Span(5, 10, "LOC")),  # marked completely
    }
    counts = count_entities(material, view_of(material, entities))
    assert counts == {"sampled texts in part": 1, "found in part": 3, "found unjudged": 2, "ours unjudged": 1}
    answer_said = kind(material, view_of(material, entities)).answer
    assert "2 entities that nobody judged, 1 of them ORG" in answer_said
    assert "of them" not in kind(material, view_of(material, entities, None)).answer.split("entities that")[1]


def test_texts_that_lost_a_span_are_left_out_of_the_count() -> None:
    whole = [Example(f"text {i}", ()) for i in range(430)]
    lost = [Example(f"lost {i}", (), complete=False, lost=("spans outside the text",)) for i in range(70)]
    found = kind(match(source(*yes_no([True] * 550), *whole, *lost)))
    assert found.step is not None
    assert found.step.level == "stop"
    assert "In 550 of 980 texts with spans" in found.answer
    assert "left out" in found.method
    assert kind(match(source(*whole, *lost))).step is None
    nothing_known = kind(match(source(*lost)))
    assert nothing_known.step is None
    assert "whole texts" not in nothing_known.answer
    assert "what was judged is not known" in nothing_known.answer


def test_what_the_base_finds_in_a_text_that_lost_a_span_is_left_out() -> None:
    answer = Example(ACME, (Span(0, 4, "ORG"),), complete=False, lost=("spans outside the text",))
    material = match(source(answer))
    assert not count_entities(material, view_of(material, {ACME: (Span(22, 26, "LOC"),)}))


@pytest.mark.parametrize(
    ("answer", "said"), [("accept", "a yes or no"), ("reject", "a yes or no"), ("", "no yes or no")]
)
def test_a_single_answer_is_worded_as_one(answer: str, said: str) -> None:
    (one,) = yes_no([answer == "accept"])
    found = kind(match(source(one if answer else Example("text", ()))))
    assert found.answer.startswith(f"The only answer is {said}. ")
    if answer:
        assert "In 1 of 1 text with spans" in found.answer
        assert found.step is not None
        assert "(1 text)" in found.step.do


@pytest.mark.parametrize(
    ("n", "what"),
    [
        (1, "The text has no answer that can be read."),
        (1200, "None of the 1,200 chosen texts has an answer that can be read."),
    ],
)
def test_without_answers_there_is_no_effect(n: int, what: str) -> None:
    found = kind(match(source(*(Example(f"text {i}", None, complete=False) for i in range(n)))))
    assert (found.answer, found.effect, phrases.effect(found)) == (what, None, "")


@pytest.mark.parametrize(("labelled", "do"), [(99, "mark all entities in 300"), (100, "mix in the 100")])
def test_random_texts_that_are_labelled_are_mixed_in(labelled: int, do: str) -> None:
    random = [Example(f"random {i}", ()) for i in range(labelled)] + [Example("more", None, complete=False)]
    random += [replace(one, text=f"{one.text}!") for one in yes_no([True] * 200)]  # these leave words open as well
    material = match(source(*yes_no([True] * 30 + [False] * 30)), random=source(*random))
    steps = [kind(material).step, (falls := accepted(material, np.random.default_rng(0))) and falls.step]
    for step in steps:
        assert step is not None
        assert f"{do} random texts" in step.do.lower()


def test_the_accept_rate_of_the_last_third_is_compared_with_the_first() -> None:
    said = [True] * 18 + [False] * 12 + [True] * 15 + [False] * 15 + [True] * 3 + [False] * 27
    found = accepted(match(source(*yes_no(said))), np.random.default_rng(0))
    assert found is not None
    assert (found.effect, found.low, found.high) == share_difference(3, 30, 18, 30)
    assert found.p_value == pytest.approx(stats.fisher_exact([[18, 12], [3, 27]]).pvalue)
    assert found.step is not None
    assert (found.step.level, found.step.weight) == ("stop", pytest.approx(0.5))
    assert "60%" in found.step.what
    assert "10%" in found.step.what


@pytest.mark.parametrize(
    ("first", "last", "level"),
    [(30, 27, None), (30, 24, "look"), (20, 10, "stop"), (5, 0, "stop"), (2, 0, None), (3, 30, None)],
)
def test_a_rate_that_halves_is_a_stop_and_one_that_falls_by_a_tenth_a_look(
    first: int, last: int, level: str | None
) -> None:
    said = [i < first for i in range(30)] + [False] * 30 + [i < last for i in range(30)]
    found = accepted(match(source(*yes_no(said))), np.random.default_rng(0))
    assert found is not None
    assert (found.step and found.step.level) == level


def test_answers_are_ordered_by_time_where_all_have_one() -> None:
    said = [True] * 30 + [False] * 30
    timed = [replace(example, when=100.0 - i) for i, example in enumerate(yes_no(said))]
    rng = np.random.default_rng(0)
    by_time, by_file = accepted(match(source(*timed)), rng), accepted(match(source(*yes_no(said))), rng)
    half = accepted(match(source(replace(timed[0], when=None), *timed[1:])), rng)
    assert by_time is not None
    assert by_file is not None
    assert half is not None
    assert (by_time.effect, by_file.effect, half.effect) == (1.0, -1.0, -1.0)
    assert "ordered by time" in by_time.method
    assert "order of the file" in by_file.method


def test_the_order_of_the_file_holds_where_a_text_was_asked_about_again() -> None:
    first = yes_no([True] * 30)
    again = [replace(example, spans=(Span(5, 6, "ORG"),), answer="reject") for example in first]
    found = accepted(match(source(*first, *again)), np.random.default_rng(0))
    assert found is not None
    assert found.effect == -1.0


@pytest.mark.parametrize("n", [0, 29])
def test_few_answers_say_nothing_of_their_order(n: int) -> None:
    answers = [*yes_no([True] * n), Example("a text", ())]
    assert accepted(match(source(*answers)), np.random.default_rng(0)) is None


@given(st.lists(st.booleans(), min_size=30, max_size=300))
def test_windows_hold_every_answer_once(said: list[bool]) -> None:
    found = accepted(match(source(*yes_no(said))), np.random.default_rng(0))
    assert found is not None
    assert found.trace is not None
    columns = found.trace.columns
    assert columns["first"][0] == 1
    assert columns["last"][-1] == len(said)
    assert all(a + 1 == b for a, b in zip(columns["last"][:-1], columns["first"][1:], strict=True))
    assert sum(columns["hits"]) == sum(said)
    assert min(columns["of"]) >= 15


def test_pictures_are_drawn(tmp_path: Path) -> None:
    material = match(source(*yes_no([True, False, False] * 20)))
    rate = accepted(material, np.random.default_rng(0))
    assert rate is not None
    for found in (rate, kind(material), kind(match(source(Example("a text", ()))))):
        assert found.trace is not None
        assert found.trace.alt
        assert save(found.trace, tmp_path)[0].stat().st_size > 3000
