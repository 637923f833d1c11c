"""Decide when to stop, by what random rows say.

A campaign mixes random rows into the rows that a strategy chooses. Before the label of a row is used for training, the
model predicts it, and a log notes whether it was right. The rule: stop when you can be 95% sure that the share of wrong
predictions on the pool is below a bound. The log is judged once, at a length that was fixed before.

1. `upper_end` is the upper end of the exact (Clopper-Pearson) one-sided 95% interval for a share, when `errors` of `n`
   random rows are wrong. It is the share at which so few errors (`errors` or fewer) have a probability of 0.05. It is 1
   where all n rows are wrong, and where n is 0. `scipy.stats.beta` or a search can find it.
2. `rows_without_error` is the smallest number of random rows that lets you stop if the model is right on all of them.
3. `should_stop` applies the rule to a log.
"""


def upper_end(errors: int, n: int) -> float:
    """Return the upper end of the one-sided 95% interval, between 0 and 1."""
    raise NotImplementedError


def rows_without_error(bound: float) -> int:
    """Return the smallest n for which `upper_end(0, n)` is below `bound`, a share between 0 and 1."""
    raise NotImplementedError


def should_stop(drawn: list[str], right: list[bool], curve: list[float], bound: float) -> bool:
    """Return whether to stop.

    `drawn` says of each row of the log whether it was "random" or "chosen" by the strategy, and `right` whether the
    model's prediction was right. `curve` holds the accuracy on the last ten chosen rows, noted once in a while. Stop
    where the upper end of the interval is below `bound`.
    """
    raise NotImplementedError
