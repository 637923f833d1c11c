from __future__ import annotations

import numpy as np
import pytest
from two_subjects import SUBJECTS, text

from altutor.diagnose.material import Material, match
from altutor.diagnose.reading import Example, Source
from altutor.diagnose.texts.order import order
from altutor.diagnose.words import Sides, sides
from altutor.figures import draw


def material(subjects: list[int], when: list[float | None]) -> tuple[Material, Sides]:
    rng = np.random.default_rng(0)
    texts = [text(subject, rng) for subject in subjects]
    assert len(set(texts)) == len(texts)
    examples = [Example(t, (), when=time) for t, time in zip(texts, when, strict=True)]
    pool = [Example(text(i % 2, rng), None) for i in range(100)]
    made = match(Source("chosen", "made up", examples), Source("pool", "made up", pool))
    return made, sides([item.text for item in made.chosen], made.rest, "other texts of the pool")


DRIFT = [0] * 30 + [1] * 30  # first one subject, then the other
EVEN = [0, 1] * 30


def test_a_choice_that_drifts_is_found_in_the_order_of_the_file() -> None:
    found = order(*material(DRIFT, [None] * 60), np.random.default_rng(0))
    assert found is not None
    assert found.p_value == 1 / 2000
    assert found.effect > 0.9
    assert found.step is not None
    assert "order of the file" in found.method
    assert found.sizes == {"first half": 30, "second half": 30}
    draw(found.trace)


def test_times_count_where_there_are_any() -> None:
    times = [float(i // 2 + 30 * (i % 2)) for i in range(60)]  # all of one subject before all of the other
    found = order(*material(EVEN, times), np.random.default_rng(0))
    assert found is not None
    assert found.effect > 0.9
    assert "times of the answers" in found.method
    missing = order(*material(EVEN, [None, *times[1:]]), np.random.default_rng(0))
    assert missing is not None
    assert missing.effect < 0.7
    assert "order of the file" in missing.method


def test_an_even_choice_did_not_drift() -> None:
    found = order(*material(EVEN, [None] * 60), np.random.default_rng(0))
    assert found is not None
    assert found.p_value > 0.05
    assert found.low <= 0.5 <= found.high


def test_few_texts_tell_nothing() -> None:
    assert order(*material(EVEN[:19], [None] * 19), np.random.default_rng(0)) is None


@pytest.mark.parametrize("subject", [0, 1])
def test_made_texts_are_of_their_subject(subject: int) -> None:
    words = set(text(subject, np.random.default_rng(0)).split())
    assert words & set(SUBJECTS[subject])
    assert not words & set(SUBJECTS[1 - subject])
