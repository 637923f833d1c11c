"""Grades e5_which_run_leaked: honest logs, and the same logs with one thing wrong."""

from collections.abc import Mapping

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch01_fair_race import races as made
from altutor.classroom.graders.ch01_fair_race.races import KINDS, Race

EXERCISE = Exercise(
    title="Which run leaked?",
    kind="diagnose",
    goals=("1.3", "1.7"),
    minutes=30,
    difficulty=3,
    importance=3,
    needs=("ch01 e3",),
    terms=("run", "seed", "start", "query", "held-out", "labelled set", "random sampling"),
    mistakes=(
        Mistake(
            "start-overlooked",
            "This looks for held-out rows among the queries alone. The model is trained on the start, too.",
            hint=2,
        ),
        Mistake(
            "baseline-trusted",
            "This reads the log of the strategy alone. A baseline that trained on its own test is too good, which "
            "makes the race just as worthless.",
            hint=2,
        ),
        Mistake(
            "all-rows-needed",
            "This asks whether all rows are held-out rows. One held-out row that was seen is one too many.",
            hint=2,
        ),
        Mistake(
            "order-matters",
            "This compares lists. The same rows in another order are the same pool, start or test.",
            hint=3,
        ),
        Mistake(
            "seed-alone",
            "This takes equal seeds as proof of a pair. Programs differ in what they draw from a seed: compare the "
            "rows.",
            hint=2,
        ),
        Mistake(
            "tuning-is-free",
            "This does not count the labels with which something was chosen. Somebody had to buy them, too.",
            hint=2,
        ),
        Mistake(
            "counted-twice",
            "This doubts a report that is honest. A row that was a query and then helped to choose the penalty is one "
            "label, not two. And a report that gives more labels than were used hides none.",
            hint=3,
        ),
        Mistake(
            "held-out-counted",
            "This counts the label of a held-out row among those that the run used. By the task such rows are left out"
            " of the count. That the row was used at all is another problem, with a name of its own.",
            hint=3,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`problems` finds nothing in an honest race",
    hints=(
        "Rows listed in another order are the same rows.",
        "Used labels: start, queries and tuning together. A row that stands in two of the lists is one label.",
        "Sets of rows answer both questions: they have no order, and hold each row once.",
    ),
)
def honest(ask: Ask) -> None:
    """Nothing is wrong: not with rows in another order, nor with a label used twice or reported without need."""
    race = made.race(ask.rng)
    race[0]["tuned_on"] = []
    race[0]["reported"] = made.used(race[0])
    race[1]["reported"] += 1
    _judge(
        ask,
        race,
        [],
        "both runs have the same seed, start and held-out rows, and used no held-out row. They used the labels of "
        f"{made.used(race[0])} and {made.used(race[1])} rows, and report no fewer.",
        {
            "order-matters": ["not paired"],
            "counted-twice": ["labels not counted"],
            "all-rows-needed": ["tuned on held-out"],  # all rows of an empty list
        },
    )


@EXERCISE.part(
    points=1,
    asks="`problems` finds a held-out row that a model was trained on",
    hints=(
        "Which lists of the log hold the rows that the model was trained on?",
        "There are two such lists, in each of two logs. One common row is enough.",
        "Join start and queries of a run, and intersect them with its held-out rows. Do so for both runs.",
    ),
)
def trained(ask: Ask) -> None:
    """Put a held-out row among the queries of either run, or in the start of both."""
    for where in ("strategy", "random", "start"):
        race = made.race(ask.rng, twice=False)
        row = made.train_on_heldout(ask.rng, race, where)
        missed = {"strategy": "all-rows-needed", "random": "baseline-trusted", "start": "start-overlooked"}[where]
        wrong = {missed: [], "held-out-counted": [KINDS[0], KINDS[3]]}
        place = "the start of both runs" if where == "start" else f"the queries of the {where} run"
        _judge(ask, race, [KINDS[0]], f"row {row} is held out, and it is in {place}.", wrong)


@EXERCISE.part(
    points=1,
    asks="`problems` finds a held-out row that helped to choose something",
    hints=(
        "What is the difference between a row that the model was trained on and one that it was tuned on?",
        "Compare `tuned_on` with `heldout` in each of the two logs. One common row is enough.",
    ),
)
def tuned(ask: Ask) -> None:
    """Put a held-out row among those that either run was tuned on."""
    for which in (0, 1):
        race = made.race(ask.rng, twice=False)
        row = made.tune_on_heldout(ask.rng, race, which)
        missed = ("all-rows-needed", "baseline-trusted")[which]
        wrong = {missed: [], "held-out-counted": [KINDS[1], KINDS[3]]}
        who = ("strategy", "random")[which]
        _judge(ask, race, [KINDS[1]], f"row {row} is held out, and the {who} run was tuned on it.", wrong)


@EXERCISE.part(
    points=1,
    asks="`problems` finds runs that are not a pair",
    hints=(
        "Three entries of the two logs must agree.",
        "The seed is a number. The other two are rows, of which the order means nothing.",
    ),
)
def paired(ask: Ask) -> None:
    """Change the seed, a row of the start, or a held-out row, in one of the runs."""
    for what in ("seed", "start", "heldout"):
        race = made.race(ask.rng)
        made.unpair(ask.rng, race, what)
        named = {"seed": "seeds", "start": "rows of the start", "heldout": "held-out rows"}[what]
        wrong: dict[str, list[str]] = {} if what == "seed" else {"seed-alone": []}
        ours, theirs = race[0][what], race[1][what]
        if what != "seed":
            ours, theirs = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
        _judge(ask, race, [KINDS[2]], f"the {named} differ: {ours} here, {theirs} there.", wrong)


@EXERCISE.part(
    points=1,
    asks="`problems` finds labels that were not counted",
    hints=(
        "Which three lists of a log hold rows whose labels somebody had to buy?",
        "A row in two of the lists was bought once. Held-out rows are left out.",
        "Join the three lists to one set, take the held-out rows away, and compare its size with the report.",
    ),
)
def counted(ask: Ask) -> None:
    """Leave out the label that only tuning used, or one of the start's."""
    for which in (0, 1):
        race = made.race(ask.rng)
        log = race[which]
        log["reported"] -= 1
        because = f"the {('strategy', 'random')[which]} run used the labels of {made.used(log)} rows "
        because += f"and reports {log['reported']}."
        _judge(ask, race, [KINDS[3]], because, {("tuning-is-free", "baseline-trusted")[which]: []})


@EXERCISE.part(
    points=2,
    asks="`believable` picks the honest races, and `problems` finds several problems at once",
    hints=(
        "A race can have more than one problem: look for each of the four, whatever else was found.",
        "`believable` asks `problems` about each race, and keeps the names for which the answer is empty.",
    ),
)
def several(ask: Ask) -> None:
    """Break one race in several ways, then mix broken races with honest ones."""
    race = made.race(ask.rng)
    kinds = sorted(ask.rng.choice(KINDS, size=int(ask.rng.integers(2, 5)), replace=False).tolist())
    for kind in kinds:
        made.break_in(ask.rng, race, kind)
    _judge(ask, race, kinds, f"this race has {len(kinds)} problems, and each of them is looked for on its own.", {})
    names = ask.rng.permutation(list("ABCDEFGH")).tolist()
    broken = dict(zip(names, KINDS, strict=False))
    races = {name: made.race(ask.rng) for name in ask.rng.permutation(names[:7]).tolist()}
    for name, kind in broken.items():
        made.break_in(ask.rng, races[name], kind)
    ask("believable", races={name: list(race) for name, race in races.items()}).equals(
        sorted(set(races) - set(broken)),
        because="; ".join(f"race {name}: {kind}" for name, kind in sorted(broken.items())) + "; the others are honest.",
    )


def _judge(ask: Ask, race: Race, right: list[str], because: str, mistakes: Mapping[str, list[str]]) -> None:
    """Ask about one race; the order of the answer does not matter."""
    answer = ask("problems", strategy=race[0], random=race[1])
    if isinstance(answer.value, (list, tuple)):
        answer = ask.answer(answer.called, sorted(map(str, answer.value)))
    answer.equals(sorted(right), because, {name: sorted(value) for name, value in mistakes.items()})
