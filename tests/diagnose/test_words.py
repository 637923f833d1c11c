from __future__ import annotations

import numpy as np

from altutor.diagnose import words as module
from altutor.diagnose.words import Sides, sides, words_of

TEXTS = ["the cat sat"] * 5 + ["the dog ran, the dog"] * 5 + ["Seen once only"]


def test_terms_are_words_and_pairs_that_three_texts_hold_or_a_tenth_of_few() -> None:
    words = words_of(TEXTS * 3)
    assert words.terms.tolist() == sorted(
        {"the", "cat", "sat", "the cat", "cat sat", "dog", "ran", "the dog", "dog ran", "ran the"}
        | {"seen", "once", "only", "seen once", "once only"}
    )
    few = words_of([*TEXTS * 3, "a word by itself"])
    assert "itself" not in few.terms
    assert set(few.presence.data) == {1}
    row = dict(zip(few.terms, few.presence.toarray()[5], strict=True))
    assert {term for term, there in row.items() if there} == {"the", "dog", "ran", "the dog", "dog ran", "ran the"}


def test_vectors_have_unit_length_and_are_near_for_like_texts() -> None:
    words = words_of(TEXTS)
    assert words.vectors.shape[0] == len(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(words.vectors[:10], axis=1), 1)
    near, far = words.vectors[0] @ words.vectors[1], words.vectors[0] @ words.vectors[6]
    assert near > 0.999
    assert far < 0.9
    assert words.lengths.tolist() == [3] * 5 + [5] * 5 + [3]


def test_dimensions_of_many_texts_are_fitted_on_some(monkeypatch) -> None:
    monkeypatch.setattr(module, "FITTED_ON", 6)
    words = words_of(TEXTS)
    assert words.vectors.shape == (11, 5)
    np.testing.assert_allclose(words_of(TEXTS).vectors, words.vectors)


def test_texts_without_a_common_word_have_no_terms() -> None:
    words = words_of(["!", "?"])
    assert (len(words.terms), words.presence.shape, words.vectors.shape) == (0, (2, 0), (2, 1))
    one = words_of(["word"] * 4)
    assert one.terms.tolist() == ["word"]
    np.testing.assert_allclose(one.vectors, 1)


def test_sides_are_rows_of_one_table() -> None:
    table = sides(TEXTS[:3], TEXTS[3:], "random texts")
    assert (table.chosen.tolist(), table.others.tolist()) == ([0, 1, 2], list(range(3, 11)))
    assert table.sizes == {"chosen texts": 3, "random texts": 8}
    whole = words_of(TEXTS)
    np.testing.assert_array_equal(table.words.presence.toarray(), whole.presence.toarray())


def test_sample_keeps_what_is_few_and_draws_from_what_is_many() -> None:
    table = Sides(words_of(TEXTS), TEXTS, np.arange(3), np.arange(3, 11), "others")
    chosen, others = table.sample(np.random.default_rng(0), 5, 4)
    assert chosen.tolist() == [0, 1, 2]
    assert len(set(others.tolist())) == 4
    assert set(others.tolist()) <= set(range(3, 11))
