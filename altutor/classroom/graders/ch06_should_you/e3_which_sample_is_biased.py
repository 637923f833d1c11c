"""Grades e3_which_sample_is_biased: exact p-values, Holm's steps, and four fresh samples."""

import numpy as np

from altutor.classroom.ask import Answer, Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch06_should_you import samples as made

TIMES = 1999

EXERCISE = Exercise(
    title="Which sample is biased?",
    kind="diagnose",
    goals=("6.4",),
    minutes=30,
    difficulty=3,
    importance=3,
    needs=(),
    terms=("sampling bias", "two-sample test", "p-value", "label shift", "confidence"),
    instead_of=("altutor.bias.two_sample:mmd_test", "altutor.bias.confidence:confidence_shift"),
    mistakes=(
        Mistake(
            "observed-not-counted",
            "This p-value is 0, as if no chance could ever do this. A thousand shuffles cannot show that. The real "
            "division is one of the possible ones and has to be counted, or the test raises too many false alarms.",
            hint=3,
        ),
        Mistake(
            "ties-left-out",
            "This counts only the shuffles that differ more than the real division. Labels tie often, and then the "
            "p-value comes out far too small.",
            hint=3,
        ),
        Mistake(
            "one-sided",
            "This counts shuffles in one direction. A choice can raise a share or lower it, and nobody knew beforehand"
            " which.",
            hint=2,
        ),
        Mistake(
            "columns-mixed",
            "This averages over the features as well. One feature that rises and another that falls then cancel.",
            hint=2,
        ),
        Mistake(
            "each-alone",
            "This compares every p-value with the whole level. With twelve tests of samples that chance drew, nearly "
            "every second table would show a false alarm.",
        ),
        Mistake(
            "bonferroni",
            "This divides the level by the number of all tests for each of them. It is valid, but not Holm's "
            "correction, which notices more with the same protection.",
            hint=2,
        ),
        Mistake(
            "does-not-stop",
            "This goes on after a p-value that was too large. What comes later is larger still, and the protection is "
            "gone.",
            hint=3,
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`p_value` is right for labels, which tie often",
    hints=(
        "If chance chose, every division of all rows into n and m was equally likely. Put all rows into one array.",
        "Shuffle, cut after the first n, and take the same distance as for the real division.",
        "Count the shuffles whose distance is larger or the same, add one for the real division, and divide.",
    ),
    seconds=10,
)
def labels(ask: Ask) -> None:
    """Compare with the exact p-value, by combinations; then with the smallest that shuffling can give."""
    chosen, others, p = made.shares(ask.rng)
    answer = ask("p_value", chosen=chosen, others=others, permutations=TIMES, seed=int(ask.rng.integers(1000)))
    _near(
        answer,
        p["right"],
        f"shares of {chosen.mean():.3f} and {others.mean():.3f} differ by {abs(chosen.mean() - others.mean()):.3f}; "
        f"of all "
        f"divisions of these {len(chosen) + len(others)} rows a share of {p['right']:.4f} differs at least as much.",
        {name: p[name] for name in ("ties-left-out", "one-sided")},
    )
    k = int(ask.rng.integers(26, 31))
    least = ask("p_value", chosen=np.ones(k), others=np.zeros(30), permutations=TIMES, seed=int(ask.rng.integers(1000)))
    least.equals(
        1 / (1 + TIMES),
        because=f"no shuffle differs as much; the real division itself is one of {TIMES + 1}.",
        mistakes={"observed-not-counted": 0.0, "ties-left-out": 0.0},
    )


@EXERCISE.part(
    points=1,
    asks="`p_value` is right for several features at once",
    hints=(
        "Each sample has one mean for each column.",
        "Subtract the two mean vectors, and take the length of the result.",
    ),
    seconds=10,
    draws=2,
)
def features(ask: Ask) -> None:
    """Compare with other shuffles of the same rows."""
    chosen, others, right, mixed = made.vectors(ask.rng)
    answer = ask("p_value", chosen=chosen, others=others, permutations=TIMES, seed=int(ask.rng.integers(1000)))
    distance = np.linalg.norm(chosen.mean(axis=0) - others.mean(axis=0))
    _near(
        answer,
        right,
        f"the mean vectors are {distance:.3f} apart, and a share of {right:.3f} of all divisions is at least as far "
        f"apart.",
        {"columns-mixed": mixed},
    )


def _near(answer: Answer, right: float, because: str, mistakes: dict[str, float]) -> None:
    """Allow for what two numbers of shuffles may differ by chance."""
    found = float(answer.numbers((), "a p-value"))

    def close(p: float, errors: float) -> bool:
        return bool(abs(found - p) <= errors * (p * (1 - p) * (1 / TIMES + 1 / 4000)) ** 0.5 + 1 / TIMES)

    near = close(right, 6)
    answer.ask.answer(answer.called, near).holds(
        near,
        f"about {right:.3f}",
        because,
        f"{found:.4f}",
        {name: close(p, 5) for name, p in mistakes.items()},
    )


@EXERCISE.part(
    points=2,
    asks="`holm` corrects for looking at several p-values",
    hints=(
        "Take five p-values and a level of 0.05. What must the smallest be at most? And the next?",
        "The limit grows from step to step: the level divided by 5, by 4, by 3, by 2, by 1.",
        "Sort, but remember where each stood. As soon as one is too large, all that are left are not significant.",
    ),
)
def correction(ask: Ask) -> None:
    """Place p-values so that each mistake decides one of them otherwise; then on the limits themselves."""
    limits = [0.01, 0.0125, 0.05 / 3, 0.025, 0.05]
    low = [0.0, 0.0102, limits[2] + 0.001, 0.0205, 0.03]
    high = [0.0098, 0.0123, 0.0198, 0.0248, 0.049]
    ranked = [round(float(ask.rng.uniform(a, b)), 4) for a, b in zip(low, high, strict=True)]
    order = ask.rng.permutation(5).tolist()
    if order == [0, 1, 2, 3, 4]:
        order.reverse()

    def placed(significant: list[bool]) -> list[bool]:
        return [significant[rank] for rank in order]

    ask("holm", p_values=[ranked[rank] for rank in order], level=0.05).equals(
        placed([True, True, False, False, False]),
        because=f"in order they are {', '.join(f'{p:g}' for p in ranked)}, and the limits are "
        f"{', '.join(f'{limit:.4g}' for limit in limits)}. The third is the first that is too large.",
        mistakes={
            "each-alone": [True] * 5,
            "bonferroni": placed([True, False, False, False, False]),
            "does-not-stop": placed([True, True, False, True, True]),
        },
    )
    for p_values, level in (([0.05, 0.025], 0.05), ([0.125], 0.125), ([0.26, 0.25], 0.25)):
        right = [True] * len(p_values) if p_values[0] == level else [False, False]
        ask("holm", p_values=p_values, level=level).equals(
            right, because=f"the smallest may be at most {level / len(p_values):g}, and the largest at most {level:g}."
        )


@EXERCISE.part(
    points=2,
    asks="`diagnose` names what differs in each of four samples",
    hints=(
        "How many tests are there? Collect all p-values before you decide on any of them.",
        "Keep for each p-value the sample and the quantity that it belongs to; then correct them all in one go.",
        "Begin with an empty list for each sample, and add the quantity wherever the corrected test is significant.",
    ),
    seconds=20,
    draws=2,
)
def diagnosis(ask: Ask) -> None:
    """Draw four samples: two chosen, one plain, and one whose labels look odd only where they are tested alone."""
    samples, others, differs, doubtful = made.family(ask.rng)
    answer = ask("diagnose", samples=samples, others=others, permutations=TIMES, seed=int(ask.rng.integers(1000)))
    if isinstance(answer.value, dict) and all(isinstance(one, (list, tuple)) for one in answer.value.values()):
        answer = ask.answer(answer.called, {name: sorted(map(str, one)) for name, one in answer.value.items()})
    right = {name: sorted(differs[name]) for name in samples}
    k = int(samples[doubtful]["labels"].sum())
    p = made.exact(k, made.CHOSEN, int(others["labels"].sum()), made.OTHERS)["right"]
    answer.equals(
        right,
        because=f"there are {3 * len(samples)} tests. What differs does so with p below 0.001. The labels of sample "
        f"{doubtful} "
        f"have p = {p:.3f}, which is nothing unusual among so many tests.",
        mistakes={"each-alone": right | {doubtful: ["labels"]}},
    )
