"""Makes the logs of races: honest ones, and what can be wrong with them."""

from typing import Any

import numpy as np

Log = dict[str, Any]
Race = tuple[Log, Log]
KINDS = ("trained on held-out", "tuned on held-out", "not paired", "labels not counted")


def used(log: Log) -> int:
    """Return how many labels a run used, those of its held-out rows left out."""
    return len({*log["start"], *log["queries"], *log["tuned_on"]} - set(log["heldout"]))


def race(rng: np.random.Generator, twice: bool = True) -> Race:
    """Return two honest logs, with rows in several orders.

    Both were tuned on a row that they did not label otherwise, and (if `twice`) on some that they did. Rows from 90 on
    are left over.
    """
    rows = rng.choice(np.arange(10, 90), size=20, replace=False).tolist()
    start, heldout, pool, seed = rows[:3], rows[3:8], rows[8:], int(rng.integers(1, 50))
    logs: list[Log] = []
    for number in range(2):
        queries = rng.choice(pool[:-2], size=5, replace=False).tolist()
        tuned_on = [pool[-1 - number], *([start[1], queries[0], queries[3]] if twice else [])]
        log = {"seed": seed, "start": start, "queries": queries, "heldout": heldout, "tuned_on": tuned_on}
        logs.append({key: value if key == "seed" else rng.permutation(value).tolist() for key, value in log.items()})
    logs[1]["start"], logs[1]["heldout"] = logs[0]["start"][::-1], logs[0]["heldout"][::-1]
    for log in logs:
        log["reported"] = used(log)
    return logs[0], logs[1]


def train_on_heldout(rng: np.random.Generator, race: Race, where: str) -> int:
    """Put a held-out row into the queries of a run or into both starts."""
    row = int(rng.choice(race[where == "random"]["heldout"]))
    for name, log in zip(("strategy", "random"), race, strict=True):
        if where in (name, "start"):
            rows = log["start" if where == "start" else "queries"]
            rows.insert(int(rng.integers(len(rows))), row)
    return row


def tune_on_heldout(rng: np.random.Generator, race: Race, which: int) -> int:
    """Put a held-out row among those that a run was tuned on."""
    row = int(rng.choice(race[which]["heldout"]))
    race[which]["tuned_on"].insert(int(rng.integers(2)), row)
    return row


def unpair(rng: np.random.Generator, race: Race, what: str) -> None:
    """Change the seed, a row of the start or a held-out row in one of the runs; its report stays as right as it was."""
    log = race[int(rng.integers(2))]
    before = used(log)
    if what == "seed":
        log["seed"] += int(rng.integers(1, 9))
    else:
        seen = {row for one in race for key in ("queries", "tuned_on") for row in one[key]}
        old = next(row for row in log[what] if row not in seen)
        log[what] = [90 + int(rng.integers(10)) if row == old else row for row in log[what]]
    log["reported"] += used(log) - before


def break_in(rng: np.random.Generator, race: Race, kind: str) -> None:
    """Make one thing wrong with a race."""
    which = int(rng.integers(2))
    if kind == KINDS[0]:
        train_on_heldout(rng, race, ("strategy", "random")[which])
    elif kind == KINDS[1]:
        tune_on_heldout(rng, race, which)
    elif kind == KINDS[2]:
        unpair(rng, race, str(rng.choice(["seed", "start", "heldout"])))
    else:
        race[which]["reported"] -= 1
