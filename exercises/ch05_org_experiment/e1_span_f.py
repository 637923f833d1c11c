"""Score a pipeline by the spans that it finds.

A span is a tuple (start, end, label): its first token, the token after its last, and its label. `predicted` and `gold`
are lists with one entry for each text, in the same order; an entry is a list of spans, in any order and without
repetitions. A predicted span is right only where the gold of the same text holds a span with both borders and the label
the same.

1. `counts` counts over all texts together.
2. `scores` turns the counts into precision, recall and F.

A ratio without a denominator is 0: the precision where nothing is predicted, the recall where nothing is gold, and F
where there is neither.
"""


def counts(predicted: list[list[tuple[int, int, str]]], gold: list[list[tuple[int, int, str]]]) -> tuple[int, int, int]:
    """Return how many spans are right, how many are predicted but not gold, and how many are gold but not predicted."""
    raise NotImplementedError


def scores(
    predicted: list[list[tuple[int, int, str]]], gold: list[list[tuple[int, int, str]]]
) -> tuple[float, float, float]:
    """Return precision, recall and F, each from 0 to 1, from the counts over all texts together."""
    raise NotImplementedError
