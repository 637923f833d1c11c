"""The untouched pipeline's view: the same as asking the pipeline itself, and what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from altutor.data.ag_news import load_ag_news
from altutor.data.newswire import load_newswire
from altutor.diagnose.material import Material, match
from altutor.diagnose.pipeline import base_view
from altutor.diagnose.pipeline.base import BANDS, BaseView, confidence, look, mentions
from altutor.diagnose.pipeline.base_view import Reader, Scored
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.words import Sides, sides
from altutor.errors import AltutorError
from altutor.figures import save
from altutor.ner.base import load_base
from altutor.ner.entities import predict
from altutor.ner.uncertainty import greedy_probability, text_uncertainty

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS = [text.text for text in load_newswire().pool[:60]]


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with random weights: it finds entities, for no good reason, and takes no time to make."""
    import spacy
    from spacy.util import fix_random_seed

    fix_random_seed(0)
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for label in ("ORG", "PER"):
        ner.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    rng = np.random.default_rng(0)
    for node in ner.model.walk():  # type: ignore[attr-defined]
        if node.has_param("W") and not node.get_param("W").any():  # the scores of the moves: all alike at first
            node.set_param("W", rng.normal(size=node.get_param("W").shape).astype("float32"))
    folder = tmp_path_factory.mktemp("pipelines") / "untrained"
    nlp.to_disk(folder)
    return folder


def material_of(texts: list[str], chosen: int, label: str = "ORG") -> Material:
    answers = [Example(text, (Span(0, 1, label),)) for text in texts[:chosen]]
    pool = Source("pool", "plain", [Example(text, None) for text in texts])
    return match(Source("chosen", "plain", answers), pool)


def both(texts: list[str] = TEXTS, chosen: int = 20, label: str = "ORG") -> tuple[Material, Sides]:
    material = material_of(texts, chosen, label)
    name, others = material.reference
    return material, sides([item.text for item in material.chosen], others, name)


def asked(nlp: Language, texts: list[str], label: str) -> tuple[list[float], list[list[tuple[int, int, str]]]]:
    """Confidence and entities by the functions that the experiments use."""
    docs = [nlp.make_doc(text) for text in texts]
    sure = [1 - text_uncertainty(found) for found in greedy_probability(nlp, docs, label=label)]
    ends = [
        [(doc[a:b].start_char, doc[a:b].end_char, name) for a, b, name in found]
        for doc, found in zip(docs, predict(nlp, docs), strict=True)
    ]
    return sure, ends


def test_the_view_is_what_the_pipeline_says(untrained: Path) -> None:
    material, table = both()
    view = look(untrained, material, table, np.random.default_rng(0))
    nlp = load_base(untrained)
    for scored, rows in ((view.chosen, table.chosen), (view.others, table.others)):
        assert scored.rows.tolist() == rows.tolist()
        sure, entities = asked(nlp, [table.texts[row] for row in rows], "ORG")
        assert scored.confidence == pytest.approx(sure)
        assert [[(s.start, s.end, s.label) for s in spans] for spans in scored.entities] == entities
        assert scored.mentions.tolist() == [sum(name == "ORG" for *_, name in found) for found in entities]
    assert set(view.chosen.by_label()) == {"ORG", "PER"}  # or this test could not fail
    assert 0 < view.chosen.mentions.sum() < view.chosen.by_label().total()
    assert view.labels == ("ORG", "PER")


def test_a_label_that_the_base_does_not_know_counts_every_entity(untrained: Path) -> None:
    material, table = both(label="BRAND")
    view = look(untrained, material, table, np.random.default_rng(0))
    assert view.label is None
    assert view.spans == "entities"
    assert view.chosen.mentions.tolist() == [len(spans) for spans in view.chosen.entities]
    nlp = load_base(untrained)
    docs = [nlp.make_doc(table.texts[row]) for row in table.chosen]
    parts = [greedy_probability(nlp, docs, label=label) for label in ("ORG", "PER")]
    sure = [1 - text_uncertainty(org | per) for org, per in zip(*parts, strict=True)]
    assert view.chosen.confidence == pytest.approx(sure)


def test_at_most_the_cap_of_each_side_is_read_and_more_reads_only_what_is_new(
    untrained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base_view, "CAP", 7)
    monkeypatch.setattr(base_view, "CHUNK", 4)
    read: list[int] = []
    see = Reader._see
    monkeypatch.setattr(Reader, "_see", lambda self, rows: (read.extend(rows), see(self, rows))[1])
    material, table = both()
    shares: list[float] = []
    view = look(untrained, material, table, np.random.default_rng(0), shares.append)
    assert len(view.chosen.rows) == len(view.others.rows) == 7
    assert set(view.chosen.rows) <= set(table.chosen)
    assert set(view.others.rows) <= set(table.others)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert sorted(read) == sorted([*view.chosen.rows, *view.others.rows])
    before = len(read)
    again = view.more([int(view.chosen.rows[3]), 59, 58, 59])
    assert set(read[before:]) <= {58, 59}
    assert again.rows.tolist() == [view.chosen.rows[3], 59, 58, 59]
    assert again.confidence[0] == view.chosen.confidence[3]
    assert again.confidence[1] == again.confidence[3]


