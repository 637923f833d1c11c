from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.bias.holm import holm
from altutor.errors import AltutorError


def rejected(p_values: list[float], level: float) -> list[bool]:
    """Holm (1979), as he wrote it: reject the smallest of those left while it is at most level / how many are left."""
    left = dict(enumerate(p_values))
    while left:
        smallest = min(left, key=left.__getitem__)
        if left[smallest] > level / len(left):
            break
        del left[smallest]
    return [i not in left for i in range(len(p_values))]


def test_example_by_hand() -> None:
    assert holm([0.04, 0.01, 0.03, 0.005]).tolist() == pytest.approx([0.06, 0.03, 0.06, 0.02])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 0.999))
def test_adjusted_p_values_reject_what_the_procedure_rejects(p_values: list[float], level: float) -> None:
    adjusted = holm(p_values)
    assert (adjusted >= np.array(p_values)).all()
    clear = np.abs(adjusted - level) > 1e-9  # at the level itself rounding decides
    assert (adjusted <= level)[clear].tolist() == np.array(rejected(p_values, level))[clear].tolist()


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8, unique=True), st.randoms())
def test_order_does_not_matter(p_values: list[float], random) -> None:
    shuffled = random.sample(p_values, len(p_values))
    expected = dict(zip(p_values, holm(p_values), strict=True))
    assert holm(shuffled).tolist() == [expected[p] for p in shuffled]


def test_bad_input_is_one_sentence() -> None:
    with pytest.raises(AltutorError, match="p_values is empty"):
        holm([])
    with pytest.raises(AltutorError, match=r"A p-value is 1\.2: expected 0 to 1"):
        holm([0.3, 1.2])
    with pytest.raises(AltutorError, match=r"A p-value is -0\.1"):
        holm([-0.1])
