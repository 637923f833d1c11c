"""Near-duplicates: answers that were spent on texts which say the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose.finding import Finding, Passage, Step
from altutor.diagnose.words import Sides, Words
from altutor.traces import Trace
from altutor.wording import fixed, percent

PERMUTATIONS = 1999
ALIKE = 0.7  # of the terms that either of two texts holds, the share that both hold
FEWEST_TERMS = 5  # with fewer known terms two texts are alike by chance
MOST = 20_000  # texts that are compared with each other
BLOCK = 1000  # texts whose candidates are looked at together
BINS = 30
WASTE = 0.05  # share of the chosen texts beyond chance; less is too little to act on
EXAMPLES = 3
CHAPTER = "06_should_you#what-to-do"

Pairs = NDArray[np.intp]


def near_duplicates(words: Words, rows: NDArray[np.intp] | None = None) -> Pairs:
    """Find the pairs of texts whose sets of words and pairs of words are alike: a resemblance of 0.7 (Broder, 1997).

    Two such sets share at least one of the rarest terms of each, so only texts that share one of those are compared
    (Chaudhuri, Ganti and Kaushik, 2006).

    Parameters
    ----------
    words
        Of all texts.
    rows
        The texts to compare; by default all of them. Those with fewer than five known terms are left out.

    Returns
    -------
    array
        Shape (n_pairs, 2): row numbers, the smaller first.
    """
    from scipy import sparse

    presence = sparse.csr_array(words.presence)
    kept = np.arange(presence.shape[0]) if rows is None else np.sort(rows)
    kept = kept[np.diff(presence.indptr)[kept] >= FEWEST_TERMS]
    if len(kept) < 2:
        return np.empty((0, 2), dtype=np.intp)
    here = presence[kept].astype(np.int32)
    size = np.diff(here.indptr)
    rare_first = np.empty(here.shape[1], dtype=np.intp)
    rare_first[np.argsort(here.sum(axis=0), kind="stable")] = np.arange(here.shape[1])
    by_rarity = sparse.csr_array((here.data, rare_first[here.indices], here.indptr), shape=here.shape)
    by_rarity.sort_indices()
    place = np.arange(by_rarity.nnz) - np.repeat(by_rarity.indptr[:-1], size)
    among_rarest = place < np.repeat(size - np.ceil(ALIKE * size - 1e-9).astype(int) + 1, size)
    of_row = np.repeat(np.arange(len(kept)), size)[among_rarest]
    rarest = sparse.csr_array(
        (by_rarity.data[among_rarest], (of_row, by_rarity.indices[among_rarest])), shape=here.shape
    )
    turned, found = rarest.T.tocsr(), []
    for start in range(0, len(kept), BLOCK):
        candidates = (rarest[start : start + BLOCK] @ turned).tocoo()
        first, second = candidates.row + start, candidates.col
        # Sets whose sizes differ too much cannot be alike.
        open_ = (first < second) & (
            ALIKE * np.maximum(size[first], size[second]) <= np.minimum(size[first], size[second])
        )
        first, second = first[open_], second[open_]
        shared = here[first].multiply(here[second]).sum(axis=1)
        alike = shared >= ALIKE * (size[first] + size[second] - shared) - 1e-9
        found.append(np.column_stack([kept[first[alike]], kept[second[alike]]]))
    return np.concatenate(found)


def duplicates(sides: Sides, rng: np.random.Generator, pairs: Pairs | None = None) -> Finding:
    """Ask whether more chosen texts have a near-duplicate among the chosen than as many random texts would.

    Parameters
    ----------
    sides
        At least one text each.
    rng
        Draws the others where there are more than 20,000 texts, and the permutations.
    pairs
        What :func:`near_duplicates` found among the texts of `sides` or more; by default it is called.

    Returns
    -------
    Finding
        Its effect is the share of the chosen texts that have one; without a difference it is that of random texts.
    """
    chosen, others = sides.sample(rng, MOST, max(1, MOST - min(MOST, len(sides.chosen))))
    rows = np.concatenate([chosen, others])
    if pairs is None:
        pairs = near_duplicates(sides.words, rows)
    position = np.full(sides.words.presence.shape[0], -1)
    position[rows] = np.arange(len(rows))
    inside = position[pairs]
    inside = inside[(inside >= 0).all(axis=1)]
    n = len(chosen)
    null = _by_chance(inside, n, len(rows), rng)
    having = np.unique(inside[(inside < n).all(axis=1)])
    share, chance = len(having) / n, float(null.mean()) / n
    p_value = (1 + int((null >= len(having)).sum())) / (1 + PERMUTATIONS)
    low, high = _interval(len(having), n)
    what = (
        f"{percent(share, 1)} of the chosen texts have a near-duplicate among the chosen; of as many random texts "
        f"{percent(chance, 1)} would."
    )
    step = None
    if share - chance >= WASTE:
        meaning = "Answers were spent on what had been said, and a dev split may hold copies of what was trained on."
        do = (
            f"Before the next round, leave out texts that nearly repeat a chosen one, and keep the {len(having):,} "
            "texts with their duplicates on one side of the dev split."
        )
        step = Step("look", share - chance, what, do)
    else:
        meaning = "That is no reason to change anything."
    return Finding(
        id="duplicates",
        section=2,
        question="Did the choice take near-duplicates?",
        answer=f"{what} {meaning}",
        method=(
            f"Two texts are near-duplicates if they share {percent(ALIKE)} of the words and pairs of words that "
            f"either holds (Broder, 1997); p-value, one-sided, from {PERMUTATIONS:,} random choices of as many texts; "
            "the interval (Wilson, 1927) takes texts as independent, which copies are not."
        ),
        chapter=CHAPTER,
        effect=share,
        low=low,
        high=high,
        unit="share of the chosen texts",
        nothing=chance,
        sizes={"chosen texts": n, sides.name: len(others)},
        p_value=p_value,
        trace=_trace(null, n, share, p_value, what),
        passages=_examples(sides, rows, inside[(inside < n).all(axis=1)]),
        step=step,
    )


def _by_chance(pairs: NDArray[np.intp], n: int, total: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return how many texts have a near-duplicate among n random ones, for each permutation."""
    from scipy import sparse

    found = np.zeros(PERMUTATIONS, dtype=np.int64)
    paired, index = np.unique(pairs, return_inverse=True)
    if not len(paired):
        return found
    first, second = index.reshape(pairs.shape).T
    ones = np.ones(2 * len(first), dtype=np.float32)
    ends = (np.concatenate([first, second]), np.concatenate([second, first]))
    beside = sparse.csr_array((ones, ends), shape=(len(paired), len(paired)))
    # Of the texts that have a near-duplicate at all, a random choice takes a hypergeometric number.
    numbers = rng.hypergeometric(len(paired), total - len(paired), n, size=PERMUTATIONS)
    drawn = np.arange(len(paired)) < numbers[:, None]
    size = max(1, 2**22 // len(paired))
    for start in range(0, PERMUTATIONS, size):
        taken = rng.permuted(drawn[start : start + size].astype(np.int8), axis=1).T
        neighbours = beside @ taken.astype(np.float32)
        found[start : start + size] = ((neighbours > 0) & (taken > 0)).sum(axis=0)
    return found


def _interval(hits: int, n: int) -> tuple[float, float]:
    from scipy import stats

    interval = stats.binomtest(hits, n).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def _examples(sides: Sides, rows: NDArray[np.intp], pairs: NDArray[np.intp]) -> tuple[Passage, ...]:
    """Return the first pairs, to judge whether they are near-duplicates."""
    return tuple(
        Passage("Near-duplicates among the chosen texts", (sides.texts[rows[first]], sides.texts[rows[second]]))
        for first, second in pairs[:EXAMPLES]
    )


def _trace(null: NDArray[np.int64], n: int, share: float, p_value: float, what: str) -> Trace:
    step = max(1, int(np.ceil((np.ptp(null) + 1) / BINS)))
    counts, edges = np.histogram(null, np.arange(null.min() - 0.5, null.max() + step, step))
    edges *= 100 / n
    above = round(p_value * (1 + PERMUTATIONS)) - 1
    return Trace(
        id="diagnose-duplicates",
        kind="null",
        title="Near-duplicates among the chosen texts, beside what chance gives",
        caption=(
            f"Bars: the share of texts with a near-duplicate in {PERMUTATIONS:,} random choices of as many texts. "
            "Line: the share among the chosen texts. Where it stands right of the bars, the choice gathered "
            "near-duplicates."
        ),
        alt=f"Histogram of {PERMUTATIONS:,} random choices; {above:,} gave as much as was found, or more. {what}",
        columns={"from": edges[:-1].tolist(), "to": edges[1:].tolist(), "permutations": counts.tolist()},
        labels={
            "x": "texts with a near-duplicate in the same choice (%)",
            "y": "random choices",
            "found": 100 * share,
            "name": f"found: {fixed(100 * share, 1)}%",
        },
    )
