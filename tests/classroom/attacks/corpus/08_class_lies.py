"""Returns objects that say that they are floats and arrays."""

import numpy as np


class Liar:
    @property
    def __class__(self):
        return float

    def __array_interface__(self):
        return {}


class Pandas:
    @property
    def __class__(self):
        return np.ndarray

    dtype = np.dtype("f8")
    shape = (6,)

    def to_numpy(self):
        return self


Pandas.__module__ = "pandas.core"


def least_confidence(probabilities):
    return Pandas()


def next_query(probabilities, labelled):
    return Liar()
