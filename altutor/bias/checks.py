"""What the statistics of this package accept; for everything else one sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError

Floats = NDArray[np.float64]


def numbers(name: str, values: ArrayLike, shape: str, ndim: int | None = None) -> Floats:
    """Return `values` as floats: not empty, all finite, with `ndim` axes (with at least one where it is None)."""
    try:
        found = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise AltutorError(f"{name}: expected a dense array of numbers of shape {shape}.") from None
    if found.ndim == 0 or (ndim is not None and found.ndim != ndim):
        raise AltutorError(f"{name} has shape {found.shape}: expected {shape}.")
    if not found.size:
        raise AltutorError(f"{name} is empty (shape {found.shape}): expected {shape} with at least one value.")
    bad = np.argwhere(~np.isfinite(found))
    if len(bad):
        where = ", ".join(map(str, bad[0]))
        raise AltutorError(f"{name}[{where}] is {found[tuple(bad[0])]}: expected finite numbers only.")
    return found


def one_each(name: str, values: ArrayLike, of: str, others: Floats) -> Floats:
    """Return numbers of shape (..., M) whose last axis is as long as that of `others`, and whose others broadcast."""
    found = numbers(name, values, "(..., M)")
    try:
        np.broadcast_shapes(found.shape, others.shape)
        fits = found.shape[-1] == others.shape[-1]
    except ValueError:
        fits = False
    if not fits:
        raise AltutorError(
            f"{name} has shape {found.shape} and {of} {others.shape}: expected one of each for each row."
        )
    return found


def chances_of(chances: ArrayLike, pool_size: int) -> tuple[Floats, NDArray[np.int64], int]:
    """Return chances of shape (..., M), the positions 1 to M, and the size of the pool."""
    found = numbers("chances", chances, "(..., M)")
    outside = found[(found <= 0) | (found > 1)]
    if outside.size:
        raise AltutorError(f"A chance is {outside[0]}: expected probabilities above 0 and at most 1.")
    drawn = found.shape[-1]
    if drawn > pool_size:
        raise AltutorError(
            f"{drawn} rows cannot be drawn from a pool of {pool_size} without replacement: give the pool's size "
            f"before the first draw."
        )
    return found, np.arange(1, drawn + 1), int(pool_size)


def two_samples(
    chosen: ArrayLike, reference: ArrayLike, least: int = 1, name: str = "reference"
) -> tuple[Floats, Floats]:
    """Return two tables of shape (n, columns), with the same columns and at least `least` rows each."""
    first, second = numbers("chosen", chosen, "(n, columns)", 2), numbers(name, reference, "(n, columns)", 2)
    if first.shape[1] != second.shape[1]:
        raise AltutorError(
            f"chosen has {first.shape[1]} columns and {name} {second.shape[1]}: expected the same in both."
        )
    if min(len(first), len(second)) < least:
        raise AltutorError(
            f"chosen has {len(first)} rows and {name} {len(second)}: at least {least} of each are needed."
        )
    return first, second


def probabilities_of(chosen: ArrayLike, reference: ArrayLike) -> tuple[Floats, Floats]:
    """Return two tables of class probabilities, at least two rows each."""
    both = two_samples(chosen, reference, least=2)
    for name, found in zip(("chosen", "reference"), both, strict=True):
        wrong = np.flatnonzero((found < 0).any(axis=1) | (np.abs(found.sum(axis=1) - 1) > 1e-6))
        if len(wrong):
            row = wrong[0]
            raise AltutorError(f"{name}[{row}] is {found[row]}: expected class probabilities that sum to 1.")
    return both


def labels_of(chosen: ArrayLike, reference: ArrayLike) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """Return two samples of labels, one label a row, of kinds that can be compared."""
    first, second = np.asarray(chosen), np.asarray(reference)
    for name, found in (("chosen", first), ("reference", second)):
        if found.ndim != 1 or not len(found):
            raise AltutorError(f"{name} has shape {found.shape}: expected one label a row, and one row at least.")
        missing = [row for row, label in enumerate(found.tolist()) if label is None or label != label]
        if missing:
            raise AltutorError(f"{name}[{missing[0]}] has no label: leave out the rows that are not labelled.")
    kinds = {isinstance(label, str) for found in (first, second) for label in found.tolist()}
    if len(kinds) > 1:
        raise AltutorError("Some labels are strings and some are not: write all of them in one way.")
    return first, second


def level_and_permutations(level: float = 0.95, permutations: int = 1) -> None:
    """Refuse a confidence level that is not in (0, 1), and fewer permutations than one."""
    if not 0.0 < level < 1.0:
        raise AltutorError(f"level is {level}: a confidence level lies between 0 and 1, such as 0.95.")
    if permutations < 1:
        raise AltutorError(f"permutations is {permutations}: at least 1 is needed; 999 allow p-values down to 0.001.")