def test_the_same_seed_gives_the_same_view(untrained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_view, "CAP", 7)
    material, table = both()
    one, two, other = (look(untrained, material, table, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert one.others.rows.tolist() == two.others.rows.tolist() != other.others.rows.tolist()
    assert one.others.confidence.tolist() == two.others.confidence.tolist()


def test_a_text_too_long_for_spacy_is_read_from_its_beginning(untrained: Path) -> None:
    nlp = load_base(untrained)
    nlp.max_length = 50
    reader = Reader(nlp, "ORG", ["Acme sued Borealis in Oslo . " * 10])
    (spans,) = reader.read([0]).entities
    assert spans
    assert max(span.end for span in spans) <= 50


def test_no_rows_give_an_empty_view(untrained: Path) -> None:
    scored = Reader(load_base(untrained), "ORG", TEXTS).read([])
    assert (len(scored.rows), len(scored.confidence), scored.entities) == (0, 0, ())


def test_a_pipeline_that_is_not_there_is_one_sentence() -> None:
    material, table = both()
    with pytest.raises(AltutorError, match="not installed"):
        look("nowhere_at_all", material, table, np.random.default_rng(0))


def made_up(chosen: list[float], others: list[float], labelled: tuple[str, int] = ("", 0)) -> BaseView:
    """A view with this confidence; a text has a span unless it is sure."""

    def scored(values: list[float], start: int) -> Scored:
        return Scored(
            np.arange(start, start + len(values)),
            np.array(values),
            np.array([int(value < 1) + (value < 0.3) for value in values]),
            ((),) * len(values),
        )

    texts = [f"text {i}" for i in range(len(chosen) + len(others))]
    table = sides(texts[: len(chosen)], texts[len(chosen) :], "other texts of the pool")
    reader = Reader(None, "ORG", texts)  # type: ignore[arg-type]
    return BaseView("toy", "ORG", ("ORG",), table, labelled, scored(chosen, 0), scored(others, len(chosen)), reader)


def test_confidence_is_the_difference_of_the_means() -> None:
    chosen, others = [0.1, 0.2, 0.15, 0.3, 0.05] * 4, [1.0, 0.8, 0.9, 0.2, 1.0] * 8
    found = confidence(made_up(chosen, others, ("held-out texts", 90)), np.random.default_rng(0))
    assert found is not None
    welch = stats.ttest_ind(chosen, others, equal_var=False).confidence_interval()
    assert found.effect == pytest.approx(np.mean(chosen) - np.mean(others))
    assert (found.low, found.high) == pytest.approx((welch.low, welch.high))
    assert found.p_value == pytest.approx(0.001)  # twice 1 / 2,000: two-sided
    assert found.step is not None
    assert (found.step.level, found.step.weight) == ("look", pytest.approx(-found.effect))
    assert "90 held-out texts" in found.step.do
    assert "less sure" in found.answer
    assert "greedy" in found.method


def test_bands_of_confidence_hold_every_text_once() -> None:
    ends = [low for low, _ in BANDS]
    view = made_up([*ends, 0.999, 1.0], [1.0, 1.0, 0.5])
    found = confidence(view, np.random.default_rng(0))
    assert found is not None
    assert found.trace is not None
    columns = found.trace.columns
    hits = {
        name: [h for h, s in zip(columns["hits"], columns["series"], strict=True) if s == name]
        for name in ("chosen texts", "other texts of the pool")
    }
    assert hits == {"chosen texts": [1, 1, 1, 1, 2, 1], "other texts of the pool": [0, 0, 1, 0, 0, 2]}


def test_mentions_are_counted_and_compared() -> None:
    view = made_up([0.1] * 12 + [0.5] * 3, [1.0] * 20 + [0.5] * 10)
    found = mentions(view, np.random.default_rng(0))
    assert found is not None
    assert found.effect == pytest.approx(27 / 15 - 10 / 30)
    assert found.step is not None
    assert found.step.weight == pytest.approx(stats.ks_2samp(view.chosen.mentions, view.others.mentions).statistic)
    assert "Label 300 random texts" in found.step.do
    assert "more of them" in found.answer


def test_equal_sides_ask_for_nothing() -> None:
    view = made_up([0.1, 0.5, 1.0] * 5, [0.1, 0.5, 1.0] * 10)
    for test in (confidence, mentions):
        found = test(view, np.random.default_rng(0))
        assert found is not None
        assert (found.p_value, found.step) == (1.0, None)
        assert "no preference" in found.answer


def test_one_text_on_a_side_is_no_comparison() -> None:
    view = made_up([0.1], [0.1, 0.5, 1.0])
    assert confidence(view, np.random.default_rng(0)) is None
    assert mentions(view, np.random.default_rng(0)) is None


def test_pictures_are_drawn(tmp_path: Path) -> None:
    view = made_up([0.1, 0.5] * 5, [0.1, 0.5, 1.0] * 10)
    for test in (confidence, mentions):
        found = test(view, np.random.default_rng(0))
        assert found is not None
        assert found.trace is not None
        assert save(found.trace, tmp_path)[0].stat().st_size > 3000


def test_texts_that_the_base_is_unsure_of_are_seen_and_random_ones_are_not(shared: Path) -> None:
    folder = shared / "models" / "en_news_base"
    texts = [text.text for text in load_ag_news(str(shared / "ag_news")).pool[:120]]
    sure, _ = asked(load_base(folder), texts, "ORG")
    for order, preferred in (
        (np.argsort(sure, kind="stable"), True),
        (np.random.default_rng(1).permutation(120), False),
    ):
        material, table = both([texts[i] for i in order], 30)
        rng = np.random.default_rng(0)
        view = look(folder, material, table, rng)
        for test in (confidence, mentions):
            found = test(view, rng)
            assert found is not None
            assert found.p_value is not None
            assert (found.p_value < 0.01) == preferred
