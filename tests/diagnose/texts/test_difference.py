from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from two_subjects import divided, pool

from altutor.bias.means import mean_shift
from altutor.diagnose.texts import difference
from altutor.diagnose.texts.difference import classifier, kernel, length, picture
from altutor.diagnose.words import Sides
from altutor.errors import AltutorError
from altutor.figures import draw

TEXTS = pool(300)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture(scope="module")
def preferred() -> Sides:
    """Of 65 chosen texts 60 are on the first subject, of 235 others 90."""
    return divided(TEXTS, np.concatenate([np.arange(0, 120, 2), np.arange(1, 10, 2)]))


@pytest.fixture(scope="module")
def even() -> Sides:
    return divided(TEXTS, np.arange(0, 300, 3))


def test_classifier_and_kernel_find_a_preferred_subject(preferred: Sides, even: Sides) -> None:
    by_words, by_kernel = classifier(preferred, rng()), kernel(preferred, rng())
    assert by_words.p_value == by_kernel.p_value == 1 / 2000
    assert by_words.effect > 0.65
    assert by_words.low > 0.5
    assert by_kernel.low > 0
    assert by_words.step is not None
    assert by_words.step.level == "look"
    assert by_words.sizes == {"chosen texts": 65, "other texts of the pool": 235}
    assert "Other texts were chosen than chance" in by_words.answer
    not_told = classifier(even, rng())
    assert not_told.step is None
    assert "does not rule out a bias" in not_told.answer


def test_kernel_takes_vectors_of_a_pipeline(even: Sides) -> None:
    vectors = np.zeros((300, 3))
    vectors[even.chosen, 0] = 1.0
    vectors += np.random.default_rng(0).normal(0, 0.1, vectors.shape)
    found = kernel(even, rng(), vectors)
    assert found.p_value == 1 / 2000
    assert "vectors of the pipeline" in found.method
    assert "vectors of the pipeline" not in kernel(even, rng()).method


def test_length_is_the_shift_of_the_means(even: Sides) -> None:
    lengths = np.random.default_rng(0).integers(5, 40, 300)
    lengths[even.chosen] += 15
    longer = replace(even, words=replace(even.words, lengths=lengths))
    found = length(longer, rng())
    expected = mean_shift(lengths[even.chosen], lengths[even.others], rng(), permutations=1999)
    assert (found.effect, found.low, found.high) == (expected.difference, expected.low, expected.high)
    assert found.p_value == expected.p_value == 1 / 1000
    assert found.step is not None
    assert "Longer texts were preferred" in found.answer
    assert "small difference" in length(even, rng()).answer


def test_texts_of_one_length_do_not_differ(even: Sides) -> None:
    same = replace(even, words=replace(even.words, lengths=np.full(300, 7)))
    found = length(same, rng())
    assert (found.effect, found.p_value, found.step) == (0.0, 1.0, None)
    draw(found.trace)


def test_histogram_of_lengths_holds_every_text(even: Sides) -> None:
    columns = length(even, rng()).trace.columns
    assert sum(columns["chosen texts"]) == pytest.approx(1)
    assert sum(columns["other texts of the pool"]) == pytest.approx(1)


def test_picture_shows_the_texts_and_tests_nothing(preferred: Sides, monkeypatch) -> None:
    monkeypatch.setattr(difference, "SHOWN", 60)
    found = picture(preferred, rng())
    assert found.p_value is None
    assert found.effect is None
    assert found.sizes == {"chosen texts": 60, "other texts of the pool": 60}
    columns = found.trace.columns
    assert len(columns["x"]) == len(columns["y"]) == 120
    assert columns["series"].count("chosen texts") == 60
    axis = np.abs(np.corrcoef(columns["x"], np.array(columns["series"]) == "chosen texts")[0, 1])
    assert axis > 0.2  # the first axis parts the two subjects


@pytest.mark.parametrize("ask", [classifier, kernel, length, picture])
def test_same_generator_same_answer_and_it_can_be_drawn(ask, preferred: Sides) -> None:
    first, second = ask(preferred, rng()), ask(preferred, rng())
    assert first == second
    assert first.trace.id == f"diagnose-{first.id}"
    draw(first.trace)


def test_large_sides_are_sampled(preferred: Sides, monkeypatch) -> None:
    monkeypatch.setattr(difference, "FEWEST_OTHERS", 70)
    assert classifier(preferred, rng()).sizes == {"chosen texts": 65, "other texts of the pool": 70}
    assert kernel(preferred, rng()).sizes == {"chosen texts": 65, "other texts of the pool": 70}


def test_texts_without_words_cannot_be_told_apart() -> None:
    blank = divided(["!", "?"] * 10, np.arange(10))
    draw(picture(blank, rng()).trace)
    for test in (classifier, kernel):
        with pytest.raises(AltutorError, match="told apart by their words"):
            test(blank, rng())
