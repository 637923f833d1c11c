"""Spans and labels of the chosen texts beside those of labelled texts that nobody chose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from altutor.diagnose.answers.columns import by_number, share_columns
from altutor.diagnose.answers.labels import complete_spans, density, judge_on, marginals, marked
from altutor.diagnose.material import Item, Material, match
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.reading.passes import tell_apart
from altutor.diagnose.shown import phrases
from altutor.figures import save


def source(*examples: Example) -> Source:
    return Source("made up", "plain", list(examples))


def text(name: object, n_org: int = 0, n_per: int = 0, **more: Any) -> Example:
    spans = [Span(2 * i, 2 * i + 1, "ORG") for i in range(n_org)]
    spans += [Span(100 + 2 * i, 101 + 2 * i, "PER") for i in range(n_per)]
    return Example(f"text {name} " + "x " * 60, tuple(spans), **more)


def spans_material(chosen: list[int], held: list[int]) -> Material:
    return match(
        source(*(text(f"c{i}", n) for i, n in enumerate(chosen))),
        heldout=source(*(text(f"h{i}", n) for i, n in enumerate(held))),
        label="ORG",
    )


def topics(chosen: list[str], held: list[str], **more: Any) -> Material:
    return match(
        source(*(Example(f"c{i}", None, labels=(name,), **more) for i, name in enumerate(chosen))),
        heldout=source(*(Example(f"h{i}", None, labels=(name,)) for i, name in enumerate(held))),
    )


def test_density_is_the_difference_of_the_means_with_welchs_interval_and_a_permutation_p_value() -> None:
    chosen, held = [3, 4, 2, 5, 3, 4, 1, 6, 3, 3, 4, 2], [1, 0, 2, 1, 3, 0, 1, 2, 1, 0, 2, 4, 1]
    found = density(spans_material(chosen, held), np.random.default_rng(0))
    assert found is not None
    welch = stats.ttest_ind(chosen, held, equal_var=False).confidence_interval()
    assert found.effect == pytest.approx(np.mean(chosen) - np.mean(held))
    assert (found.low, found.high) == pytest.approx((welch.low, welch.high))
    assert found.sizes == {"chosen texts": 12, "held-out texts": 13}
    assert found.p_value is not None
    assert 0.001 <= found.p_value < 0.005
    assert found.step is not None
    assert found.step.level == "look"
    assert "3.33" in found.answer
    assert "more of them" in found.answer


def test_density_of_equal_samples_finds_nothing_and_asks_for_nothing() -> None:
    found = density(spans_material([0, 1, 2, 3] * 5, [0, 1, 2, 3] * 10), np.random.default_rng(0))
    assert found is not None
    assert (found.effect, found.p_value, found.step) == (0.0, 1.0, None)
    assert "no preference" in found.answer


def test_density_counts_only_accepted_answers_that_mark_a_text_completely() -> None:
    kept = text("a", 2)
    others = [
        text("b", 9, complete=False),
        text("c", 9, binary=True, complete=False),
        text("d", 9, answer="reject"),
        text("e", 9, answer="ignore"),
        Example("f", None, labels=("Sports",)),
    ]
    items = match(source(kept, *others)).chosen
    assert marked(items, "ORG").tolist() == [2.0]
    assert marked(items, "PER").tolist() == [0.0]


def test_of_several_answers_about_a_text_the_last_one_counts() -> None:
    (item,) = match(source(text("a", 2), text("a", 3, 1), text("a", 9, complete=False))).chosen
    assert len(complete_spans(item)) == 2
    assert marked([item], "ORG").tolist() == [3.0]
    assert marked([item], "PER").tolist() == [1.0]


def passes(name: str, org: tuple[Span, ...], per: tuple[Span, ...], n: int = 20) -> Source:
    """A file in which each text was answered twice: first with its ORG spans, then with its PER spans."""
    examples = [Example(f"{name} {i}", spans) for spans in (org, per) for i in range(n)]
    tell_apart(examples)
    return Source("made up", "plain", examples)


def test_passes_about_different_labels_are_read_apart() -> None:
    org, per = Span(0, 1, "ORG"), Span(2, 3, "PER")
    material = match(passes("c", (org,), (per, Span(4, 5, "PER"))), heldout=passes("h", (org,), (per,)), label="ORG")
    found = density(material, np.random.default_rng(0))
    assert found is not None
    assert "hold 1.00 ORG spans each" in found.answer
    shares = marginals(material, np.random.default_rng(0))
    assert shares is not None
    assert shares.trace is not None
    assert shares.trace.columns["label"] == ["ORG", "ORG", "PER", "PER"]
    assert shares.trace.columns["hits"] == [20] * 4
    assert shares.trace.columns["of"] == [20] * 4


def test_passes_about_different_labels_of_the_whole_text_are_read_apart() -> None:
    examples = [Example(f"c{i}", None, labels=("sport", "law")[i % 2 : i % 2 + 1]) for i in range(20)]
    examples += [Example(f"c{i}", None, labels=("glad",)) for i in range(20)]
    tell_apart(examples)
    held = source(*(Example(f"h{i}", None, labels=("sport", "glad")) for i in range(20)))
    found = marginals(match(source(*examples), heldout=held), np.random.default_rng(0))
    assert found is not None
    assert found.trace is not None
    known = dict(zip(found.trace.columns["label"][::2], found.trace.columns["hits"][::2], strict=True))
    assert known == {"sport": 10, "law": 10, "glad": 20}


@pytest.mark.parametrize(
    "material",
    [
        spans_material([1] * 9, [1] * 50),
        spans_material([1] * 50, [1] * 9),
        match(source(*(text(i, 1) for i in range(20))), pool=source(*(Example(str(i), None) for i in range(20)))),
        topics(["a"] * 20, ["b"] * 20),
    ],
    ids=["few chosen", "few labelled", "no labelled", "no spans"],
)
def test_density_needs_a_label_and_ten_texts_a_side(material: Material) -> None:
    assert density(material, np.random.default_rng(0)) is None


def test_marginals_are_fishers_exact_tests_adjusted_for_the_number_of_labels() -> None:
    chosen, held = ["a"] * 20 + ["b"] * 15 + ["c"] * 5, ["a"] * 10 + ["b"] * 18 + ["c"] * 22
    found = marginals(topics(chosen, held), np.random.default_rng(0))
    assert found is not None
    p_values = {
        name: stats.fisher_exact(
            [[chosen.count(name), 40 - chosen.count(name)], [held.count(name), 50 - held.count(name)]]
        ).pvalue
        for name in "abc"
    }
    least = min(p_values, key=lambda name: p_values[name])
    assert least == "c"
    assert found.p_value == pytest.approx(3 * p_values["c"])
    assert found.effect == pytest.approx(5 / 40 - 22 / 50)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.effect < found.high < 0
    assert found.trace is not None
    assert found.trace.columns["label"][:2] == ["c", "c"]
    assert found.trace.columns["hits"][:2] == [5, 22]
    assert found.step is not None
    assert found.step.weight == pytest.approx(0.315)


def test_a_yes_or_no_tells_of_its_own_label_alone() -> None:
    chosen = [Example(f"c{i}", None, labels=("a",), binary=True, answer="accept") for i in range(8)]
    chosen += [Example(f"c{i}", None, labels=("a",), binary=True, answer="reject") for i in range(8, 20)]
    chosen += [Example(f"c{i}", None, labels=("b",), binary=True, answer="accept") for i in range(20, 25)]
    held = [Example(f"h{i}", None, labels=("a" if i % 2 else "b",)) for i in range(30)]
    found = marginals(match(source(*chosen), heldout=source(*held)), np.random.default_rng(0))
    assert found is not None
    assert found.trace is not None
    # "b" is known of five chosen texts only: too few.
    assert set(found.trace.columns["label"]) == {"a"}
    assert found.trace.columns["of"] == [20, 30]
    assert found.trace.columns["hits"] == [8, 15]


def test_labels_of_spans_are_compared_where_there_are_two() -> None:
    def material(n_per: int) -> Material:
        chosen = [text(f"c{i}", 1, n_per) for i in range(15)]
        return match(source(*chosen), heldout=source(*(text(f"h{i}", 1) for i in range(15))))

    assert marginals(material(0), np.random.default_rng(0)) is None
    found = marginals(material(2), np.random.default_rng(0))
    assert found is not None
    assert found.effect == 1.0
    assert phrases.effect(found) == "1.000 difference of shares (label PER)"
    assert phrases.effect(replace(found, effect=-0.2)) == "-0.200 difference of shares (label PER)"


def test_a_label_of_texts_and_of_spans_is_named_apart() -> None:
    both = [text(f"c{i}", 1, 1, labels=("ORG",)) for i in range(15)]
    held = [text(f"h{i}", 1, 1, labels=("ORG",)) for i in range(15)]
    found = marginals(match(source(*both), heldout=source(*held)), np.random.default_rng(0))
    assert found is not None
    assert found.trace is not None
    assert set(found.trace.columns["label"]) == {"ORG", "ORG (spans)", "PER (spans)"}
    assert found.p_value == 1.0


def test_what_to_do_depends_on_whether_there_are_labels_that_nobody_chose() -> None:
    with_labels, without = judge_on("random texts", 120, 0.5, "What."), judge_on("", 0, 0.5, "What.")
    assert with_labels is not None
    assert without is not None
    assert "120 random texts" in with_labels.do
    assert without.do.startswith("Label 300 random texts")
    assert judge_on("random texts", 120, 0.09, "What.") is None


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_numbers_of_spans_are_shares_that_sum_to_one(counts: list[int]) -> None:
    columns = by_number({"chosen texts": np.array(counts)}, "spans")
    assert sum(columns["estimate"]) == pytest.approx(1)
    assert sum(columns["hits"]) == len(counts)
    assert columns["hits"][-1] == sum(count > 5 for count in counts)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_of_shares_are_wilsons(given_share: tuple[int, int]) -> None:
    hits, n = given_share
    columns = share_columns([("a", "s", hits, n)])
    z = stats.norm.ppf(0.975)
    centre = (hits + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(hits * (n - hits) / n + z**2 / 4)
    assert columns["low"][0] == pytest.approx(max(0, centre - half), abs=1e-9)
    assert columns["high"][0] == pytest.approx(min(1, centre + half), abs=1e-9)


def test_a_long_label_leaves_room_for_the_dots(tmp_path: Path) -> None:
    found = marginals(topics(["a" * 200] * 20, ["b" * 200] * 20), np.random.default_rng(0))
    assert found is not None
    assert found.trace is not None
    assert max(map(len, found.trace.columns["label"])) == 40
    assert save(found.trace, tmp_path)[0].stat().st_size > 5000


def test_the_same_seed_gives_the_same_finding() -> None:
    material = spans_material([3, 4, 2, 5, 3] * 4, [1, 0, 2, 1, 3] * 6)
    one, two = (density(material, np.random.default_rng(7)) for _ in range(2))
    assert one == two


def test_an_item_without_answers_has_no_complete_spans() -> None:
    assert complete_spans(Item("text", (Example("text", None, complete=False),))) == []
