from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from annotated import material, spans
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from altutor.diagnose.finding import Finding, Unknown
from altutor.diagnose.reading import Example
from altutor.diagnose.scores.gap import gap
from altutor.diagnose.scores.settle import detectable, labels_needed, settle


def topics(rng: np.random.Generator, n: int) -> list[Example]:
    """Texts whose label is told from their words four times of five."""
    made = []
    for _ in range(n):
        topic = str(rng.choice(["Law", "Trade"]))
        said = topic if rng.random() < 0.8 else {"Law": "Trade", "Trade": "Law"}[topic]
        made.append(Example(f"{topic.lower()} news number {rng.integers(10**6)}", None, (said,)))
    return made


def test_so_many_labels_have_the_power() -> None:
    """Simulated: a test of two means finds the gap in 80% of the cases."""
    n = labels_needed(0.1, 0.4, 1000)
    assert n is not None
    rng = np.random.default_rng(0)
    dev, others = rng.normal(0.1, 0.4, (4000, 1000)), rng.normal(0.0, 0.4, (4000, n))
    found = stats.ttest_ind(dev, others, axis=1).pvalue < 0.05
    assert found.mean() == pytest.approx(0.8, abs=0.025)


@given(st.floats(0.02, 0.5), st.floats(0.05, 0.5), st.integers(10, 5000))
def test_detectable_is_the_inverse(size: float, spread: float, n_chosen: int) -> None:
    n = labels_needed(size, spread, n_chosen)
    if n is None:  # a dev score of so few texts is too loose, whatever stands beside it
        assert detectable(10**12, spread, n_chosen) >= size * (1 - 1e-6)
    else:
        assert detectable(n, spread, n_chosen) <= size * (1 + 1e-9)
        assert n == 2 or detectable(n - 1, spread, n_chosen) > size


def test_a_stand_in_that_learns_nothing_settles_nothing() -> None:
    off = [spans(f"xAcmex number {i}", (1, 5)) for i in range(80)]  # not on token borders
    found = settle(None, material(off), np.random.default_rng(0))
    assert isinstance(found, Unknown)
    assert "learns something" in found.needs


def test_an_interval_is_all_that_is_said_of_the_gap() -> None:
    rng = np.random.default_rng(0)
    both = material(topics(rng, 300), topics(rng, 200))
    found = gap(both, rng)
    assert isinstance(found, Finding)
    said = settle(replace(found, low=0.01, high=0.2, p_value=0.01), both, rng)
    assert isinstance(said, Finding)
    assert said.answer.endswith(" the 95% interval of the gap is +0.01 to +0.20.")


@pytest.mark.parametrize(
    ("held", "what"),
    [
        (39, "Only 39 labelled texts that nobody chose: too few to tell whether the dev score holds."),
        (1, "Only 1 labelled text that nobody chose: too few to tell whether the dev score holds."),
        (0, "No text that nobody chose is labelled as the chosen ones are: whether the dev score holds is unknown."),
    ],
)
def test_too_few_labels_beside_the_chosen_are_not_none(held: int, what: str) -> None:
    rng = np.random.default_rng(0)
    both = material(topics(rng, 400), [*topics(rng, held), spans("Acme Corp. won", (0, 10))])
    finding = settle(gap(both, rng), both, rng)
    assert isinstance(finding, Finding)
    assert finding.step is not None
    assert finding.step.what == what
    assert finding.step.do.startswith("Label ")


def test_where_few_labels_would_do_a_stand_in_still_needs_forty() -> None:
    rng = np.random.default_rng(0)
    easy = [replace(one, labels=(one.text.split()[0].capitalize(),)) for one in topics(rng, 200)]
    odd = [replace(one, labels=("Odd",)) for one in topics(rng, 3)]
    finding = settle(None, material([*easy, *odd]), rng)
    assert isinstance(finding, Finding)
    assert finding.effect is not None
    assert finding.effect < 40
    assert finding.step is not None
    assert finding.step.do.startswith("Label 40 random texts")


def test_more_labels_than_anybody_gives_are_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    given = material(topics(rng, 300))
    monkeypatch.setattr("altutor.diagnose.scores.settle.TOO_MANY", 100)  # the answer is above it
    finding = settle(None, given, rng)
    assert isinstance(finding, Finding)
    assert (finding.effect, finding.step) == (None, None)
    assert "Not even 100 random labels show a gap of 0.10" in finding.answer


def test_without_labels_beside_the_chosen_it_asks_for_some() -> None:
    rng = np.random.default_rng(0)
    both = material(topics(rng, 300))
    unknown = gap(both, rng)
    finding = settle(unknown, both, rng)
    assert isinstance(finding, Finding)
    assert finding.effect is not None
    assert 100 < finding.effect < 1000
    assert f"{finding.effect:,.0f} random labels" in finding.answer
    assert finding.step is not None
    assert finding.step.what.startswith("No labelled texts")
    assert finding.step.level == "look"
    asked = int(finding.step.do.split()[1].replace(",", ""))
    assert finding.effect <= asked < finding.effect + 10


def test_with_labels_it_says_what_they_show() -> None:
    rng = np.random.default_rng(0)
    both = material(topics(rng, 200), held=topics(rng, 200))
    finding = settle(gap(both, rng), both, rng)
    assert isinstance(finding, Finding)
    assert finding.step is None
    assert "With the 200 held-out texts at hand, the 95% interval of the gap is" in finding.answer


def test_a_small_dev_set_cannot_be_made_up_for() -> None:
    rng = np.random.default_rng(0)
    finding = settle(None, material(topics(rng, 60)), rng)
    assert isinstance(finding, Finding)
    assert finding.effect is None
    assert finding.step is None
    assert "rests on only 60 texts" in finding.answer
    assert isinstance(settle(None, material(topics(rng, 20)), rng), Unknown)
