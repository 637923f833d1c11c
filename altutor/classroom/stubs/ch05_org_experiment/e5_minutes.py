"""Compare two ways of labelling by annotator minutes instead of labels.

The cost model has three numbers: seconds to read one token (`read`), to mark one span (`mark`) and to take one
decision (`decide`). Every text that is shown is read in full, whether or not anything is marked or decided in
it.

1. `minutes_spent` gives the minutes that have passed after each text of a session.
2. `score_at` reads a learning curve at any time: on straight lines between the rounds. After the last round
   nothing was measured, so the score is NaN there.
3. `lead` compares two curves at equal minutes: at the end of each round of the first way, its score minus the
   score of the second way at that time; NaN where the second way ended earlier.
4. `break_even` gives the ratio of seconds, one answer of the first way divided by one of the second, at which
   both gain the same per minute. A way gains so much per answer as its total gain divided by its answers.
5. `longest_decision` applies that to yes/no answers (the first way) against marked texts (the second way): how
   many seconds may one decision take so that both gain the same per minute?
"""

import numpy as np


def minutes_spent(
    tokens: np.ndarray, marked: np.ndarray, decisions: np.ndarray, read: float, mark: float, decide: float
) -> np.ndarray:
    """Return the minutes that have passed after each text, shape (n,).

    `tokens`, `marked` and `decisions` have shape (n,): for each text that was shown, in this order, its tokens, the
    spans that were marked in it, and the decisions that were taken on it (0 for a text without a suggestion).
    """
    raise NotImplementedError


def score_at(times: np.ndarray, minutes: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return the score at each of `times` (minutes, 0 or more), shape (n_times,).

    `minutes` and `scores` have one entry for the start, at 0 minutes, and one for the end of each round.
    """
    raise NotImplementedError


def lead(minutes_1: np.ndarray, scores_1: np.ndarray, minutes_2: np.ndarray, scores_2: np.ndarray) -> np.ndarray:
    """Return how far the first way is ahead at each of `minutes_1`, shape of `minutes_1`."""
    raise NotImplementedError


def break_even(gain_1: float, answers_1: int, gain_2: float, answers_2: int) -> float:
    """Return the ratio of seconds per answer, first way divided by second, at which both gain the same per minute.

    `gain_1` and `gain_2` are the total gains in held-out F, both above 0.
    """
    raise NotImplementedError


def longest_decision(ratio: float, tokens: float, read: float, seconds_per_marked_text: float) -> float | None:
    """Return the seconds that one decision may take so that both ways gain the same per minute.

    `ratio` comes from `break_even`, `tokens` is the mean length of a text in the yes/no session, `read` the seconds to
    read a token. None where even a decision that takes no time is too slow, because the text must be read.
    """
    raise NotImplementedError
