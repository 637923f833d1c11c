"""Find out how each of four samples was chosen from one pool of texts.

Four colleagues handed in the rows that they labelled. You know the pool: what a base model says of each text, how long
each text is, and which texts are the same (newspapers print one another's news). You do not know who chose how. Each of
these happened once:

- "random": chance alone chose the rows;
- "uncertainty": rows were chosen of which a model was unsure;
- "length": rows were chosen by the length of the text, the shortest or the longest, nobody remembers which;
- "duplicates": rows were drawn at random, and then copies of the same texts were labelled along with many of them.

Write the evidence first.

1. `confidence` returns how sure the base model is of each row.
2. `shift` says how far the mean of a sample lies from the mean of the pool, counted in standard errors. The standard
   error of the mean of n random rows is the pool's standard deviation (divide by N) over the root of n.
3. `copies` returns the share of a sample's rows whose text at least one other row of the same sample has, too.

Then decide.

4. `names` says for each of the four samples how it was chosen. Copies are no independent rows, so a sample full of them
   can be a few standard errors off in anything.
"""

import numpy as np


def confidence(probabilities: np.ndarray) -> np.ndarray:
    """Return the confidence of each row, shape (N,): the probability of its likeliest class.

    `probabilities` has shape (N, n_classes), and each row sums to 1.
    """
    raise NotImplementedError


def shift(values: np.ndarray, rows: np.ndarray) -> float:
    """Return the mean over the sample minus the mean over the pool, in standard errors.

    `values` has shape (N,), one number for each row of the pool. `rows` has shape (n,): the sample's positions in it.
    """
    raise NotImplementedError


def copies(texts: np.ndarray, rows: np.ndarray) -> float:
    """Return the share of the sample's rows whose text another row of the sample has, too.

    `texts` has shape (N,): a whole number for each row of the pool, the same where the text is the same. `rows` has
    shape (n,): the sample's positions. No position occurs twice.
    """
    raise NotImplementedError


def names(probabilities: np.ndarray, lengths: np.ndarray, texts: np.ndarray, samples: list[np.ndarray]) -> list[str]:
    """Return for each of the four samples "random", "uncertainty", "length" or "duplicates", each of them once.

    `lengths` has shape (N,), in tokens. `samples` holds the positions of each sample; they need not be equally large.
    """
    raise NotImplementedError
