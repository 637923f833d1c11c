from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from annotated import material

from altutor.diagnose.finding import Finding, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.reading import Example
from altutor.diagnose.scores.standin import cross_validate
from altutor.diagnose.scores.tally import score
from altutor.diagnose.scores.task import task
from altutor.diagnose.scores.weighted import weighted
from altutor.diagnose.words import Sides, sides


def texts(rng: np.random.Generator, n: int) -> list[Example]:
    """Half are easy, with a label that their words tell; half are hard, with one that nothing tells."""
    made = []
    for number in range(n):
        label = str(rng.choice(["Law", "Trade"]))
        words = f"easy story about {label.lower()}" if number % 2 else "hard riddle of two sides"
        made.append(Example(f"{words} {rng.integers(10**9)}", None, (label,)))
    return made


def easy_first(rng: np.random.Generator, pool: list[Example], n: int) -> list[Example]:
    """Draw texts one after another, easy ones four times as likely; each gets its chance."""
    appeal = np.array([4.0 if one.text.startswith("easy") else 1.0 for one in pool])
    chosen = []
    for _ in range(n):
        chances = appeal / appeal.sum()
        at = rng.choice(len(pool), p=chances)
        chosen.append(replace(pool[at], chance=float(chances[at])))
        appeal[at] = 0.0
    return chosen


def table(given: Material) -> Sides:
    return sides([item.text for item in given.chosen], given.rest, given.reference[0])


@pytest.mark.parametrize("known", [True, False])
def test_weights_undo_the_choice(known: bool) -> None:
    rng = np.random.default_rng(0)
    everything = texts(rng, 1200)
    chosen = easy_first(rng, everything, 300)
    if not known:
        chosen = [replace(one, chance=None) for one in chosen]
    given = material(chosen, held=texts(rng, 400), pool=[one.text for one in everything])
    finding = weighted(given, table(given), rng)
    assert isinstance(finding, Finding)
    assert finding.trace is not None
    naive, mended, held = finding.trace.columns["estimate"]
    assert naive > held + 0.1  # dev is too good: mostly easy texts
    assert abs(mended - held) < 0.6 * abs(naive - held)
    assert finding.effect == pytest.approx(mended - naive)
    assert finding.effect is not None
    assert finding.low is not None
    assert finding.high is not None
    assert finding.low < finding.effect < finding.high < 0
    assert ("R_LURE" in finding.method) == known
    assert finding.sizes["chosen texts, by weight"] < 300
    assert finding.step is None or finding.step.level == "look"
    assert "  " not in f"{finding.answer} {finding.method} {finding.trace.caption} {finding.trace.alt}"


def test_equal_chances_change_nothing() -> None:
    rng = np.random.default_rng(1)
    everything = texts(rng, 300)
    chosen = [replace(one, chance=1 / (300 - number)) for number, one in enumerate(everything[:100])]
    given = material(chosen, pool=[one.text for one in everything])
    finding = weighted(given, table(given), rng)
    assert isinstance(finding, Finding)
    assert finding.effect == pytest.approx(0, abs=1e-12)
    assert finding.low == pytest.approx(0, abs=1e-12)
    assert finding.sizes["chosen texts, by weight"] == 100
    learnt = task(given, beside_others=False)
    assert learnt is not None
    assert finding.trace is not None
    assert finding.trace.columns["estimate"][0] == score(cross_validate(learnt).dev)


def test_the_order_is_that_of_time() -> None:
    rng = np.random.default_rng(2)
    everything = texts(rng, 300)
    chosen = easy_first(rng, everything, 100)
    timed = [replace(one, when=float(number)) for number, one in enumerate(chosen)]
    pool = [one.text for one in everything]
    in_file = material(timed, pool=pool)
    reversed_file = material(timed[::-1], pool=pool)
    first, second = (weighted(one, table(one), np.random.default_rng(0)) for one in (in_file, reversed_file))
    assert isinstance(first, Finding)
    assert isinstance(second, Finding)
    assert first.sizes["chosen texts, by weight"] == second.sizes["chosen texts, by weight"]


def test_one_chance_missing_and_the_weights_are_estimated() -> None:
    rng = np.random.default_rng(3)
    everything = texts(rng, 300)
    chosen = easy_first(rng, everything, 100)
    chosen[5] = replace(chosen[5], chance=None)
    given = material(chosen, pool=[one.text for one in everything])
    finding = weighted(given, table(given), rng)
    assert isinstance(finding, Finding)
    assert "R_LURE" not in finding.method


def test_what_is_missing() -> None:
    rng = np.random.default_rng(4)
    everything = texts(rng, 100)
    beside = material(everything[:50], held=everything[50:])
    assert weighted(beside, table(beside), rng) == Unknown(
        "What the dev score would be if the chosen texts stood for the pool.", "--pool FILE"
    )
    few = material(everything[:20], pool=[one.text for one in everything])
    unknown = weighted(few, table(few), rng)
    assert isinstance(unknown, Unknown)
    assert "--selected" in unknown.needs
    one_left = material(everything[:99], pool=[one.text for one in everything])
    unknown = weighted(one_left, table(one_left), rng)
    assert isinstance(unknown, Unknown)
    assert unknown.needs == "--pool FILE with at least 5 texts that were not chosen (it has 1)"


def test_a_cap_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    everything = texts(rng, 120)
    given = material(everything[:60], pool=[one.text for one in everything])
    monkeypatch.setattr("altutor.diagnose.scores.task.CAP", 50)
    finding = weighted(given, table(given), rng)
    assert isinstance(finding, Finding)
    assert "At most 50 texts of a side are used, evenly over the file." in finding.method
