from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from two_subjects import SUBJECTS, divided, pool

from altutor.bias.shift import share_difference
from altutor.diagnose.texts.terms import terms
from altutor.figures import draw

TEXTS = pool(300)


def test_words_of_the_preferred_subject_are_found() -> None:
    table = divided(TEXTS, np.arange(0, 120, 2))  # on the first subject, all of them
    found = terms(table)
    assert found is not None
    columns = found.trace.columns
    more = [t for t, group in zip(columns["label"], columns["group"], strict=True) if group == "More often"]
    less = [t for t, group in zip(columns["label"], columns["group"], strict=True) if group == "Less often"]
    assert set(more) <= set(SUBJECTS[0])
    assert set(less) <= set(SUBJECTS[1])
    assert found.p_value < 1e-6
    assert found.step is not None
    draw(found.trace)


def test_numbers_are_those_of_the_texts() -> None:
    table = divided(TEXTS, np.concatenate([np.arange(0, 80, 2), np.arange(1, 20, 2)]))
    found = terms(table)
    assert found is not None
    held = [set(text.split()) for text in TEXTS]
    p_values = []
    columns = found.trace.columns
    for row, term in enumerate(columns["label"]):
        if " " in term:
            continue
        hits = sum(term in held[i] for i in table.chosen)
        others = sum(term in held[i] for i in table.others)
        assert (columns["chosen texts"][row], columns["other texts of the pool"][row]) == (hits, others)
        assert columns["estimate"][row] == pytest.approx(100 * share_difference(hits, 50, others, 250)[0], abs=1e-3)
        p_values.append(stats.fisher_exact([[hits, others], [50 - hits, 250 - others]]).pvalue)
    assert found.p_value == pytest.approx(min(p_values) * found.sizes["terms"])


def test_effect_and_p_value_are_those_of_one_term() -> None:
    table = divided(TEXTS, np.concatenate([np.arange(0, 80, 2), np.arange(1, 20, 2)]))
    found = terms(table)
    assert found is not None
    assert found.trace is not None
    columns = found.trace.columns
    row = columns["label"].index(found.unit.split('"')[1])
    assert found.effect == pytest.approx(columns["estimate"][row] / 100, abs=1e-5)
    assert found.p_value == pytest.approx(columns["adjusted p-value"][row], abs=1e-6)


def test_every_term_is_counted_in_the_adjustment_though_rare_ones_are_not_tested() -> None:
    table = divided(TEXTS, np.arange(0, 300, 6))
    found = terms(table)
    assert found is not None
    assert 0 < found.sizes["terms"] < len(table.words.terms)


def test_false_alarms_are_no_more_than_five_in_a_hundred() -> None:
    rng = np.random.default_rng(0)
    table = divided(TEXTS, np.arange(60))
    alarms = 0
    for _ in range(60):
        order = rng.permutation(300)
        found = terms(type(table)(table.words, TEXTS, order[:60], order[60:], table.name))
        assert found is not None
        alarms += found.p_value < 0.05
    assert alarms <= 3 + 3 * (60 * 0.05 * 0.95) ** 0.5


def test_few_texts_leave_no_term_to_test() -> None:
    assert terms(divided(TEXTS[:6], np.arange(3))) is None
    assert terms(divided(["!", "?"] * 10, np.arange(10))) is None
