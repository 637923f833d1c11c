"""Texts as numbers: which terms they hold, where they lie by their words, how long they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError

DIMENSIONS = 50
TERMS = 20_000  # the most frequent are kept
FITTED_ON = 20_000  # texts that the dimensions are fitted on where there are more
CAP = 2000  # rows of a side that the tests whose time grows with the square look at
ALIKE = 1e-6  # vectors of unit length that differ by less are the same up to rounding


@dataclass(frozen=True)
class Words:
    """Texts as numbers, a row each.

    Attributes
    ----------
    terms
        Shape (n_terms,): words and pairs of words that at least three texts hold.
    presence
        Sparse, shape (n_texts, n_terms): 1 where the text holds the term.
    vectors
        Shape (n_texts, 50 at most): latent semantic analysis of tf-idf (Deerwester et al., 1990), of unit length.
    lengths
        Shape (n_texts,): words a text.
    """

    terms: NDArray[np.str_]
    presence: Any
    vectors: NDArray[np.float64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True)
class Sides:
    """The chosen texts and those that they are compared with, as rows of one table.

    Attributes
    ----------
    words
        Of both together: what is fitted on them knows nothing of who was chosen.
    texts
        The same texts.
    chosen, others
        Row numbers; no row is in both.
    name
        What the others are called: "other texts of the pool".
    """

    words: Words
    texts: Sequence[str]
    chosen: NDArray[np.intp]
    others: NDArray[np.intp]
    name: str

    def sample(
        self, rng: np.random.Generator, chosen: int = CAP, others: int = CAP
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return at most so many rows of each side, drawn at random."""
        return _some(self.chosen, chosen, rng), _some(self.others, others, rng)

    @property
    def sizes(self) -> dict[str, int]:
        """How many of what, for :class:`~altutor.diagnose.finding.Finding`."""
        return {"chosen texts": len(self.chosen), self.name: len(self.others)}


def sides(chosen: Sequence[str], others: Sequence[str], name: str, seed: int = 0) -> Sides:
    """Return chosen texts and others as two sides of one table."""
    texts = [*chosen, *others]
    rows = np.arange(len(texts))
    return Sides(words_of(texts, seed), texts, rows[: len(chosen)], rows[len(chosen) :], name)


def placed(words: Words, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the vectors of some texts, which say something only where texts differ.

    Raises
    ------
    AltutorError
        When no two of them differ.
    """
    vectors = words.vectors[rows]
    if not len(vectors) or np.ptp(vectors, axis=0).max() < ALIKE:
        raise AltutorError(
            "texts that share some words and differ in others: these cannot be told apart by their words "
            "(a language that writes no blanks between words needs some first)"
        )
    return vectors


def words_of(texts: Sequence[str], seed: int = 0) -> Words:
    """Count the terms of texts and place the texts by them.

    Parameters
    ----------
    texts
        At least one.
    seed
        Of the randomised decomposition, and of the 20,000 texts that it is fitted on where there are more.

    Returns
    -------
    Words
    """
    from scipy import sparse
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
    from sklearn.preprocessing import normalize

    least = min(3, max(1, len(texts) // 10))
    counter = CountVectorizer(
        ngram_range=(1, 2), min_df=least, max_features=TERMS, token_pattern=r"(?u)\b\w+\b", dtype=np.float32
    )
    lengths = np.array([len(text.split()) for text in texts], dtype=np.int64)
    try:
        counts = sparse.csr_matrix(counter.fit_transform(texts))
    except ValueError:  # no term in enough texts
        return Words(np.array([], dtype=str), sparse.csr_matrix((len(texts), 0)), np.zeros((len(texts), 1)), lengths)
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    rng = np.random.default_rng(seed)
    fitted_on = weighted[np.sort(_some(np.arange(len(texts)), FITTED_ON, rng))]
    # One dimension less than there are terms or texts is the most that the decomposition gives.
    dimensions = max(1, min(DIMENSIONS, *(size - 1 for size in fitted_on.shape)))
    if fitted_on.shape[1] < 2:
        vectors = weighted.toarray()
    else:
        vectors = TruncatedSVD(dimensions, random_state=seed).fit(fitted_on).transform(weighted)
    presence = counts
    presence.data[:] = 1
    return Words(counter.get_feature_names_out().astype(str), presence, normalize(vectors.astype(float)), lengths)


def _some(rows: NDArray[np.intp], most: int, rng: np.random.Generator) -> NDArray[np.intp]:
    return rows if len(rows) <= most else np.sort(rng.choice(rows, most, replace=False))
