from math import nan


def minutes_spent(tokens, marked, decisions, read, mark, decide):
    passed, seconds = [], 0.0
    for n, spans, answers in zip(tokens.tolist(), marked.tolist(), decisions.tolist(), strict=True):
        seconds += n * read
        seconds += spans * mark
        seconds += answers * decide
        passed.append(seconds / 60)
    return passed


def score_at(times, minutes, scores):
    found = []
    for time in times:
        later = [k for k, end in enumerate(minutes) if end >= time]
        if not later:
            found.append(nan)
        elif later[0] == 0:
            found.append(float(scores[0]))
        else:
            k = later[0]
            share = (time - minutes[k - 1]) / (minutes[k] - minutes[k - 1])
            found.append(float((1 - share) * scores[k - 1] + share * scores[k]))
    return found


def lead(minutes_1, scores_1, minutes_2, scores_2):
    others = score_at(minutes_1, minutes_2, scores_2)
    return [float(mine) - other for mine, other in zip(scores_1, others, strict=True)]


def break_even(gain_1, answers_1, gain_2, answers_2):
    answers_for_the_gain_of_one = (gain_1 / gain_2) * (answers_2 / answers_1)
    return answers_for_the_gain_of_one


def longest_decision(ratio, tokens, read, seconds_per_marked_text):
    allowed = ratio * seconds_per_marked_text
    reading = read * tokens
    if reading > allowed:
        return None
    return allowed - reading
