from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from two_subjects import divided, pool

from altutor.diagnose.texts.duplicates import duplicates, near_duplicates
from altutor.diagnose.words import Sides, words_of
from altutor.figures import draw


def copied(n: int = 200, copies: int = 60, seed: int = 0) -> list[str]:
    """Texts, and after them copies of the first ones with one word changed."""
    texts = pool(n, seed)
    return texts + [" ".join(["changed", *text.split()[1:]]) for text in texts[:copies]]


@pytest.mark.parametrize("seed", range(3))
def test_pairs_are_those_that_comparing_all_texts_finds(seed: int) -> None:
    texts = [*copied(80, 30, seed), "short one", "short one"]
    words = words_of(texts)
    sets = [set(row.indices) for row in map(words.presence.getrow, range(len(texts)))]
    expected = {
        (i, j)
        for i, j in combinations(range(len(texts)), 2)
        if min(len(sets[i]), len(sets[j])) >= 5 and len(sets[i] & sets[j]) >= 0.7 * len(sets[i] | sets[j])
    }
    assert len(expected) >= 20
    assert set(map(tuple, near_duplicates(words).tolist())) == expected
    some = np.arange(0, len(texts), 2)
    assert set(map(tuple, near_duplicates(words, some).tolist())) == {
        (i, j) for i, j in expected if i % 2 == j % 2 == 0
    }


def test_copies_among_the_chosen_are_found() -> None:
    texts = copied()
    table = divided(texts, np.concatenate([np.arange(30), np.arange(200, 230)]))  # thirty texts with their copies
    found = duplicates(table, np.random.default_rng(0))
    assert found.effect > 0.8
    assert found.low <= found.effect <= found.high
    assert found.nothing < 0.4
    assert found.p_value == 1 / 2000
    assert found.step is not None
    assert all(len(passage.texts) == 2 for passage in found.passages)
    draw(found.trace)


def test_pairs_may_be_given() -> None:
    table = divided(copied(), np.arange(50, 110))
    given = duplicates(table, np.random.default_rng(0), near_duplicates(table.words))
    assert given == duplicates(table, np.random.default_rng(0))


def test_share_by_chance_and_p_value_are_those_of_random_choices() -> None:
    texts = copied(60, 20)
    table = divided(texts, np.concatenate([np.arange(12), np.arange(60, 68)]))
    pairs = near_duplicates(table.words)
    found = duplicates(table, np.random.default_rng(0), pairs)
    rng = np.random.default_rng(1)
    null = []
    for _ in range(2000):
        taken = set(rng.choice(len(texts), 20, replace=False).tolist())
        null.append(len({row for pair in pairs.tolist() if set(pair) <= taken for row in pair}) / 20)
    assert found.nothing == pytest.approx(np.mean(null), abs=0.01)
    assert found.p_value == pytest.approx(np.mean(np.array(null) >= found.effect), abs=0.02)


def test_p_values_are_valid_where_chance_chose() -> None:
    texts = copied()
    words, rng, found = words_of(texts), np.random.default_rng(0), []
    pairs = near_duplicates(words)
    for _ in range(100):
        order = rng.permutation(len(texts))
        table = Sides(words, texts, order[:80], order[80:], "other texts of the pool")
        found.append(duplicates(table, rng, pairs).p_value)
    for level in (0.1, 0.5):  # numbers of texts tie, so the p-values are a little too large
        assert level / 4 < np.mean(np.array(found) <= level) <= level + 3 * (level * (1 - level) / 100) ** 0.5


def test_texts_without_pairs_have_none() -> None:
    found = duplicates(divided(["!", "?"] * 10, np.arange(10)), np.random.default_rng(0))
    assert (found.effect, found.nothing, found.p_value, found.step) == (0.0, 0.0, 1.0, None)
    draw(found.trace)
