import numpy as np


def minutes_spent(tokens, marked, decisions, read, mark, decide):
    return np.cumsum(read * tokens + mark * marked + decide * decisions) / 60


def score_at(times, minutes, scores):
    return np.interp(times, minutes, scores)


def lead(minutes_1, scores_1, minutes_2, scores_2):
    return scores_1 - score_at(minutes_1, minutes_2, scores_2)


def break_even(gain_1, answers_1, gain_2, answers_2):
    return (gain_1 / answers_1) / (gain_2 / answers_2)


def longest_decision(ratio, tokens, read, seconds_per_marked_text):
    left = ratio * seconds_per_marked_text - read * tokens
    return left if left >= 0 else None
