"""Run a small factorial of the ORG experiment, and separate the effects of its two factors.

The package has the parts, and the chapter shows them at work: a corpus (`load_newswire`, or `load_ag_news` for
those who have AG News in a folder), a base (`load_base`), a `Bench` that holds both, and `run_cell`, which runs
one cell. Use them.

1. `factorial` runs the given cells, each with the same base, seed and protocol, and returns the held-out F of
   ORG before and after. *Before* is the untouched base, *after* the pipeline after the last round. The rows of
   `run_cell` hold counts in blocks of held-out texts (`tp`, `fp`, `fn`, one number for each block): F is
   computed from their sums. A cell may return rows of other kinds too; those that matter here have `kind`
   "round". Yes/no feedback ("binary") suggests any span that is proposed ("proposals"), and its unlabelled
   tokens are "outside".
2. `effects` takes the results of all four combinations of two selections and two kinds of feedback, in any
   order, and says what each factor does to the gain (after minus before) when the other one is held fixed.

The same function must run on newswire and on AG News. Where the parts are, and how to try it:

    from altutor.data.ag_news import load_ag_news
    from altutor.data.newswire import load_newswire, newswire_base
    from altutor.ner.base import load_base
    from altutor.ner.bench import Bench
    from altutor.ner.loop import Cell, Protocol, run_cell

    factorial([{"selection": "beam", "feedback": "spans"}], "newswire", str(newswire_base()), 0, 2, 15, 40, 200, 60)

The first time, `newswire_base` trains its pipeline, which takes about half a minute. A cell takes a few seconds.
"""


def factorial(
    cells: list[dict[str, str]],
    data: str,
    base: str,
    seed: int,
    rounds: int,
    labels: int,
    candidates: int,
    n_pool: int,
    n_heldout: int,
) -> list[dict]:
    """Return one dictionary for each cell, in the same order, with "selection", "feedback", "before" and "after".

    `cells` holds dictionaries with "selection" ("random", "beam", "greedy", "committee") and "feedback" ("spans",
    "binary"). `data` is "newswire" or the folder of AG News, `base` the folder of a pipeline. `rounds`, `labels` (a
    round) and `candidates` make the protocol. `n_pool` and `n_heldout` are the numbers of texts of newswire; AG News
    has its own.
    """
    raise NotImplementedError


def effects(results: list[dict]) -> dict[str, float]:
    """Return the effects on the gain, with the keys "selection", "feedback" and "interaction".

    `results` has the form that `factorial` returns: four cells, of selection "random" or one other, and of feedback
    "spans" or "binary". "selection" is the mean over both kinds of feedback of: the other selection minus random.
    "feedback" is the mean over both selections of: binary minus spans. "interaction" is what the other selection
    adds to random with binary feedback, minus what it adds with spans.
    """
    raise NotImplementedError
