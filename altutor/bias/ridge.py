"""The classifier two-sample test with ridge regression: thousands of permutations as a few matrix products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import level_and_permutations, two_samples
from altutor.bias.two_sample import TIE, TwoSampleTest
from altutor.errors import AltutorError

Floats = NDArray[np.float64]

PENALTY = 1.0  # scikit-learn's default for Ridge
TOGETHER = 2**22  # labels that are permuted together: 32 MiB as floats


def ridge_test(
    chosen: ArrayLike, reference: ArrayLike, rng: np.random.Generator, *, permutations: int = 1999, folds: int = 5
) -> TwoSampleTest:
    """Ask whether a linear score can tell the chosen rows from the others (Lopez-Paz and Oquab, 2017).

    The score is a ridge regression of 1 (chosen) or 0 on standardised features (Hoerl and Kennard, 1970). The statistic
    is the cross-validated area under the ROC curve: of the pairs of a chosen and another row of the same fold, the
    share that the score puts in the right order, ties counted as one half. Folds are dealt without regard to who was
    chosen, and the labels are permuted: rows and folds stay as they are, so that all permutations are fitted at once.

    Parameters
    ----------
    chosen, reference
        Features, shapes (n_chosen, n_features) and (n_reference, n_features), dense and finite.
    rng
        Deals the folds and draws the permutations.
    permutations
        At least 1.
    folds
        At least 2, and no more than rows in the smaller sample.

    Returns
    -------
    TwoSampleTest
        With the permuted statistics, and with a 95% interval that takes the two as samples of two populations (LeDell,
        Petersen and van der Laan, 2015), and that is no narrower than the spread of the permuted statistics.

    Raises
    ------
    AltutorError
        When a sample is no finite table of numbers or has fewer rows than `folds`, or when the columns differ.
    """
    from scipy import stats
    from sklearn.preprocessing import scale

    level_and_permutations(permutations=permutations)
    if folds < 2:
        raise AltutorError(f"folds is {folds}: at least 2 are needed.")
    first, second = two_samples(chosen, reference, least=folds)
    rows = scale(np.concatenate([first, second]))
    observed = np.repeat([1, 0], [len(first), len(second)]).astype(np.int8)
    parts = [np.sort(part) for part in np.array_split(rng.permutation(len(rows)), folds)]
    area, error = _observed(rows, observed, parts)

    size = max(1, TOGETHER // len(rows))
    null = []
    for start in range(0, permutations, size):
        labels = np.tile(observed, (min(size, permutations - start), 1))
        null.append(_areas(rows, rng.permuted(labels, axis=1).astype(float), parts))
    permuted = np.concatenate(null)
    p_value = (1 + int((permuted >= area - TIE).sum())) / (1 + permutations)
    # The estimate of the error leaves out that the models vary, too; where chance chose, permutations show by how much.
    half = float(stats.norm.ppf(0.975)) * max(error, float(permuted.std()))
    low, high = max(0.0, area - half), min(1.0, area + half)
    return TwoSampleTest(area, p_value, len(first), len(second), permutations, low, high, permuted)


def _scores(rows: Floats, labels: Floats, parts: list[NDArray[np.intp]]) -> Iterator[Floats]:
    """Yield for each fold the scores of its rows, shape (n_labels, n_rows), by the models of the other folds.

    Sums over the other folds are those over all rows without those over the fold. The intercept of a model is left out:
    it moves all scores of a fold alike.
    """
    products, sums, total = labels @ rows, labels.sum(axis=1), rows.T @ rows
    for part in parts:
        inside, here = rows[part], labels[:, part]
        n = len(rows) - len(part)
        mean = (rows.sum(axis=0) - inside.sum(axis=0)) / n
        gram = total - inside.T @ inside - n * np.outer(mean, mean)
        gram[np.diag_indices_from(gram)] += PENALTY
        with_labels = products - here @ inside - (sums - here.sum(axis=1))[:, None] * mean
        yield np.linalg.solve(gram, with_labels.T).T @ inside.T


def _areas(rows: Floats, labels: Floats, parts: list[NDArray[np.intp]]) -> Floats:
    """Return the cross-validated area for each row of `labels`, shape (n_labels,)."""
    in_order, pairs = np.zeros(len(labels)), np.zeros(len(labels))
    for part, scores in zip(parts, _scores(rows, labels, parts), strict=True):
        order = np.argsort(scores, axis=1)
        n = labels[:, part].sum(axis=1)
        # Equal rows tie. Each then counts with the mean label of them all, which gives the sum of their mean ranks.
        sorted_labels = np.take_along_axis(labels[:, part] @ _equal_rows(rows[part]), order, axis=1)
        ranks = sorted_labels @ np.arange(1.0, len(part) + 1)
        in_order += ranks - n * (n + 1) / 2  # pairs in the right order (Mann and Whitney, 1947)
        pairs += n * (len(part) - n)
    # There is no pair where each fold holds rows of one side only.
    return np.divide(in_order, pairs, out=np.full(len(labels), 0.5), where=pairs > 0)


def _equal_rows(rows: Floats) -> Any:
    """Return the sparse matrix, shape (n, n), that takes the mean over rows that are equal."""
    from scipy import sparse

    _, of_row, count = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    member = sparse.csr_array((1 / np.sqrt(count)[of_row], (np.arange(len(rows)), of_row)))
    return member @ member.T


def _observed(rows: Floats, is_chosen: NDArray[np.int8], parts: list[NDArray[np.intp]]) -> tuple[float, float]:
    """Return the area of the division that was found, and its standard error."""
    from scipy import stats

    labels = is_chosen[None].astype(float)
    placements: dict[int, list[Floats]] = {0: [], 1: []}
    for part, scores in zip(parts, _scores(rows, labels, parts), strict=True):
        sides = [scores[0, is_chosen[part] == side] for side in (0, 1)]
        if min(map(len, sides)) == 0:
            continue
        for side, other in ((0, 1), (1, 0)):
            # Which share of the other side lies below a row, less the fold's own mean.
            ranks = stats.rankdata(np.concatenate([sides[side], sides[other]]))[: len(sides[side])]
            below = (ranks - stats.rankdata(sides[side])) / len(sides[other])
            placements[side].append(below - below.mean())
    squares = [np.square(np.concatenate(found)) for found in placements.values() if found]
    return float(_areas(rows, labels, parts)[0]), float(np.sqrt(sum(square.mean() / len(square) for square in squares)))
