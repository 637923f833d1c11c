"""Labels that the base finds and nobody annotated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.diagnose.answers.forgetting import forgetting, ratio
from altutor.diagnose.material import Material, match
from altutor.diagnose.pipeline.base_view import BaseView, Reader, Scored
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.words import sides
from altutor.figures import save


def annotated(label: str = "ORG", n: int = 20) -> Material:
    return match(Source("made up", "plain", [Example(f"Acme {i} sued", (Span(0, 4, label),)) for i in range(n)]))


def view_of(material: Material, *labels: str) -> BaseView:
    """A view in which the base finds one span of each label in every chosen text."""
    table = sides([item.text for item in material.chosen], ["other text"], "other texts of the pool")
    spans = tuple(Span(i, i + 1, label) for i, label in enumerate(labels))
    n = len(table.chosen)
    scored = Scored(table.chosen, np.ones(n), np.full(n, labels.count("ORG")), (spans,) * n)
    reader = Reader(None, "ORG", table.texts)  # type: ignore[arg-type]
    return BaseView("toy", "ORG", ("LOC", "ORG", "PER"), table, ("", 0), scored, scored, reader)


def test_labels_that_nobody_annotated_are_at_risk() -> None:
    material = annotated()
    found = forgetting(material, view_of(material, "ORG", "PER", "PER", "LOC"))
    assert found is not None
    assert found.effect == 0.75
    assert (found.low, found.high) == (None, None)  # every text has the same share
    assert found.step is not None
    assert found.step.level == "look"
    assert "PER, LOC" in found.step.do
    assert "20 texts" in found.step.do
    assert found.trace is not None
    assert found.trace.columns["label"] == ["PER, annotated by nobody", "ORG, annotated", "LOC, annotated by nobody"]
    assert found.trace.columns["hits"] == [40, 20, 20]


def test_nothing_is_at_risk_where_every_label_was_annotated() -> None:
    material = annotated()
    found = forgetting(material, view_of(material, "ORG"))
    assert found is not None
    assert (found.effect, found.step) == (0.0, None)


def test_a_label_that_is_hardly_ever_found_is_not_at_risk() -> None:
    few, enough = annotated(n=4), annotated(n=5)
    spared, lost = (forgetting(material, view_of(material, "ORG", "PER")) for material in (few, enough))
    assert spared is not None
    assert lost is not None
    assert spared.step is None
    assert lost.step is not None


def test_labels_are_compared_by_name() -> None:
    material = annotated("COMPANY")
    found = forgetting(material, view_of(material, "ORG"))
    assert found is not None
    assert found.effect == 1.0


def test_a_rejected_suggestion_is_an_annotation_of_its_label() -> None:
    answers = [
        Example(f"Acme {i}", (Span(0, 4, "ORG"),), answer="reject", binary=True, complete=False) for i in range(9)
    ]
    material = match(Source("made up", "plain", answers))
    found = forgetting(material, view_of(material, "ORG"))
    assert found is not None
    assert found.step is None


def test_without_spans_or_entities_there_is_no_finding() -> None:
    topics = match(Source("made up", "plain", [Example("a text", None, labels=("Sports",))]))
    assert forgetting(topics, view_of(topics, "ORG")) is None
    material = annotated()
    assert forgetting(material, view_of(material)) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30))
def test_the_interval_holds_the_ratio_and_stays_within_its_range(texts: list[tuple[int, int]]) -> None:
    parts = [a for a, _ in texts]
    wholes = [a + b for a, b in texts]
    if not sum(wholes):
        return
    share, low, high = ratio(parts, wholes)
    assert share == pytest.approx(sum(parts) / sum(wholes))
    if low is None or high is None:
        assert parts == pytest.approx([share * whole for whole in wholes])
        return
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


def test_the_interval_is_as_wide_as_a_bootstrap_over_texts() -> None:
    rng = np.random.default_rng(3)
    wholes = rng.poisson(3, 400)
    parts = rng.binomial(wholes, rng.beta(2, 2, 400))  # entities of a text go together
    rows = rng.integers(0, 400, (4000, 400))
    drawn = parts[rows].sum(axis=1) / wholes[rows].sum(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert ratio(parts.tolist(), wholes.tolist())[1:] == pytest.approx((low, high), abs=0.004)


@pytest.mark.parametrize(
    ("parts", "wholes", "share"), [([1], [2], 0.5), ([0, 0, 0], [1, 5, 2], 0), ([1, 5, 2], [1, 5, 2], 1)]
)
def test_texts_of_one_share_tell_nothing_of_others(parts: list[int], wholes: list[int], share: float) -> None:
    assert ratio(parts, wholes) == (share, None, None)


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    material = annotated()
    found = forgetting(material, view_of(material, "ORG", "PER"))
    assert found is not None
    assert found.trace is not None
    assert save(found.trace, tmp_path)[0].stat().st_size > 3000
