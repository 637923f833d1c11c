from __future__ import annotations

import numpy as np
import pytest

from altutor.errors import AltutorError
from altutor.pool import History, Oracle, Pool, labelled_pool


@pytest.fixture
def pool() -> Pool:
    return Pool(np.arange(8.0).reshape(4, 2))


def test_labels_keep_the_order_of_the_questions(pool: Pool) -> None:
    pool.add(2, "yes")
    pool.add(0, "no")
    features, labels = pool.labelled
    assert features.tolist() == [[4.0, 5.0], [0.0, 1.0]]
    assert labels.tolist() == ["yes", "no"]
    assert pool.unlabelled.tolist() == [False, True, False, True]
    assert len(pool) == 4


def test_each_row_is_asked_about_once(pool: Pool) -> None:
    pool.add(1, 0)
    with pytest.raises(AltutorError, match="Row 1 has a label already"):
        pool.add(1, 0)


@pytest.mark.parametrize("index", [-1, 4])
def test_rows_outside_the_pool_are_refused(pool: Pool, index: int) -> None:
    with pytest.raises(AltutorError, match=f"rows 0 to 3, and row {index} was asked about"):
        pool.add(index, 0)
    assert pool.asked == []


def test_start_is_answered_by_the_oracle() -> None:
    pool = labelled_pool([[0], [1], [2]], Oracle(np.array([5, 6, 7])), [2, 0])
    assert pool.asked == [2, 0]
    assert pool.answers == [7, 5]
    assert pool.features.dtype == float


def test_first_round_counts_queries_and_not_the_start() -> None:
    history = History(start=(3,), queries=(0, 2, 1), accuracy={}, model=None)
    assert history.first_round([False, True, True, True]) == 2
    assert history.first_round([False, False, False, True]) is None
