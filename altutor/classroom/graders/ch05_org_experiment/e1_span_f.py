"""Grades e1_span_f: counts by plain loops over texts with planted errors of every kind."""

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch05_org_experiment.spans import COUNTED, Texts, exact, macro, ratios, texts

EXERCISE = Exercise(
    title="Precision, recall and F of spans",
    kind="implement",
    goals=("5.1",),
    minutes=15,
    difficulty=1,
    importance=2,
    needs=(),
    terms=("span", "gold", "precision", "recall", "f-score"),
    instead_of=("altutor.ner.scores:count", "altutor.ner.scores:precision_recall_f"),
    mistakes=(
        Mistake(
            "token-level",
            "This counts tokens. A long name then weighs more than a short one, and a span with a wrong border still "
            "earns most of its tokens. A reader who gets half of a name has not got the name.",
        ),
        Mistake(
            "overlap-counts",
            "This counts a predicted span as right where it only overlaps a gold one. Wrong borders are the most "
            "frequent error after yes/no feedback, and this score cannot see them.",
        ),
        Mistake(
            "label-ignored",
            "This compares borders only. A person marked as ORG counts as a right ORG.",
            hint=2,
        ),
        Mistake(
            "texts-mixed",
            "This throws the spans of all texts together. A span then counts as right because another text has gold at"
            " the same tokens.",
            hint=2,
        ),
        Mistake(
            "macro-over-texts",
            "This is the mean of the scores of single texts. A text with one span then weighs as much as one with "
            "five, and a text without any span counts as 0.",
        ),
        Mistake(
            "arithmetic-mean",
            "This is the plain mean of precision and recall. A pipeline with one of the two near 0 would still get up "
            "to one half; F is the harmonic mean.",
            hint=2,
        ),
        Mistake(
            "perfect-when-silent",
            "This gives 1 where there is nothing to divide by. A pipeline that fell silent would then look perfectly "
            "precise. The task says 0.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`counts` counts right, wrongly predicted and missed spans, exact borders and labels, over all texts",
    hints=(
        "Take one text, and mark by hand which of its predicted spans are exactly in its gold. What is left over on "
        "either side?",
        "Tuples compare whole: borders and label at once. Go text by text, and add up.",
        "For each text: how many spans are in both lists? What is predicted beyond those is wrong, what is gold beyond"
        " those is missed. Add the three numbers over the texts.",
    ),
)
def exact_counts(ask: Ask) -> None:
    """Count by loops, where every kind of error occurs."""
    predicted, gold = texts(ask.rng)
    right, wrong, missed = exact(predicted, gold)
    ask("counts", predicted=predicted, gold=gold).equals(
        (right, wrong, missed),
        because=f"{sum(map(len, predicted))} spans are predicted and {sum(map(len, gold))} are gold; of these, {right} "
        "agree in text, borders and label.",
        mistakes={name: count(predicted, gold) for name, count in COUNTED.items()},
    )


@EXERCISE.part(
    points=2,
    asks="`scores` returns precision, recall and F from the counts over all texts together",
    hints=(
        "Precision looks at what is predicted, recall at what is gold. Which of the three counts belong to each?",
        "Add up the counts of all texts first, and divide only then. F is the harmonic mean, which twice the right "
        "ones over all predicted and all gold also gives.",
    ),
)
def micro_scores(ask: Ask) -> None:
    """Divide the sums; the mistakes get the same texts."""
    predicted, gold = texts(ask.rng)
    right, wrong, missed = exact(predicted, gold)
    precision, recall, f = ratios((right, wrong, missed))
    ask("scores", predicted=predicted, gold=gold).equals(
        (precision, recall, f),
        because=f"{right} of {right + wrong} predicted spans are right, {right} of {right + missed} gold spans are "
        f"found, and F is {2 * right} / {right + wrong + right + missed}.",
        mistakes={name: ratios(count(predicted, gold)) for name, count in COUNTED.items()}
        | {
            "macro-over-texts": macro(predicted, gold),
            "arithmetic-mean": (precision, recall, (precision + recall) / 2),
        },
    )


@EXERCISE.part(
    points=1,
    asks="`scores` gives 0 for a ratio that has no denominator",
    hints=(
        "What does your code divide by where no text has a predicted span? Where none has gold?",
        "Ask before each division whether the denominator is 0. The answer is then 0, as the task says.",
    ),
    draws=2,
)
def nothing_there(ask: Ask) -> None:
    """Ask about silent pipelines, texts without gold, and no text at all."""
    _, gold = texts(ask.rng)
    none: Texts = [[] for _ in gold]
    cases: tuple[tuple[str, Texts, Texts, tuple[float, ...]], ...] = (
        ("Nothing is predicted", none, gold, (1.0, 0.0, 0.0)),
        ("Nothing is gold", gold, none, (0.0, 1.0, 0.0)),
        ("There is neither a predicted nor a gold span", none, none, (1.0, 1.0, 1.0)),
        ("There is no text", [], [], (1.0, 1.0, 1.0)),
    )
    for what, predicted, marked, silent in cases:
        ask("scores", predicted=predicted, gold=marked).equals(
            (0.0, 0.0, 0.0),
            because=f"{what}, so no span is right, and a ratio without a denominator is 0.",
            mistakes={"perfect-when-silent": silent},
        )
