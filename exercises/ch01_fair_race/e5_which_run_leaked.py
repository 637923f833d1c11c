"""Read the logs of races, and say which cannot be believed.

Each race has two runs: a strategy and random sampling. Each run kept a log. Rows are numbers, the same in both logs. A
log is a dictionary:

- `seed`: the seed of the run;
- `start`, `queries`: rows whose labels the model was trained on, bought before and during the loop;
- `heldout`: rows on which the reported accuracy was measured;
- `tuned_on`: rows whose labels were used to choose the penalty or the round at which to stop (often none);
- `reported`: how many labels the report says the run used, those of the held-out rows left out.

Four things can be wrong with a race. It is enough if one of the two runs shows them, and if one row is concerned.

- "trained on held-out": a held-out row of a run is in its start or among its queries.
- "tuned on held-out": a held-out row of a run was used to choose something.
- "not paired": the two runs differ in their seed, in the rows of their start or in their held-out rows. The order in
  which rows are listed means nothing.
- "labels not counted": a run's report gives fewer labels than the run used. A row whose label was used is one label,
  however often it was used, in the start, as a query or to choose something. Held-out rows are left out of this count.

1. `problems` names what is wrong with one race.
2. `believable` picks the races of which nothing is wrong.
"""


def problems(strategy: dict, random: dict) -> list[str]:
    """Return what is wrong with a race, in any order: each of the four texts above at most once, or an empty list.

    `strategy` and `random` are the logs of its two runs.
    """
    raise NotImplementedError


def believable(races: dict[str, list[dict]]) -> list[str]:
    """Return the names of the races of which nothing is wrong, in alphabetical order.

    `races` maps the name of a race to its two logs: strategy first, random sampling second.
    """
    raise NotImplementedError
