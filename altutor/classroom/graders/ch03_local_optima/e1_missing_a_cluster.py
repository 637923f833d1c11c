"""Grades e1_missing_a_cluster: closed forms against counts, one draw at a time."""

from math import ceil, comb, floor, log, prod

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Miss a cluster by chance",
    kind="implement",
    goals=("3.3", "3.4"),
    minutes=15,
    difficulty=1,
    importance=3,
    needs=("chapter 3, How likely is a miss? Two closed forms",),
    terms=("start", "hidden mass", "missed cluster", "exploration rate", "round", "pool", "closed form"),
    instead_of=("altutor.data.trap:probability_missed",),
    mistakes=(
        Mistake(
            "mass-to-the-power",
            "This is the probability that every label falls into the cluster. A start misses the cluster when none "
            "does.",
        ),
        Mistake(
            "expected-number",
            "This uses the expected number of random labels in the cluster as if it were a probability. The two differ"
            " because several labels may fall into the cluster: each adds to the number, but the cluster is found "
            "once.",
        ),
        Mistake(
            "the-other-event",
            "This is the probability of the other event: found for missed, or missed for found. The two add up to 1.",
        ),
        Mistake(
            "every-query-random",
            "This counts every query as a random one. Only the share epsilon of the queries is drawn at random; the "
            "others never fall into the cluster here.",
            hint=2,
        ),
        Mistake(
            "rounded-down",
            "This number is rounded down, and the risk is then still above the limit: one label more is needed.",
            hint=3,
        ),
        Mistake(
            "strictly-below",
            "This asks for a risk below the limit. A risk that equals the limit is allowed, and one label fewer is "
            "enough.",
            hint=3,
        ),
        Mistake(
            "bound-for-exact",
            "This is the bound that the chapter derives for small masses, log(1/risk) / mass. So many labels suffice, "
            "but they are more than are needed.",
            hint=2,
        ),
        Mistake(
            "with-replacement",
            "This takes the draws to be independent, as if a row were put back. No row is drawn twice: with each draw "
            "that misses, the cluster's share of what is left grows, and the next draw is likelier to hit.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`missed` is the probability that none of `n` random labels falls into the cluster",
    hints=(
        "Begin with one label. How likely is it to fall outside the cluster?",
        "The labels are independent, and all of them have to fall outside. What becomes of independent probabilities?",
        "Multiply the probability of one miss by itself, once for each label. No label at all misses for sure.",
    ),
)
def misses(ask: Ask) -> None:
    """Compare with a product over labels, for small and large starts and for none."""
    for n, mass in [
        (int(ask.rng.integers(4, 10)), round(ask.rng.uniform(0.02, 0.08), 3)),
        (int(ask.rng.integers(12, 25)), round(ask.rng.uniform(0.1, 0.3), 3)),
        (0, round(ask.rng.uniform(0.1, 0.3), 3)),
    ]:
        expected = prod([1 - mass for _ in range(n)])
        ask("missed", n=n, mass=mass).equals(
            expected,
            because=f"one label misses with probability 1 - {mass:g} = {1 - mass:g}, and all {n} have to miss."
            if n
            else "no label was drawn, so none falls into the cluster.",
            mistakes={"the-other-event": 1 - expected, "mass-to-the-power": mass**n, "expected-number": 1 - n * mass},
        )


@EXERCISE.part(
    points=1,
    asks="`found` is the probability that exploration meets the cluster within so many rounds",
    hints=(
        "Look at a single round first. In how many ways can it go without a query in the cluster?",
        "A query falls into the cluster if two things happen together: it is random, and it falls there.",
        "Compute the probability that all rounds miss, as for a start; then turn to the other event.",
    ),
)
def finds(ask: Ask) -> None:
    """Compare with a chain of rounds, the unfound share handed on from one to the next."""
    for rounds in (int(ask.rng.integers(5, 12)), int(ask.rng.integers(30, 90)), 0):
        epsilon, mass = round(ask.rng.uniform(0.15, 0.6), 2), round(ask.rng.uniform(0.05, 0.3), 2)
        unfound, all_random = 1.0, 1.0
        for _ in range(rounds):
            unfound -= unfound * epsilon * mass
            all_random -= all_random * mass
        ask("found", rounds=rounds, epsilon=epsilon, mass=mass).equals(
            1 - unfound,
            because=f"a round meets the cluster with probability {epsilon:g} x {mass:g} = {epsilon * mass:.4g}, and "
            f"misses it otherwise; all {rounds} rounds miss it with probability {unfound:.6g}.",
            mistakes={
                "every-query-random": 1 - all_random,
                "the-other-event": unfound,
                "expected-number": rounds * epsilon * mass,
            },
        )


@EXERCISE.part(
    points=2,
    asks="`labels_needed` is the smallest number of labels that keeps the risk at or below the limit",
    hints=(
        "Which function of `n` has to be at most `risk`? Try n = 1, 2, 3 on paper with a mass of 0.5 and a risk of "
        "0.25.",
        "Either count up until the risk is low enough, or solve the inequality with logarithms. log(1 - mass) is "
        "negative.",
        "The solution of the inequality is seldom whole: labels are whole, and too few of them miss the limit. Where "
        "it is whole, it is the answer.",
    ),
)
def needed(ask: Ask) -> None:
    """Count up; on the border, powers of one half are exact."""
    while True:
        mass, risk = round(ask.rng.uniform(0.04, 0.4), 3), float(ask.rng.choice([0.01, 0.02, 0.05, 0.1]))
        wanted = log(risk) / log(1 - mass)
        bound = ceil(log(1 / risk) / mass)
        if 0.05 < wanted % 1 < 0.95 and bound > ceil(wanted):
            break
    n = 0
    while (1 - mass) ** n > risk:
        n += 1
    ask("labels_needed", mass=mass, risk=risk).equals(
        n,
        because=f"{n} labels miss with probability {(1 - mass) ** n:.4g}, which is at most {risk:g}; {n - 1} labels "
        f"miss with probability {(1 - mass) ** (n - 1):.4g}, which is more.",
        mistakes={"rounded-down": floor(wanted), "bound-for-exact": bound},
    )
    k = int(ask.rng.integers(1, 7))
    ask("labels_needed", mass=0.5, risk=0.5**k).equals(
        k,
        because=f"{k} labels miss with a probability of exactly {0.5**k:g}, which is at most {0.5**k:g}.",
        mistakes={"strictly-below": k + 1},
    )
    ask("labels_needed", mass=0.9, risk=0.2).equals(
        1,
        because="one label misses with probability 0.1, which is at most 0.2; no label at all misses for sure.",
        mistakes={"rounded-down": 0},
    )


@EXERCISE.part(
    points=2,
    asks="`missed_in_pool` is exact for draws without replacement from a pool of known size",
    hints=(
        "How many rows lie outside the cluster before the first draw? How many after a first draw that missed?",
        "Go draw by draw: both the rows outside the cluster and the rows that are left become fewer.",
        "Either multiply these shares, or count: of all ways to choose n rows, how many choose only rows outside? "
        "SciPy has the distribution under the name hypergeometric.",
    ),
)
def pool(ask: Ask) -> None:
    """Count the choices of rows; with a pool that is nearly drawn out, and with no draw."""
    rows, hidden = int(ask.rng.integers(30, 60)), int(ask.rng.integers(3, 9))
    for n in (int(ask.rng.integers(6, 15)), 1, rows - hidden, rows - hidden + int(ask.rng.integers(1, 3)), 0):
        ways, avoiding = comb(rows, n), comb(rows - hidden, n)
        expected = avoiding / ways
        because = f"of the {ways:.4g} ways to choose {n} of {rows} rows, {avoiding:.4g} avoid the cluster."
        if n > rows - hidden:
            because = f"only {rows - hidden} rows lie outside the cluster, so {n} draws cannot all miss it."
        ask("missed_in_pool", rows=rows, hidden=hidden, n=n).equals(
            expected,
            because=because,
            mistakes={
                "with-replacement": (1 - hidden / rows) ** n,
                "the-other-event": 1 - expected,
                "expected-number": 1 - n * hidden / rows,
            },
        )
