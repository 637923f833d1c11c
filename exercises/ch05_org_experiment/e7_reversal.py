"""Find the cells in which the dev score rises while the held-out score falls, with an interval for each change.

A change is *after* minus *before*, seed by seed. Its interval is the 95% t interval of the mean over seeds. The
verdict on a cell is one of three words:

- "shown": the whole interval of the dev change lies above 0 and the whole interval of the held-out change below
  0.
- "absent": the whole interval of the dev change lies below 0, or the whole interval of the held-out change
  above 0.
- "inconclusive": everything else.

1. `change` gives the mean change and its interval.
2. `verdict` judges one cell. The dev split grows from round to round, so dev scores can be compared only on one
   and the same split: for each round there is the score of the untouched base and that of the trained pipeline
   on the split as it is then. Judge by the last round.
3. `published_verdicts` does the same on the rows behind this chapter's figures:

       from altutor.book import published
       table = published("ag-news-org").results.table()

Rows of `kind` "round" have `seed`, `round` (0 is the untouched base), `dev_before` and `dev_after` (both on the
split of that round), and counts `tp`, `fp`, `fn` of ORG on the held-out texts, in blocks: held-out F is
computed from their sums. Intervals are over seeds only here; the chapter's also allow for other held-out texts,
and are a little wider.
"""

import numpy as np


def change(before: np.ndarray, after: np.ndarray) -> tuple[float, float, float]:
    """Return the mean change, and the lower and upper end of its 95% interval.

    `before` and `after` have shape (n_seeds,), n_seeds at least 2; the same position is the same seed.
    """
    raise NotImplementedError


def verdict(dev_before: np.ndarray, dev_after: np.ndarray, heldout: np.ndarray) -> str:
    """Return "shown", "absent" or "inconclusive".

    `dev_before` and `dev_after` have shape (n_seeds, n_rounds): column k is about the dev split after round k + 1.
    `heldout` has shape (n_seeds, n_rounds + 1): column 0 is the untouched base, column k the pipeline after round k.
    """
    raise NotImplementedError


def published_verdicts(cells: list[dict], seeds: list[int]) -> list[dict]:
    """Return for each cell a dictionary with "dev", "held-out" and "verdict", from the published rows of some seeds.

    A cell is a dictionary with the columns that tell cells apart ("selection", "feedback", "suggestion", "unlabelled",
    "rehearsal", "base") and their values. "dev" and "held-out" hold what `change` returns.
    """
    raise NotImplementedError
