"""Texts that were answered more than once, and whether the answers agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from altutor.diagnose.answers.disagreement import disagreement
from altutor.diagnose.finding import Finding
from altutor.diagnose.material import match
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.reading.passes import tell_apart

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
    others = [Example(f"Answered once {number}", ACME) for number in range(60)]
    among_others = found(*twice(40, 10), *others).step
    assert among_others is not None
    assert among_others.weight == 10 / 100
    assert one.step.do == (
        "Settle these 10 texts before training; the first answers that differ are those of line 1 and line 41."
    )
    assert not any(
        "Acme" in said for said in (one.answer, one.step.what, one.step.do, *(p.heading for p in one.passages))
    )
    assert [passage.texts for passage in one.passages] == [("Acme 0 rises",), ("Acme 1 rises",), ("Acme 2 rises",)]


@pytest.mark.parametrize(("differ", "asked"), [(0, False), (4, False), (8, False), (9, True)])
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
        (replace(YES, spans=None), replace(YES, spans=None, answer="reject"), None),  # their spans could not be read
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
    one = disagreement(match(Source("made up", "plain", twice(9, 9))))
    assert one is not None
    assert one.step is not None
    assert one.step.do == "Settle these 9 texts before training."


def test_one_text_that_was_answered_twice_asks_for_nothing() -> None:
    one = found(ANSWER, replace(ANSWER, spans=()))
    assert (one.effect, one.step) == (1, None)


def test_passes_about_different_labels_do_not_contradict_each_other() -> None:
    org = [replace(one, session="org-ada") for one in twice(20, 0)[:20]]
    per = [replace(one, spans=(Span(5, 6, "PER"),), session="per-ada") for one in org]
    joined = [*org, *per]
    tell_apart(joined)
    assert ask(*joined) is None
    again = [*joined, *(replace(one, spans=(), session="org-bo") for one in org[:4]), replace(org[9], session="org-bo")]
    tell_apart(again)
    one = found(*again)
    assert one.effect == 4 / 5
    assert one.passages[0].heading == "Contradictory answers: line 1 and line 41"
    assert "In all of them the answer of session org-bo holds the fewest spans." in one.answer


def test_an_answer_of_a_pass_without_a_label_is_compared_with_all_others() -> None:
    examples = [Example("Acme rises", ACME), Example("Acme rises", (Span(5, 10, "ACT"),)), Example("Acme rises", ())]
    tell_apart(examples)
    assert found(*examples).effect == 1
    assert ask(*examples[:2]) is None
