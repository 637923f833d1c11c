"""Grades e2_trusted_dev: copies of texts, the rules of a split, and many splits."""

from altutor.classroom.ask import Answer, Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch06_should_you import splits

EXERCISE = Exercise(
    title="A dev split that can be trusted",
    kind="implement",
    goals=("6.3",),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=("ch01 e5",),
    terms=("dev split", "held-out", "sampling bias", "annotator", "random tenth", "seed"),
    mistakes=(
        Mistake(
            "exact-copies",
            "This takes two texts as different as soon as a letter case or a space differs. Most copies differ in such"
            " things.",
            hint=2,
        ),
        Mistake(
            "dev-from-selected",
            "This dev part holds annotations that the model picked. Its score says how the model does on what it "
            "chose, and nothing about the pool.",
            hint=1,
        ),
        Mistake(
            "copies-in-both",
            "This leaves a copy of a dev text in the training part. The model is then tested on what it was taught, "
            "and the score is too high.",
            hint=2,
        ),
        Mistake(
            "overlap",
            "These parts overlap: the same annotation is trained on and tested on.",
            hint=2,
        ),
        Mistake(
            "share-of-everything",
            "This takes the share of all groups in place of the share of the candidates. Where few annotations were "
            "picked by chance, hardly any of them would be left to train on.",
            hint=2,
        ),
        Mistake(
            "latest-in-dev",
            "This takes the groups that come last. Late annotations differ from early ones, and chance has no part in "
            "the draw.",
            hint=2,
        ),
        Mistake(
            "another-each-time",
            "This draw does not depend on `seed`: the same call gave another split. Scores of two such splits cannot "
            "be compared, and nobody can repeat the result.",
            hint=1,
        ),
        Mistake(
            "seed-ignored",
            "This gives the same split for every seed. Nobody can see how much the score depends on the draw.",
            hint=1,
        ),
        Mistake(
            "big-groups-first",
            "This draws annotations and takes their groups. A group with many annotations picked by chance is then "
            "drawn more often than one with a single one.",
            hint=3,
        ),
    ),
)
SEEDS = 300
WORDS = "bank mill court port union mine rail dairy"  # of made-up headlines


@EXERCISE.part(
    points=1,
    asks="`groups` finds copies whatever their case and white space",
    hints=(
        "What do all copies of a text become when you write them in one fixed way?",
        "Strings have methods for lower case, and for cutting at white space of any length.",
        "Keep a dictionary from the fixed way of writing to the number of the group.",
    ),
)
def copies(ask: Ask) -> None:
    """Write some texts in several ways, and put them in any order."""
    first, second, third, fourth = ask.rng.permutation(WORDS.split())[:4].tolist()
    plain = [f"{first} buys {second}", f"{second} buys {first}", f"{first}buys {second}", f"{third} sells {fourth}"]
    texts = [plain[0], plain[0].title(), f"  {plain[1]} ", plain[1].upper(), plain[2], plain[3], plain[3]]
    texts += [plain[0].replace(" ", "  "), plain[3].replace(" ", "\n", 1), plain[3].replace(" ", "\t")]
    meant = [0, 0, 1, 1, 2, 3, 3, 0, 3, 3]
    order = ask.rng.permutation(len(texts)).tolist()
    texts, meant = [texts[place] for place in order], [meant[place] for place in order]
    met = list(dict.fromkeys(meant))
    exact = list(dict.fromkeys(texts))
    ask("groups", texts=texts).equals(
        [met.index(one) for one in meant],
        because="there are four texts here, each in one or more ways of writing; the first that occurs is number 0.",
        mistakes={"exact-copies": [exact.index(one) for one in texts]},
    )


@EXERCISE.part(
    points=2,
    asks="`split` keeps all rules",
    hints=(
        "Begin with the candidates. Who picked the annotations of a candidate, and what may be in its group besides?",
        "Draw whole groups, not annotations. Then go through all annotations once: which part, if any, is each in?",
        "Two questions decide where an annotation goes: is its group drawn, and was it picked by chance? One of the "
        "four answers means that it is left out, and two of them mean training.",
    ),
)
def rules(ask: Ask) -> None:
    """Check every rule, for shares that round down, up, and to nothing."""
    for share in (0.4, 0.2, 0.04):
        group_of, picked_by = splits.annotations(ask.rng, splits.FEW)
        seed = int(ask.rng.integers(1000))
        answer = ask("split", group_of=group_of, picked_by=picked_by, share=share, seed=seed)
        splits.check(answer, group_of, picked_by, share)


@EXERCISE.part(
    points=2,
    asks="`split` draws by `seed`, and every candidate is as likely as any other",
    hints=(
        "A random generator that is made from `seed` gives the same numbers each time.",
        "Make the generator inside the function, from `seed` and nothing else.",
        "Every candidate has one ticket in the draw, however many annotations it has: draw from a list of groups in "
        "which each stands once.",
    ),
    draws=2,
)
def draw(ask: Ask) -> None:
    """Ask twice with one seed, then with many."""
    group_of, picked_by = splits.annotations(ask.rng, splits.MANY)
    seeds = ask.rng.choice(10_000, size=SEEDS, replace=False).tolist()
    found = ask.each("split", [(group_of, picked_by, 0.25, seed) for seed in [seeds[0], *seeds]])
    drawn = []
    for seed, value in zip([seeds[0], *seeds], found, strict=True):
        called = (
            f"split(group_of, picked_by, 0.25, {seed}) with {len(group_of)} annotations in {len(set(group_of))} groups"
        )
        parts = splits.check(Answer(ask, called, value), group_of, picked_by, 0.25)
        drawn.append({group_of[row] for row in parts[1]} if parts else set())
    ask.answer(f"split(group_of, picked_by, 0.25, {seeds[0]}), twice", drawn[0] == drawn[1]).holds(
        drawn[0] == drawn[1],
        expected="the same split both times",
        because="the same seed gives the same split.",
        came="two splits that differ",
        mistakes={"another-each-time": True},
    )
    candidates = {group for group, who in zip(group_of, picked_by, strict=True) if who == "chance"}
    times = {group: sum(group in one for one in drawn[1:]) for group in candidates}
    least, most = min(times, key=times.__getitem__), max(times, key=times.__getitem__)
    fixed = all(one == drawn[1] for one in drawn[1:])
    even = SEEDS / 4
    likely = all(abs(count - even) < 6 * (even * 0.75) ** 0.5 for count in times.values())
    ask.answer(f"split(group_of, picked_by, 0.25, seed) for {SEEDS} seeds", likely).holds(
        likely,
        expected=f"each of the {len(candidates)} candidates drawn about {even:.0f} times",
        because="a quarter of the candidates is drawn each time, and each is as likely as any other.",
        came=f"group {least} was drawn {times[least]} times, group {most} {times[most]} times",
        mistakes={
            "latest-in-dev": fixed and drawn[1] in splits.latest(group_of, picked_by, len(drawn[1])),
            "seed-ignored": fixed,
            "big-groups-first": sum(group_of[row] == most for row in splits.by_chance(picked_by)) == 3,
        },
    )
