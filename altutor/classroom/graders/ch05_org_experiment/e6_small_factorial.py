"""Grades e6_small_factorial: cells run again here, and the pipelines scored text by text."""

from functools import lru_cache
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

KEYS = ["after", "before", "feedback", "selection"]
ROUNDS, N_POOL, N_HELDOUT = 2, 200, 60
CLOSE = 0.01  # of F, should another process round differently; a wrong answer is further off

EXERCISE = Exercise(
    title="A small factorial",
    kind="reproduce",
    goals=("5.1",),
    minutes=30,
    difficulty=3,
    importance=2,
    needs=("ch05 e1",),
    terms=(
        "newswire",
        "base",
        "cell",
        "org",
        "held-out",
        "f-score",
        "round",
        "seed",
    ),
    uses=(
        "altutor.data.ag_news",
        "altutor.data.newswire",
        "altutor.ner.base",
        "altutor.ner.bench",
        "altutor.ner.loop",
    ),
    mistakes=(
        Mistake(
            "dev-for-heldout",
            "These are the scores on the dev split. That split consists of the session's own questions, so it cannot "
            "show what the session did to the pipeline.",
        ),
        Mistake(
            "first-round",
            "This stops at the first round. The last round is asked for.",
            hint=2,
        ),
        Mistake(
            "mean-of-blocks",
            "This is the mean of the F of single blocks. A block has few spans, and one without any counts as much as "
            "one with many. Add up the counts first.",
            hint=2,
        ),
        Mistake(
            "other-labels",
            "This scores the base's other labels against its own predictions. That tells how much was forgotten, not "
            "how well ORG is found.",
            hint=2,
        ),
        Mistake(
            "two-factors-at-once",
            "This compares two cells that differ in both factors. Whether the selection or the feedback did it cannot "
            "be told from them: it is the comparison that misled the practitioner.",
        ),
        Mistake(
            "levels-exchanged",
            "This has the opposite sign: a loss looks like a gain. The task says which level is subtracted from which.",
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`factorial` runs the cells and returns the held-out F of ORG before and after",
    hints=(
        "Which score did the practitioner not have at hand: the one on the session's own questions, or the other?",
        'Keep the rows of `kind` "round". The first is the untouched base, the last is the end. Of each, add up `tp`, '
        "`fp` and `fn` over the blocks before you divide.",
        "One bench for all cells: `Bench(corpus, load_base(base))`. For each cell one `Cell` (yes/no has a suggestion,"
        " too) and one call of `run_cell` with a `Protocol`.",
    ),
    seconds=60,
    draws=1,
)
def small_run(ask: Ask) -> None:
    """Run a cell of either feedback, and compare with the same cells run here."""
    from altutor.data.newswire import newswire_base

    base = str(newswire_base())  # trains it where it is missing, so that the student's time does not go into that
    cells = [
        {"selection": "random", "feedback": "spans"},  # its run ends with rows of other kinds
        {"selection": str(ask.rng.choice(["random", "beam"])), "feedback": "binary"},
    ]
    cells = [cells[i] for i in ask.rng.permutation(2)]
    seed, labels = int(ask.rng.integers(3)), 15 + 3 * int(ask.rng.integers(2))
    answer = ask(
        "factorial",
        cells=cells,
        data="newswire",
        base=base,
        seed=seed,
        rounds=ROUNDS,
        labels=labels,
        candidates=2 * labels,
        n_pool=N_POOL,
        n_heldout=N_HELDOUT,
    )
    value = answer.value
    right_form = (
        isinstance(value, (list, tuple)) and [isinstance(one, dict) and sorted(one) for one in value] == [KEYS] * 2
    )
    answer.holds(
        right_form,
        f"a list of {len(cells)} dictionaries with the keys {', '.join(KEYS)}",
        "there is one for each cell.",
    )
    for position, cell in enumerate(cells if right_form else []):
        found, run = value[position], _run(base, cell["selection"], cell["feedback"], seed, labels)
        called = f"{answer.called}\nand the names of cell {position}"
        ask.answer(called, [found["selection"], found["feedback"]]).equals(
            [cell["selection"], cell["feedback"]], because="the results stand in the order of the cells."
        )
        called = f"{answer.called}\nand F before and after of cell {position}: {cell['selection']}, {cell['feedback']}"
        ask.answer(called, [found["before"], found["after"]]).equals(
            run["right"],
            because=f"the same cell was run here, and the pipeline was scored on the {N_HELDOUT} held-out texts before "
            f"and after (up to {CLOSE:g}).",
            mistakes={name: both for name, both in run.items() if name != "right"},
            tolerance=CLOSE,
        )


@EXERCISE.part(
    points=1,
    asks="`effects` says what each factor does to the gain while the other one is held fixed",
    hints=(
        "To see what the selection does, which two cells may you compare? There are two such pairs.",
        "Put the four gains in a table with one row for each selection and one column for each feedback. Main effects "
        "are means of differences along one side; the interaction is the difference of two differences.",
    ),
)
def separate_effects(ask: Ask) -> None:
    """Work with invented gains, two of which interact."""
    before = float(ask.rng.uniform(0.4, 0.6))
    other = str(ask.rng.choice(["beam", "greedy", "committee"]))
    levels = [(selection, feedback) for selection in ("random", other) for feedback in ("spans", "binary")]
    spread = ask.rng.permutation([-0.3, -0.12, 0.05, 0.17]) + ask.rng.uniform(-0.02, 0.02, size=4)
    gain = dict(zip(levels, spread.tolist(), strict=True))
    results = [{"selection": s, "feedback": f, "before": before, "after": before + gain[s, f]} for s, f in levels]
    with_spans = gain[other, "spans"] - gain["random", "spans"]
    with_binary = gain[other, "binary"] - gain["random", "binary"]
    right = {
        "selection": (with_spans + with_binary) / 2,
        "feedback": sum(gain[s, "binary"] - gain[s, "spans"] for s in ("random", other)) / 2,
        "interaction": with_binary - with_spans,
    }
    both = gain[other, "binary"] - gain["random", "spans"]
    ask("effects", results=[results[i] for i in ask.rng.permutation(4)]).equals(
        right,
        because=f"the gain of {other} minus that of random is {with_spans:+.4f} with spans and {with_binary:+.4f} with "
        "yes/no.",
        mistakes={
            "two-factors-at-once": right | {"selection": both, "feedback": both},
            "levels-exchanged": {name: -effect for name, effect in right.items()},
        },
    )


@lru_cache(maxsize=1)
def _bench(base: str) -> Any:
    from altutor.data.newswire import load_newswire
    from altutor.ner.base import load_base
    from altutor.ner.bench import Bench

    return Bench(load_newswire(N_POOL, N_HELDOUT), load_base(base))


@lru_cache
def _run(base: str, selection: Any, feedback: Any, seed: int, labels: int) -> dict[str, list[float]]:
    """Return F before and after, and what known mistakes make of the same run."""
    from altutor.ner.loop import Cell, Protocol, run_cell

    bench = _bench(base)
    cell = Cell(selection, feedback, *(("proposals", "outside") if feedback == "binary" else ()))
    bench.restore(bench.untouched)
    before = _score(bench)
    rows = run_cell(bench, cell, Protocol(ROUNDS, labels, 2 * labels), seed)
    start, first, last = (next(row for row in rows if row["round"] == number) for number in (0, 1, ROUNDS))

    def f(row: dict[str, Any], prefix: str = "") -> float:
        tp, fp, fn = (np.array(row[prefix + name]) for name in ("tp", "fp", "fn"))
        return float(2 * tp.sum() / max((2 * tp + fp + fn).sum(), 1))

    def mean(row: dict[str, Any]) -> float:
        tp, fp, fn = (np.array(row[name]) for name in ("tp", "fp", "fn"))
        return float(np.mean(2 * tp / np.maximum(2 * tp + fp + fn, 1)))

    return {
        "right": [before, _score(bench)],
        "dev-for-heldout": [last["dev_before"], last["dev_after"]],
        "first-round": [before, f(first)],
        "mean-of-blocks": [mean(start), mean(last)],
        "other-labels": [f(start, "kept_"), f(last, "kept_")],
    }


def _score(bench: Any) -> float:
    """Return held-out F by character offsets, one text after the other."""
    right = found = gold = 0
    for text in bench.corpus.heldout:
        spans = {(entity.start_char, entity.end_char) for entity in bench.nlp(text.text).ents if entity.label_ == "ORG"}
        right, found, gold = right + len(spans & set(text.spans)), found + len(spans), gold + len(text.spans)
    return 2 * right / (found + gold)
