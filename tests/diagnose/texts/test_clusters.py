from __future__ import annotations

import numpy as np
import pytest
from two_subjects import SUBJECTS, divided, pool

from altutor.bias.shift import label_shift
from altutor.diagnose.texts.clusters import clusters, regions
from altutor.diagnose.words import words_of
from altutor.errors import AltutorError
from altutor.figures import draw

TEXTS = pool(300)


def test_regions_are_the_subjects_and_named_by_their_words() -> None:
    found = regions(words_of(TEXTS), 2)
    assert found.k == 2
    subject = np.arange(300) % 2
    agree = np.mean(found.of_row == subject)
    assert max(agree, 1 - agree) > 0.95
    for region in range(2):
        of = int(np.round(subject[found.of_row == region].mean()))
        assert 3 <= len(found.terms[region]) <= 5
        assert {word for term in found.terms[region] for word in term.split()} <= set(SUBJECTS[of])


def test_typical_texts_are_the_nearest_to_the_centre_of_their_region() -> None:
    words = words_of(TEXTS)
    found = regions(words, 6)
    assert len(found.terms) == len(found.typical) == found.k == 6
    for region, rows in enumerate(found.typical):
        members = np.flatnonzero(found.of_row == region)
        assert set(rows.tolist()) <= set(members.tolist())
        assert len(rows) == min(20, len(members))
        centre = words.vectors[members].mean(axis=0)  # the batches leave the centre near the mean
        distance = np.linalg.norm(words.vectors - centre, axis=1)
        if len(rows) < len(members):
            assert distance[rows].mean() < distance[np.setdiff1d(members, rows)].mean()


def test_regions_are_the_same_each_time_and_never_empty() -> None:
    words = words_of(TEXTS)
    first, second = regions(words, 40, seed=3), regions(words, 40, seed=3)
    np.testing.assert_array_equal(first.of_row, second.of_row)
    assert np.bincount(first.of_row, minlength=first.k).min() > 0
    few = regions(words_of(["a cat sat"] * 4 + ["a dog ran"] * 4), 10)
    assert few.k == 2
    with pytest.raises(AltutorError, match="told apart by their words"):
        regions(words_of(["!", "?"]), 10)


def test_a_preferred_region_is_found() -> None:
    table = divided(TEXTS, np.concatenate([np.arange(0, 90, 2), np.arange(1, 10, 2)]))
    divided_into = regions(table.words, 2)
    found = clusters(table, divided_into, np.random.default_rng(0))
    expected = label_shift(
        divided_into.of_row[table.chosen],
        divided_into.of_row[table.others],
        np.random.default_rng(0),
        permutations=1999,
    )
    assert found.p_value == expected.p_value == 1 / 2000
    assert abs(found.effect) == pytest.approx(np.abs(expected.difference).max())
    assert found.low <= found.effect <= found.high
    assert found.step is not None
    assert found.sizes["regions"] == 2
    draw(found.trace)


def test_spread_by_chance_is_that_of_random_choices() -> None:
    table = divided(TEXTS, np.arange(60))
    divided_into = regions(table.words, 8)
    rng = np.random.default_rng(0)
    apart = []
    for _ in range(400):
        order = rng.permutation(300)
        shares = [np.bincount(divided_into.of_row[part], minlength=8) / len(part) for part in np.split(order, [60])]
        apart.append(np.abs(shares[0] - shares[1]).sum() / 2)
    stated = clusters(table, divided_into, rng).answer.split("it is about ")[1].split("%")[0]
    assert float(stated) / 100 == pytest.approx(np.mean(apart), abs=0.01)


def test_one_region_is_no_difference() -> None:
    table = divided(TEXTS, np.arange(60))
    found = clusters(table, regions(table.words, 1), np.random.default_rng(0))
    assert (found.effect, found.p_value, found.step) == (0.0, 1.0, None)
