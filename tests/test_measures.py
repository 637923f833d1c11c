from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn import metrics

from altutor.logistic import Prediction
from altutor.measures import accuracy, average_precision, f1

SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 40))
# Few values, so that many rows share one.
FEW = st.sampled_from([-2.0, -0.5, 0.0, 0.5, 2.0])
MANY = st.floats(-30, 30)


@st.composite
def cases(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    shape = draw(SHAPES)
    logits = draw(hnp.arrays(float, shape, elements=draw(st.sampled_from([FEW, MANY]))))
    return logits, draw(hnp.arrays(np.int8, shape, elements=st.integers(0, 1)))


@pytest.mark.filterwarnings("ignore:No positive class found")
@settings(max_examples=40, deadline=None)
@given(cases())
def test_average_precision_is_that_of_scikit_learn(case: tuple[np.ndarray, np.ndarray]) -> None:
    logits, labels = case
    expected = [metrics.average_precision_score(y, z) for y, z in zip(labels, logits, strict=True)]
    np.testing.assert_allclose(average_precision(Prediction(logits), labels), expected, atol=1e-12)
    other = [metrics.average_precision_score(1 - y, -z) for y, z in zip(labels, logits, strict=True)]
    np.testing.assert_allclose(average_precision(Prediction(logits), labels, positive=0), other, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(cases())
def test_f_and_accuracy_are_those_of_scikit_learn(case: tuple[np.ndarray, np.ndarray]) -> None:
    logits, labels = case
    prediction = Prediction(logits)
    for positive in (0, 1):
        expected = [
            metrics.f1_score(y, z > 0, pos_label=positive, zero_division=0) for y, z in zip(labels, logits, strict=True)
        ]
        np.testing.assert_allclose(f1(prediction, labels, positive), expected, atol=1e-12)
    right = [metrics.accuracy_score(y, z > 0) for y, z in zip(labels, logits, strict=True)]
    np.testing.assert_allclose(accuracy(prediction, labels), right, atol=1e-12)


def test_more_than_two_classes() -> None:
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(3, 4, 200)), rng.integers(4, size=(3, 200))
    prediction = Prediction(logits)
    for positive in range(4):
        scores = [one[:, positive] for one in prediction.probabilities]
        np.testing.assert_allclose(
            average_precision(prediction, labels, positive),
            [metrics.average_precision_score(y == positive, z) for y, z in zip(labels, scores, strict=True)],
        )
        np.testing.assert_allclose(
            f1(prediction, labels, positive),
            [
                metrics.f1_score(y == positive, one == positive)
                for y, one in zip(labels, prediction.classes, strict=True)
            ],
        )


def test_equal_scores_count_alike_whatever_their_order() -> None:
    labels = np.array([[1, 0, 0, 1], [0, 1, 1, 0]], dtype=np.int8)
    same = average_precision(Prediction(np.zeros((2, 4))), labels)
    np.testing.assert_array_equal(same, [0.5, 0.5])  # the share of the class


def test_surest_rows_are_told_apart_where_their_probabilities_round_to_1() -> None:
    prediction = Prediction(np.array([[50.0, 60.0]]))
    assert prediction.probabilities[0, 0, 1] == prediction.probabilities[0, 1, 1]
    assert average_precision(prediction, np.array([[0, 1]]))[0] == 1.0


def test_a_run_does_not_depend_on_its_block() -> None:
    rng = np.random.default_rng(1)
    logits, labels = rng.normal(size=(5, 300)), (rng.random((5, 300)) < 0.1).astype(np.int8)
    for measure in (average_precision, f1, accuracy):
        together = measure(Prediction(logits), labels)
        alone = [measure(Prediction(logits[i : i + 1]), labels[i : i + 1])[0] for i in range(5)]
        assert together.tolist() == alone
