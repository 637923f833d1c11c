"""The generated stand-in for AG News: same texts everywhere, spans right by construction, hard by ambiguity."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from altutor.data.corpus import TOPICS, Corpus, Text
from altutor.data.newswire import load_newswire, source_texts
from altutor.data.newswire.card import card
from altutor.data.newswire.generate import digest
from altutor.data.newswire.stories import target_drafts

DOCS = Path(__file__).parents[2] / "docs" / "data" / "newswire.md"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_newswire()


@pytest.fixture(scope="module")
def everything(corpus: Corpus) -> tuple[Text, ...]:
    return corpus.pool + corpus.heldout


@pytest.fixture(scope="module")
def source() -> tuple[Text, ...]:
    return source_texts()


def strings(texts: tuple[Text, ...]) -> list[str]:
    return [text.text[start:end] for text in texts for start, end in text.spans]


def test_sizes_rows_and_source(corpus: Corpus, everything: tuple[Text, ...]) -> None:
    assert (len(corpus.pool), len(corpus.heldout)) == (3000, 600)
    assert [text.row for text in everything] == list(range(3600))
    assert corpus.source["source"] == "newswire (generated stand-in for AG News)"
    assert corpus.source["rows"] == 3600
    assert corpus.source["sha256"] == digest(everything)
    assert set(Counter(text.topic for text in everything)) == set(TOPICS)


def test_same_seed_same_texts_and_other_seed_others() -> None:
    assert load_newswire(50, 20, seed=3) == load_newswire(50, 20, seed=3)
    assert load_newswire(50, 20, seed=3).pool != load_newswire(50, 20, seed=4).pool


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    assert load_newswire(80, 20).pool[:50] == load_newswire(50, 20).pool


@pytest.mark.parametrize("hash_seed", ["1", "12345"])
def test_texts_do_not_depend_on_the_hash_seed(hash_seed: str) -> None:
    code = (
        "from altutor.data.newswire import *; from altutor.data.newswire.generate import digest;"
        "print(load_newswire(300, 60).source['sha256'], digest(source_texts(200)))"
    )
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    out = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert out.stdout.split() == [load_newswire(300, 60).source["sha256"], digest(source_texts(200))]


@pytest.mark.parametrize("domain", ["everything", "source"])
def test_spans_are_sorted_apart_and_on_token_borders(domain: str, request: pytest.FixtureRequest) -> None:
    import spacy

    nlp = spacy.blank("en")
    for text in request.getfixturevalue(domain):
        marks = sorted([(start, end, "ORG") for start, end in text.spans] + list(text.others))
        assert list(text.spans) == sorted(text.spans)
        assert list(text.others) == sorted(text.others)
        assert all(before[1] <= after[0] for before, after in pairwise(marks))
        doc = nlp.make_doc(text.text)
        for start, end, label in marks:
            assert doc.char_span(start, end) is not None, (text.text, text.text[start:end])
            assert label in {"ORG", "PER", "LOC", "MISC"}


def test_names_end_where_the_guidelines_say(everything: tuple[Text, ...]) -> None:
    for name in strings(everything):
        assert name == name.strip()
        assert not name.lower().startswith("the ")
        assert not name.endswith(("'s", "#39;s", ","))
    suffixed = [name for name in strings(everything) if name.endswith((" Corp.", " Inc.", " plc"))]
    assert len(suffixed) > 50


def test_defense_secretary_is_not_marked(everything: tuple[Text, ...]) -> None:
    holders = [text for text in everything if "Defense Secretary" in text.text]
    assert holders
    assert not any("Secretary" in name for name in strings(tuple(holders)))


def test_a_company_before_its_product_is_marked_alone() -> None:
    found = 0
    for draft in target_drafts(3600, 0):
        for first, second in pairwise(draft.mentions):
            found += (first.kind, second.kind) == ("company", "product") and second.start == first.end + 1
    assert found > 20


def test_texts_are_distinct_clean_and_shaped_like_news(everything: tuple[Text, ...]) -> None:
    assert len({text.text for text in everything}) == len(everything)
    for text in everything:
        assert not any(mark in text.text for mark in ("{", "}", "[", "]", "<", ">", "|", "  ", "..")), text.text
        assert text.text == text.text.strip()
    tokens = sum(len(text.text.split()) for text in everything) / len(everything)
    mentions = len(strings(everything)) / len(everything)
    without = sum(not text.spans for text in everything) / len(everything)
    assert 25 < tokens < 45
    assert 1.5 < mentions < 2.2
    assert 0.2 < without < 0.32


def test_names_are_many_and_often_unseen(corpus: Corpus, everything: tuple[Text, ...]) -> None:
    assert len(set(strings(everything))) >= 3000
    pool, heldout = set(strings(corpus.pool)), set(strings(corpus.heldout))
    assert len(heldout - pool) / len(heldout) > 0.35


def test_the_same_city_is_a_club_here_and_a_place_there(everything: tuple[Text, ...]) -> None:
    places = {text.text[start:end] for text in everything for start, end, label in text.others if label == "LOC"}
    assert len(places & set(strings(everything))) > 100


def test_the_source_domain_has_other_names_and_no_club_by_city(source: tuple[Text, ...]) -> None:
    from altutor.data.newswire.stories import source_drafts

    kinds = Counter(mention.kind for draft in source_drafts(len(source), 0) for mention in draft.mentions)
    assert kinds["club"] > 100
    assert "club by city" not in kinds
    assert {label for text in source for *_, label in text.others} == {"PER", "LOC", "MISC"}
    target = set(strings(load_newswire().heldout))
    assert len(target & set(strings(source))) / len(target) < 0.1


def test_the_source_domain_leaves_acronyms_unmarked(source: tuple[Text, ...]) -> None:
    with_acronym = [text for text in source if "names a new head" in text.text]
    assert with_acronym
    for text in with_acronym:
        assert not any(text.text[end:].startswith(" names a new head") for _, end in text.spans)


def test_the_data_card_has_the_numbers_that_the_generator_gives() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for table in card().split("\n\n"):
        assert table in page, "paste the output of: python -m altutor.data.newswire"


def test_the_command_prints_the_card() -> None:
    command = [sys.executable, "-m", "altutor.data.newswire"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == card()
