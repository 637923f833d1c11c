"""Texts that were answered more than once, and whether the answers agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from altutor.diagnose.answers.disagreement import disagreement
from altutor.diagnose.finding import Finding
from altutor.diagnose.material import match
from altutor.diagnose.reading import Example, Source, Span

ACME = (Span(0, 4, "ORG"),)
OTHER = (Span(0, 4, "PERSON"),)


def ask(*examples: Example) -> Finding | None:
    placed = [replace(example, place=f"line {number}") for number, example in enumerate(examples, start=1)]
    return disagreement(match(Source("made up", "plain", placed)))


def found(*examples: Example) -> Finding:
    answer = ask(*examples)
    assert answer is not None
    return answer


def twice(n: int, differ: int) -> list[Example]:
    """Answers of two sessions about n texts; the second marks nothing in the first `differ`."""
    texts = [f"Acme {number} rises" for number in range(n)]
    first = [Example(text, ACME, session="anna") for text in texts]
    return [*first, *(Example(text, () if i < differ else ACME, session="bob") for i, text in enumerate(texts))]


def test_the_share_of_contradictions_with_its_exact_interval() -> None:
    one = found(*twice(40, 10), Example("Answered once", ACME))
    assert one.effect == 0.25
    low = stats.beta.ppf(0.025, 10, 31)
    high = stats.beta.ppf(0.975, 11, 30)
    assert (one.low, one.high) == (pytest.approx(low), pytest.approx(high))
    assert one.p_value is None
    assert one.sizes == {"texts answered more than once": 40}
    assert one.answer.startswith("Answers contradict each other in 10 of 40 texts that were answered more than once.")
    assert "In all of them the answer of session bob holds the fewest spans." in one.answer


def test_the_step_names_places_and_no_text() -> None:
    one = found(*twice(40, 10))
    assert one.step is not None
    assert (one.step.level, one.step.weight) == ("look", 0.25)
    assert one.step.do == (
        "Settle these 10 texts before training; the first answers that differ are those of line 1 and line 41."
    )
    assert not any(
        "Acme" in said for said in (one.answer, one.step.what, one.step.do, *(p.heading for p in one.passages))
    )
    assert [passage.texts for passage in one.passages] == [("Acme 0 rises",), ("Acme 1 rises",), ("Acme 2 rises",)]


@pytest.mark.parametrize(("differ", "asked"), [(0, False), (3, False), (4, True)])
def test_few_contradictions_ask_for_nothing(differ: int, asked: bool) -> None:
    one = found(*twice(40, differ))
    assert (one.step is not None) == asked
    assert ("in none of 40 texts" in one.answer) == (differ == 0)


ANSWER = Example("Acme rises", ACME)
YES = Example("Acme rises", ACME, binary=True, complete=False)
LABEL = Example("Acme rises", None, labels=("Trade", "Law"), complete=False)


@pytest.mark.parametrize(
    ("first", "second", "effect"),
    [
        (ANSWER, replace(ANSWER, spans=ACME), 0),
        (ANSWER, replace(ANSWER, spans=OTHER), 1),
        (ANSWER, replace(ANSWER, spans=()), 1),
        (ANSWER, replace(ANSWER, spans=(), answer="ignore"), None),
        (ANSWER, replace(ANSWER, spans=None, answer="reject"), None),
        (ANSWER, replace(ANSWER, spans=(), complete=False), None),  # a span of it could not be read
        (ANSWER, YES, None),
        (ANSWER, LABEL, None),
        (ANSWER, replace(ANSWER, text="Acme falls", spans=()), None),
        (YES, replace(YES, answer="reject"), 1),
        (YES, YES, 0),
        (YES, replace(YES, spans=OTHER, answer="reject"), None),
        (LABEL, replace(LABEL, labels=("Law", "Trade")), 0),
        (LABEL, replace(LABEL, labels=("Law",)), 1),
    ],
)
def test_only_answers_to_the_same_question_are_compared(first: Example, second: Example, effect: float | None) -> None:
    answer = ask(first, second)
    assert (answer and answer.effect) == effect


def test_a_session_is_named_only_where_it_explains_most() -> None:
    examples = twice(40, 10)
    swapped = [replace(one, session="anna" if one.session == "bob" else "bob") for one in examples]
    half = [replace(one, text=one.text + "!") for one in swapped]
    assert "session" not in found(*(replace(one, session="") for one in examples)).answer
    assert "session" not in found(*twice(3, 1)).answer
    assert "session" not in found(*examples, *half).answer  # each explains half
    alone = [Example(f"Bo {number}", spans) for number in range(10) for spans in (ACME, OTHER)]
    assert "In 10 of them the answer of session bob" in found(*examples, *alone[:-2]).answer
    assert "session" not in found(*examples, *alone).answer


def test_where_a_file_does_not_say_where_answers_stand() -> None:
    examples = [ANSWER, replace(ANSWER, spans=())]
    one = disagreement(match(Source("made up", "plain", examples)))
    assert one is not None
    assert one.step is not None
    assert one.step.do == "Settle this text before training."
