"""The obvious script of the same tests, with scikit-learn and scipy: what ``diagnose_large.py`` compares with.

    python benchmarks/diagnose_obvious.py chosen.jsonl pool.jsonl [--permutations 20] [--of 1999]

Prints the seconds of each part as JSON. Where permutations are repeated fits, only `--permutations` are done, and the
seconds are scaled to `--of`. Classifier and MMD see at most 2,000 texts a side, as in altutor.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats
from scipy.spatial.distance import pdist
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.pairwise import cosine_similarity, rbf_kernel
from sklearn.model_selection import permutation_test_score

REGIONS = 200
CAP = 2000  # texts a side
TERMS = 500  # that are tested one by one; the seconds are scaled to all


def mmd(kernel: Any, first: Any, second: Any) -> float:
    """Return the squared discrepancy of two sets of rows."""
    n, m = len(first), len(second)
    within = (kernel[np.ix_(first, first)].sum() - n) / (n * (n - 1))
    within += (kernel[np.ix_(second, second)].sum() - m) / (m * (m - 1))
    return float(within - 2 * kernel[np.ix_(first, second)].mean())


def parts(chosen: list[str], pool: list[str], permutations: int, of: int) -> dict[str, float]:
    """Run the tests and return the seconds of each, scaled where not all was done."""
    spent: dict[str, float] = {}
    rng = np.random.default_rng(0)
    started = time.perf_counter()

    def done(name: str, scale: float = 1.0) -> None:
        nonlocal started
        now = time.perf_counter()
        spent[name] = scale * (now - started)
        started = now

    known = set(chosen)
    texts = [*chosen, *(text for text in pool if text not in known)]
    is_chosen = np.arange(len(texts)) < len(chosen)
    tfidf = TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=20_000).fit_transform(texts)
    vectors = TruncatedSVD(50, random_state=0).fit_transform(tfidf)
    done("tf-idf and SVD")

    some = np.concatenate([rng.permutation(np.flatnonzero(side))[:CAP] for side in (is_chosen, ~is_chosen)])
    model = LogisticRegression(max_iter=1000)
    permutation_test_score(
        model, vectors[some], is_chosen[some], cv=5, scoring="roc_auc", n_permutations=permutations, random_state=0
    )
    done("classifier", (of + 1) / (permutations + 1))

    rows = vectors[some]
    kernel = rbf_kernel(rows, gamma=0.5 / np.median(pdist(rows)) ** 2)
    done("kernel matrix")
    n = int(is_chosen[some].sum())
    for _ in range(permutations + 1):
        order = rng.permutation(len(some))
        mmd(kernel, order[:n], order[n:])
    done("mmd", (of + 1) / (permutations + 1))

    lengths = np.array([len(text.split()) for text in texts], dtype=float)
    stats.permutation_test(
        (lengths[is_chosen], lengths[~is_chosen]),
        lambda x, y: x.mean() - y.mean(),
        n_resamples=permutations,
        random_state=0,
    )
    done("length", (of + 1) / (permutations + 1))

    counts = CountVectorizer(ngram_range=(1, 2), min_df=3, max_features=20_000, binary=True).fit_transform(texts)
    hits, others = (np.asarray(counts[side].sum(axis=0)).ravel() for side in (is_chosen, ~is_chosen))
    done("counting terms")
    tested = min(TERMS, len(hits))
    for term in rng.choice(len(hits), tested, replace=False):
        a, b = int(hits[term]), int(others[term])
        stats.fisher_exact([[a, is_chosen.sum() - a], [b, (~is_chosen).sum() - b]])
    done("terms", len(hits) / tested)

    region = KMeans(min(REGIONS, len(texts) // 20), random_state=0).fit_predict(vectors)
    found, size = (np.bincount(part, minlength=region.max() + 1) for part in (region[is_chosen], region))
    stats.chi2_contingency([found, size - found])
    stats.hypergeom.cdf(found, len(texts), size, is_chosen.sum())
    done("regions, clusters and missed")

    for side in (is_chosen, ~is_chosen):
        cosine_similarity(tfidf[np.flatnonzero(side)[:CAP]], dense_output=True).max()
    done("duplicates, no permutations")
    return spent


def read(path: str) -> list[str]:
    """Return the texts of a JSONL file."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def main(words: Sequence[str] | None = None) -> dict[str, float]:
    """Print the seconds as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chosen")
    parser.add_argument("pool")
    parser.add_argument("--permutations", type=int, default=20)
    parser.add_argument("--of", type=int, default=1999)
    options = parser.parse_args(words)
    spent = parts(read(options.chosen), read(options.pool), options.permutations, options.of)
    print(json.dumps({name: round(seconds, 3) for name, seconds in spent.items()}))
    return spent


if __name__ == "__main__":
    main()
