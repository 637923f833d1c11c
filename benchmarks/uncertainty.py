"""How fast are the three uncertainties? Ratios to ``nlp.pipe`` with ``ner`` alone, in one process run.

    python benchmarks/uncertainty.py --data ../shared/ag_news --base ../shared/models/en_news_base

Goals: beam and greedy at no less than half the speed of ``nlp.pipe``, a committee of K at no less than 0.8 / K of it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from threadpoolctl import threadpool_limits

from altutor.data.newswire import newswire_base
from altutor.experiments.ag_news_org import load
from altutor.ner.uncertainty import BEAM_WIDTH, COMMITTEE, SCORERS


def main() -> None:
    """Time each on the same texts, in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="newswire")
    parser.add_argument("--base", help="default: the base of newswire")
    parser.add_argument("--texts", type=int, default=6000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    corpus, nlp = load(options.data, options.base or str(newswire_base()))
    docs = [nlp.make_doc(text.text) for text in corpus.pool[: options.texts]]
    tokens = sum(map(len, docs))

    def pipe() -> None:
        for doc in nlp.pipe(docs):
            doc.set_ents([], default="missing")

    work: dict[str, Callable[[], object]] = {"nlp.pipe": pipe}
    work |= {name: (lambda scorer=scorer: scorer(nlp, docs)) for name, scorer in SCORERS.items()}
    seconds: dict[str, list[float]] = {name: [] for name in work}
    with threadpool_limits(1):
        for _ in range(options.repeats):
            for name, call in work.items():
                started = time.perf_counter()
                call()
                seconds[name].append(time.perf_counter() - started)
    bare = statistics.median(seconds["nlp.pipe"])
    goals = {"beam": 0.5, "greedy": 0.5, "committee": 0.8 / COMMITTEE}
    print(f"{len(docs):,} texts, {tokens:,} tokens, beam width {BEAM_WIDTH}, committee of {COMMITTEE}")
    for name, times in seconds.items():
        median = statistics.median(times)
        goal = f"  (goal: {goals[name]:.2f} or more)" if name in goals else ""
        print(f"{name:>10}: {median:6.1f} s, {tokens / median:7,.0f} tokens/s, {bare / median:.2f} of nlp.pipe{goal}")


if __name__ == "__main__":
    main()
