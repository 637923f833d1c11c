"""Makes annotations to be split, and holds splits against the rules."""

from typing import Any

import numpy as np

from altutor.classroom.ask import Answer
from altutor.classroom.shown import shown

# Who picked the annotations of each group.
FEW = ["chance"] * 4 + ["chance chance"] + ["model chance"] * 2 + ["model"] * 6
MANY = ["chance"] * 6 + ["chance chance"] * 2 + ["chance chance chance"] + ["model chance"] * 3 + ["model"] * 10


def by_chance(picked_by: list[str]) -> list[int]:
    """Return the positions of annotations that were picked by chance."""
    return [row for row, who in enumerate(picked_by) if who == "chance"]


def latest(group_of: list[int], picked_by: list[str], count: int) -> list[set[int]]:
    """Return the last candidates by their number, and by where they stand."""
    rows = [group_of[row] for row in by_chance(picked_by)]
    return [set(sorted(set(rows))[-count:]), set(list(dict.fromkeys(reversed(rows)))[:count])]


def annotations(rng: np.random.Generator, kinds: list[str]) -> tuple[list[int], list[str]]:
    """Return groups and who picked, in any order."""
    pairs = [(number, who) for number, kind in enumerate(kinds) for who in kind.split()]
    pairs = [pairs[place] for place in rng.permutation(len(pairs))]
    numbers = list(dict.fromkeys(number for number, _ in pairs))
    return [numbers.index(number) for number, _ in pairs], [who for _, who in pairs]


def check(
    answer: Answer, group_of: list[int], picked_by: list[str], share: float
) -> tuple[list[int], list[int]] | None:
    """Hold a split against every rule; what is recorded does not depend on which groups were drawn."""
    parts = parts_of(answer.value, len(group_of))
    if parts is None:
        answer.ask.record("no split")
        answer.wrong("two lists of positions: training part and dev part", "Each position stands for one annotation.")
        return None
    train, dev = parts
    came = shown(answer.value)
    candidates = {group_of[row] for row in by_chance(picked_by)}
    drawn = {group_of[row] for row in dev}
    count = max(1, round(share * len(candidates)))
    everything = max(1, round(share * len(set(group_of))))
    both, model = sorted(set(train) & set(dev)), [row for row in dev if picked_by[row] != "chance"]
    shared = sorted(drawn & {group_of[row] for row in train})
    right_dev = [row for row in by_chance(picked_by) if group_of[row] in drawn]
    right_train = [row for row, group in enumerate(group_of) if group not in drawn]

    def require(holds: bool, expected: str, because: str, mistakes: dict[str, bool] | None = None) -> None:
        Answer(answer.ask, answer.called, holds).holds(holds, expected, because, came, mistakes)

    require(not both, "parts without a common position", f"{both} are in both.", {"overlap": True})
    require(
        not model,
        "a dev part of annotations that were picked by chance",
        f"the model picked {model}.",
        {"dev-from-selected": True},
    )
    require(
        not shared,
        "parts without a common group",
        f"both parts hold annotations of {'group' if len(shared) == 1 else 'groups'} {', '.join(map(str, shared))}.",
        {"copies-in-both": True},
    )
    require(
        len(drawn) == count,
        f"a dev part from {count} {'group' if count == 1 else 'groups'}",
        f"there are {len(candidates)} candidates, and {share:g} of them is {share * len(candidates):.1f}. "
        f"This dev part has annotations of {len(drawn)} groups.",
        {"share-of-everything": len(drawn) == everything},
    )
    require(sorted(dev) == right_dev, f"the dev part {right_dev}", f"the groups {sorted(drawn)} were drawn.")
    require(sorted(train) == right_train, f"the training part {right_train}", f"the groups {sorted(drawn)} were drawn.")
    return parts


def parts_of(value: Any, n: int) -> tuple[list[int], list[int]] | None:
    """Return the two parts as lists of positions; None where the value is no such thing."""
    if not isinstance(value, (list, tuple, np.ndarray)) or len(value) != 2:
        return None
    parts = [part.tolist() if isinstance(part, np.ndarray) else part for part in value]
    for part in parts:
        if not isinstance(part, (list, tuple)) or not all(type(one) is int and 0 <= one < n for one in part):
            return None
    return list(parts[0]), list(parts[1])
