"""The cost of the ORG experiment beyond the spaCy calls that it must make.

    python benchmarks/org_overhead.py --data ../shared/ag_news --base ../shared/models/en_news_base

Runs one cell and writes down what it trained on, scored and predicted; then makes the same ``nlp.update``,
``beam_parse`` and ``nlp.pipe`` calls bare, in the same process, on texts that are tokenized already. Loading is left
out of both. Goal: at most 1.10 times.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Any
from unittest.mock import patch

from spacy.util import fix_random_seed, minibatch
from threadpoolctl import threadpool_limits

from altutor.data.newswire import newswire_base
from altutor.experiments.ag_news_org import load
from altutor.ner import bench as bench_module
from altutor.ner import loop as loop_module
from altutor.ner.base import recogniser
from altutor.ner.bench import Bench
from altutor.ner.entities import BATCH
from altutor.ner.loop import Cell, Protocol, run_cell
from altutor.ner.training import BATCH_SIZE, DROPOUT, EPOCHS
from altutor.ner.uncertainty import BEAM_DENSITY, BEAM_WIDTH, SCORERS

Calls = list[tuple[str, Any]]


def record(bench: Bench, cell: Cell, protocol: Protocol) -> Calls:
    """Run the cell once and return the calls it made to train, score and predict, with what it gave them."""
    calls: Calls = []

    def noting(kind: str, function: Any) -> Any:
        def wrapped(nlp: Any, what: Any, **kwargs: Any) -> Any:
            calls.append((kind, list(what)))
            return function(nlp, what, **kwargs)

        return wrapped

    with (
        patch.object(loop_module, "fine_tune", noting("update", loop_module.fine_tune)),
        patch.object(loop_module, "predict", noting("pipe", loop_module.predict)),
        patch.object(bench_module, "predict", noting("pipe", bench_module.predict)),
        patch.dict(SCORERS, beam=noting("beam", SCORERS["beam"])),
    ):
        run_cell(bench, cell, protocol, seed=0)
    return calls


def bare(bench: Bench, calls: Calls) -> None:
    """Make the calls with nothing around them."""
    nlp, ner = bench.nlp, recogniser(bench.nlp)
    for kind, what in calls:
        if kind == "update":
            bench.restore(bench.untouched)
            fix_random_seed(0)
            optimizer = nlp.create_optimizer()
            for _ in range(EPOCHS):
                for batch in minibatch(what, BATCH_SIZE):
                    nlp.update(batch, sgd=optimizer, drop=DROPOUT)
        elif kind == "beam":
            for batch in minibatch(sorted(what, key=len), BATCH):
                ner.scored_ents(ner.beam_parse(batch, beam_width=BEAM_WIDTH, beam_density=BEAM_DENSITY))
        else:
            for doc in nlp.pipe(what):
                doc.set_ents([], default="missing")


def main() -> None:
    """Time both, in turn, and print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="newswire")
    parser.add_argument("--base", help="default: the base of newswire")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--labels", type=int, default=250)
    options = parser.parse_args()
    bench = Bench(*load(options.data, options.base or str(newswire_base())))
    protocol = Protocol(rounds=2, labels=options.labels, candidates=4 * options.labels)
    for cell in (Cell("beam", "spans"), Cell("beam", "binary", "proposals", "unknown")):
        calls = record(bench, cell, protocol)
        seconds: dict[str, list[float]] = {"altutor": [], "bare": []}
        with threadpool_limits(1):
            for _ in range(options.repeats):
                started = time.perf_counter()
                run_cell(bench, cell, protocol, seed=0)
                seconds["altutor"].append(time.perf_counter() - started)
                started = time.perf_counter()
                bare(bench, calls)
                seconds["bare"].append(time.perf_counter() - started)
        ours, theirs = (statistics.median(seconds[name]) for name in ("altutor", "bare"))
        print(
            f"{cell.selection}, {cell.feedback}: {ours:.1f} s, bare spaCy {theirs:.1f} s, "
            f"ratio {ours / theirs:.3f}  (goal: 1.10 or less)"
        )


if __name__ == "__main__":
    main()
