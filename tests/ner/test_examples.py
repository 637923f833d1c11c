"""What a pipeline is told of every token: three meanings of unlabelled tokens, with and without rehearsal."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.ner.annotator import Answer
from altutor.ner.base import REJECTED
from altutor.ner.examples import make_example

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.training import Example

PREDICTED = [(0, 1, "PER"), (2, 4, "ORG"), (5, 7, "LOC")]
ALL_KNOWN = ["unknown", "outside", "base"]


@pytest.fixture
def doc(shared_base: Any) -> Doc:
    doc: Doc = shared_base.make_doc("a b c d e f g h")
    return doc


def told(example: Example) -> str:
    """Return the tokens of the reference: ``?`` unknown, ``-`` no entity, ``B-`` and ``I-`` with their label."""
    codes = {0: "?", 1: "I-", 2: "-", 3: "B-"}
    return " ".join(codes[token.ent_iob] + token.ent_type_ for token in example.reference)


def rejected(example: Example) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label_) for span in example.reference.spans[REJECTED]]


@pytest.mark.parametrize("unlabelled", ALL_KNOWN)
def test_a_complete_answer_says_all_of_every_token_whatever_unlabelled_means(doc: Doc, unlabelled: Any) -> None:
    answer = Answer(accepted=((1, 3), (7, 8)), complete=True)
    example = make_example(doc, answer, unlabelled=unlabelled, predicted=PREDICTED)
    assert told(example) == "- B-ORG I-ORG - - - - B-ORG"
    assert rejected(example) == []


@pytest.mark.parametrize("unlabelled", ALL_KNOWN)
def test_rehearsal_merges_the_other_labels_into_a_complete_answer(doc: Doc, unlabelled: Any) -> None:
    answer = Answer(accepted=((7, 8),), complete=True)
    example = make_example(doc, answer, unlabelled=unlabelled, rehearse=True, predicted=PREDICTED)
    assert told(example) == "B-PER - - - - B-LOC I-LOC B-ORG"


def test_a_marked_span_wins_over_another_label_that_the_base_finds_there(doc: Doc) -> None:
    answer = Answer(accepted=((6, 8),), complete=True)
    example = make_example(doc, answer, rehearse=True, predicted=PREDICTED)
    assert told(example) == "B-PER - - - - - B-ORG I-ORG"


@pytest.mark.parametrize("rehearse", [False, True])
def test_tokens_of_a_mention_off_token_borders_stay_unknown(doc: Doc, rehearse: bool) -> None:
    answer = Answer(accepted=((2, 3),), complete=True, unclear=((6, 8),))
    example = make_example(doc, answer, rehearse=rehearse, predicted=PREDICTED)
    assert told(example) == ("B-PER" if rehearse else "-") + " - B-ORG - - - ? ?"


def test_two_mentions_off_token_borders_may_touch_the_same_token(doc: Doc) -> None:
    # AG News has such texts: "(Dow Jones)--China Mobile" makes one token of "Jones)--China".
    answer = Answer(complete=True, unclear=((2, 4), (3, 6), (3, 4)))
    assert told(make_example(doc, answer)) == "- - ? ? ? ? - -"


@pytest.mark.parametrize(
    ("unlabelled", "rehearse", "expected"),
    [
        ("unknown", False, "? B-ORG I-ORG ? ? ? ? ?"),
        ("unknown", True, "B-PER B-ORG I-ORG ? ? B-LOC I-LOC ?"),
        ("outside", False, "- B-ORG I-ORG - - - - -"),
        ("outside", True, "B-PER B-ORG I-ORG - - B-LOC I-LOC -"),
        ("base", False, "B-PER B-ORG I-ORG ? - B-LOC I-LOC -"),
        ("base", True, "B-PER B-ORG I-ORG ? - B-LOC I-LOC -"),
    ],
)
def test_an_accepted_span_is_told_and_replaces_what_the_base_finds_there(
    doc: Doc, unlabelled: Any, rehearse: bool, expected: str
) -> None:
    answer = Answer(accepted=((1, 3),))  # shares a token with the base's ORG
    example = make_example(doc, answer, unlabelled=unlabelled, rehearse=rehearse, predicted=PREDICTED)
    assert told(example) == expected
    assert rejected(example) == []


@pytest.mark.parametrize(
    ("unlabelled", "rehearse", "expected"),
    [
        ("unknown", False, "? ? ? ? ? ? ? ?"),
        ("unknown", True, "B-PER ? ? ? ? B-LOC I-LOC ?"),
        ("outside", False, "- - - - - - - -"),
        ("outside", True, "B-PER - - - - B-LOC I-LOC -"),
        ("base", False, "B-PER - ? ? - B-LOC I-LOC -"),
        ("base", True, "B-PER - ? ? - B-LOC I-LOC -"),
    ],
)
def test_a_rejected_span_is_no_org_and_nothing_more_is_said_of_its_tokens_than_unlabelled_means(
    doc: Doc, unlabelled: Any, rehearse: bool, expected: str
) -> None:
    answer = Answer(rejected=((2, 4),))  # exactly the base's ORG
    example = make_example(doc, answer, unlabelled=unlabelled, rehearse=rehearse, predicted=PREDICTED)
    assert told(example) == expected
    assert rejected(example) == [(2, 4, "ORG")]


def test_a_rejected_span_does_not_contradict_another_label_there(doc: Doc) -> None:
    example = make_example(doc, Answer(rejected=((5, 8),)), unlabelled="base", predicted=PREDICTED)
    assert told(example) == "B-PER - B-ORG I-ORG - B-LOC I-LOC ?"
    assert rejected(example) == [(5, 8, "ORG")]


def test_a_rejected_span_removes_an_org_of_the_base_that_shares_a_token(doc: Doc) -> None:
    example = make_example(doc, Answer(rejected=((3, 5),)), unlabelled="base", predicted=PREDICTED)
    words = told(example).split()
    assert "B-ORG" not in words
    assert words[2:5] == ["?", "?", "?"]  # the rejection may mean wrong borders


def test_answers_far_from_what_the_base_finds_leave_it_as_it_is(doc: Doc) -> None:
    example = make_example(doc, Answer(accepted=((7, 8),)), unlabelled="base", predicted=PREDICTED)
    assert told(example) == "B-PER - B-ORG I-ORG - B-LOC I-LOC B-ORG"


def test_another_label_can_be_asked_for(doc: Doc) -> None:
    answer = Answer(accepted=((0, 2),))
    example = make_example(doc, answer, unlabelled="base", predicted=PREDICTED, label="LOC")
    assert told(example) == "B-LOC I-LOC B-ORG I-ORG - B-LOC I-LOC -"
    example = make_example(doc, Answer(rejected=((2, 4),)), unlabelled="base", predicted=PREDICTED, label="LOC")
    assert rejected(example) == [(2, 4, "LOC")]
    assert told(example) == "B-PER - B-ORG I-ORG - B-LOC I-LOC -"


@pytest.mark.parametrize(("unlabelled", "rehearse"), list(product(ALL_KNOWN, (False, True))))
def test_the_document_is_not_changed_and_the_example_starts_from_an_unannotated_one(
    doc: Doc, unlabelled: Any, rehearse: bool
) -> None:
    answer = Answer(accepted=((1, 3),), rejected=((4, 5),))
    example = make_example(doc, answer, unlabelled=unlabelled, rehearse=rehearse, predicted=PREDICTED)
    for text in (doc, example.predicted):
        assert all(token.ent_iob == 0 for token in text)
        assert REJECTED not in text.spans
    assert example.reference is not doc
    assert example.predicted is not doc
    assert example.reference.text == doc.text


SPAN = st.tuples(st.integers(0, 7), st.integers(1, 4)).map(lambda s: (s[0], min(s[0] + s[1], 8)))


@given(
    spans=st.lists(SPAN, max_size=6),
    yes=st.booleans(),
    unlabelled=st.sampled_from(ALL_KNOWN),
    rehearse=st.booleans(),
)
def test_every_answer_to_a_suggestion_can_be_told_whatever_the_base_finds(
    spans: list[tuple[int, int]], yes: bool, unlabelled: Any, rehearse: bool
) -> None:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    suggestion, *others = spans or [(0, 2)]
    predicted: list[tuple[int, int, str]] = []
    for start, end in sorted(others):
        if not predicted or start >= predicted[-1][1]:
            predicted.append((start, end, ("ORG", "PER", "LOC")[start % 3]))
    doc = Doc(Vocab(), words=list("abcdefgh"))
    answer = Answer(accepted=(suggestion,)) if yes else Answer(rejected=(suggestion,))
    example = make_example(doc, answer, unlabelled=unlabelled, rehearse=rehearse, predicted=predicted)
    entities = {(ent.start, ent.end, ent.label_) for ent in example.reference.ents}
    assert ((*suggestion, "ORG") in entities) == yes
    allowed = set(predicted) if unlabelled == "base" else {e for e in predicted if rehearse and e[2] != "ORG"}
    assert entities - {(*suggestion, "ORG")} <= allowed
