"""Which labels an answer was asked about, where a file holds several passes over the same texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotation_files import jsonl, span, task

from altutor.diagnose.reading import Example, Span, read
from altutor.diagnose.reading.passes import tell_apart

ORG, PER = Span(0, 4, "ORG"), Span(10, 13, "PER")
BOTH = (ORG, PER)


def answers(*spans: tuple[Span, ...], session: str = "", first: int = 0) -> list[Example]:
    """One answer a text."""
    return [Example(f"text {first + i}", given, session=session) for i, given in enumerate(spans)]


def asked(*examples: Example) -> list[str | None]:
    told = list(examples)
    tell_apart(told)
    return [example.asked and " ".join(sorted(example.asked)) for example in told]


@pytest.mark.parametrize("sessions", [("", ""), ("ada", "ada"), ("org-ada", "per-bo")])
def test_passes_that_share_no_label_were_asked_about_their_own(sessions: tuple[str, str]) -> None:
    first = answers((ORG,), (), (ORG,), session=sessions[0])
    second = answers((PER,), (PER,), (), session=sessions[1])
    assert asked(*first, *second) == ["ORG"] * 3 + ["PER"] * 3


def test_an_answer_that_was_sent_back_belongs_to_its_pass() -> None:
    first = [*answers((ORG,), (ORG,)), Example("text 2", None, answer="reject", complete=False)]
    assert asked(*first, *answers((PER,), (PER,), (PER,))) == ["ORG"] * 3 + ["PER"] * 3


def test_a_pass_over_several_days_or_by_several_people_is_one() -> None:
    first = [*answers((ORG,), session="org-1"), *answers((ORG,), session="org-2", first=1)]
    second = [*answers((PER,), session="per-1"), *answers((PER,), session="per-2", first=1)]
    assert asked(*first, *second) == ["ORG", "ORG", "PER", "PER"]


@pytest.mark.parametrize(
    "examples",
    [
        answers((ORG,), (PER,)),
        [*answers((ORG,), session="ada"), *answers((PER,), session="bo", first=1)],  # other texts
        [*answers((ORG,), BOTH, session="ada"), *answers((PER,), BOTH, session="bo")],
        [*answers((ORG,), (ORG,), session="ada"), *answers((), (), session="bo")],
        [Example("text 0", (span_,), binary=True, complete=False) for span_ in BOTH],
        [Example("text 0", None, complete=False)],
    ],
    ids=["one pass", "divided", "shared labels", "none marked", "yes or no", "no answers"],
)
def test_otherwise_answers_are_about_all_labels(examples: list[Example]) -> None:
    assert set(asked(*examples)) == {None}


def test_an_answer_of_a_pass_without_a_label_is_about_all() -> None:
    examples = [*answers((ORG,)), *answers((PER,)), *answers(())]
    assert asked(*examples) == ["ORG", "PER", None]


def test_labels_of_texts_tell_passes_apart_as_well() -> None:
    topics = [Example(f"text {i}", None, labels=(name,), complete=False) for i, name in enumerate(("sport", "law"))]
    moods = [Example(f"text {i}", None, labels=("glad",), complete=False) for i in range(2)]
    assert asked(*topics, *moods) == ["law sport", "law sport", "glad", "glad"]


def test_passes_of_prodigy_are_no_duplicates(tmp_path: Path) -> None:
    texts = [f"Acme hired Ada in {year}." for year in range(1990, 1995)]
    marks = {"ORG": span(0, 4), "PER": span(11, 14, "PER")}
    tasks = [
        task(text, number, spans=[mark], answer="accept", _view_id="ner_manual", _session_id="ada")
        for mark in marks.values()
        for number, text in enumerate(texts)
    ]
    source = read(jsonl(tmp_path / "a.jsonl", *tasks))
    assert [set(example.asked or ()) for example in source.examples] == [{"ORG"}] * 5 + [{"PER"}] * 5
    assert source.counts["duplicates"] == 0
    again = read(jsonl(tmp_path / "b.jsonl", *tasks, *tasks[:2]))
    assert again.counts["duplicates"] == 2
