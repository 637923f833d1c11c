from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.special import expit, softmax

from altutor.logistic import Prediction
from altutor.logistic.prediction import first_class

logits = st.floats(-1e4, 1e4)


@settings(deadline=None)
@given(hnp.arrays(float, st.tuples(st.integers(1, 3), st.integers(1, 9)), elements=logits))
def test_two_classes(z: np.ndarray) -> None:
    prediction = Prediction(z)
    assert prediction.probabilities.shape == (*z.shape, 2)
    np.testing.assert_allclose(prediction.probabilities[..., 0], expit(-z), rtol=1e-12)
    np.testing.assert_allclose(prediction.probabilities.sum(axis=-1), 1.0, rtol=1e-15)
    np.testing.assert_array_equal(prediction.classes, (z > 0).astype(int))


@settings(deadline=None)
@given(hnp.arrays(float, st.tuples(st.integers(1, 3), st.integers(2, 5), st.integers(1, 9)), elements=logits))
def test_more_classes(z: np.ndarray) -> None:
    prediction = Prediction(z)
    assert prediction.probabilities.shape == (z.shape[0], z.shape[2], z.shape[1])
    np.testing.assert_allclose(prediction.probabilities, softmax(z, axis=1).swapaxes(1, 2), rtol=1e-12)
    np.testing.assert_array_equal(prediction.classes, z.argmax(axis=1))


def test_class_that_was_not_seen_has_no_probability() -> None:
    prediction = Prediction(np.array([[[1.0], [-np.inf], [1.0]]]))
    assert prediction.probabilities.tolist() == [[[0.5, 0.0, 0.5]]]
    assert prediction.classes.tolist() == [[0]]


@pytest.mark.filterwarnings("error")
@np.errstate(over="ignore")
def test_extreme_logits_neither_overflow_nor_warn() -> None:
    z = np.array([-np.inf, -1e300, -710.0, 0.0, 710.0, 1e300, np.inf])
    assert first_class(z).tolist()[:4] == [1.0, 1.0, 1.0, 0.5]
    assert first_class(z)[4:].max() < 1e-300
    out = np.empty(7)
    assert first_class(z, out=out) is out


@pytest.mark.filterwarnings("error")
def test_certain_predictions_do_not_warn() -> None:
    assert Prediction(np.array([[-1e4, 1e4]])).probabilities.tolist() == [[[1.0, 0.0], [0.0, 1.0]]]
