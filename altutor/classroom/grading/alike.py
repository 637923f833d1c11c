"""Finds pairs of submissions that are more alike than the class is: for an instructor to look at, never a verdict.

A file becomes the sequence of its syntax (:mod:`altutor.classroom.grading.syntax`), and is compared by all runs of
`RUN` tokens, as in Schleimer, Wilkerson and Aiken (2003) with a window of one. Runs of the stub do not count. Runs that
many wrote count little: their weight is the logarithm of one over the share of the class that has them (Sparck Jones,
1972), so that the solution that everybody finds is no evidence. Of a file only what the stub defines is compared, with
what that uses: a notebook may hold the answers to a whole assignment.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altutor.classroom import catalogue, stubs
from altutor.classroom.grading import syntax
from altutor.classroom.grading.syntax import RUN, Token

if TYPE_CHECKING:
    from altutor.classroom.submissions.collect import Submission

SHORTEST = 40  # runs of its own that an answer must have to be judged
SHARE = 0.6  # of two answers that must be shared
SHOWN = 40  # pairs
ALL = 0.95  # of two answers: as good as all
PAIRS = 20  # fewer are no distribution to compare with


@dataclass(frozen=True)
class Shared:
    """What two answers to one exercise have in common.

    Attributes
    ----------
    share
        From 0 to 1: the weight of the shared runs in that of both answers (Dice).
    tokens
        Tokens of syntax in shared runs, in the first answer.
    lines
        Lines with such tokens, in the first and in the second file.
    stands_out
        Whether the two are far more alike than the class in this exercise alone.
    """

    exercise: str
    share: float
    tokens: int
    lines: tuple[frozenset[int], frozenset[int]]
    stands_out: bool = False


@dataclass(frozen=True)
class Pair:
    """Two students whose answers are more alike than the class's.

    Attributes
    ----------
    share
        Over all exercises that both began.
    stands_out
        Whether they do so over all exercises; else it is one of them that does.
    """

    first: str
    second: str
    share: float
    tokens: int
    exercises: tuple[Shared, ...]
    stands_out: bool = True


@dataclass(frozen=True)
class _Answers:
    """The comparable answers to one exercise: runs, their weights, and what each pair shares."""

    students: list[int]
    tokens: list[list[list[Token]]]
    runs: list[set[str]]
    shared: np.ndarray  # weight of shared runs, for each pair
    total: np.ndarray  # weight of all runs, for each answer


def find(
    submissions: Sequence[Submission], exercises: Sequence[str], groups: Mapping[str, str] | None = None
) -> tuple[list[Pair], list[str]]:
    """Return pairs to look at, those that share most first, and sentences on what could not be compared.

    Parameters
    ----------
    exercises
        Ids of the exercises.
    groups
        Group by student; members of one group are not compared, and files that all of them have count once.
    """
    submissions = _once(submissions, groups or {})
    by_exercise, sentences = {}, []
    size = len(submissions)
    shared, total = np.zeros((size, size)), np.zeros((size, size))
    alone: dict[str, np.ndarray] = {}  # pairs that stand out in one exercise
    lengths = np.zeros(size)
    for id_ in exercises:
        answers, unread = _answers(submissions, id_)
        if unread:
            sentences.append(f"{_short(id_)}: {unread} could not be compared, since Python cannot read them.")
        by_exercise[id_] = answers
        if len(answers.students) < 2:
            continue
        block = np.ix_(answers.students, answers.students)
        sums = answers.total[:, None] + answers.total[None, :]
        shared[block] += 2 * answers.shared
        total[block] += sums
        own = np.array([len(runs) for runs in answers.runs])
        lengths[answers.students] += own
        usual = int(np.median(own))
        if usual < SHORTEST:
            sentences.append(
                f"{_short(id_)}: answers are too short to be compared on their own (half of them have at most {usual} "
                f"runs of {RUN} tokens beside the stub; {SHORTEST} are needed)."
            )
            continue
        found = _stand_out(_ratio(2 * answers.shared, sums), own >= SHORTEST)
        if found is None:
            sentences.append(f"{_short(id_)}: so many answers are alike that no pair stands out.")
        else:
            alone[id_] = np.zeros((size, size), dtype=bool)
            alone[id_][block] = found
    share = _ratio(shared, total)
    together = _stand_out(share, lengths >= SHORTEST)
    if together is None:
        together = np.zeros((size, size), dtype=bool)
    names = [one.student for one in submissions]
    chosen = [
        (i, j)
        for i, j in zip(*np.nonzero(np.triu(np.any([together, *alone.values()], axis=0), 1)), strict=True)
        if not (groups and groups.get(names[i]) and groups.get(names[i]) == groups.get(names[j]))
    ]
    chosen.sort(key=lambda pair: (-round(float(shared[pair]), 6), names[pair[0]], names[pair[1]]))
    if len(chosen) > SHOWN:
        sentences.append(f"{len(chosen)} pairs stand out; the {SHOWN} that share most are shown.")
    pairs = []
    for i, j in chosen[:SHOWN]:
        both = tuple(
            dataclasses.replace(one, stands_out=id_ in alone and bool(alone[id_][i, j]))
            for id_, answers in by_exercise.items()
            if (one := _shared(id_, answers, i, j))
        )
        tokens = sum(one.tokens for one in both)
        pairs.append(Pair(names[i], names[j], float(share[i, j]), tokens, both, bool(together[i, j])))
    return pairs, sentences


def _once(submissions: Sequence[Submission], groups: Mapping[str, str]) -> list[Submission]:
    """Leave out who has the same files as a member of the group before them: a group hands in once."""
    kept: list[Submission] = []
    of_group: dict[str, list[Mapping[str, bytes]]] = {}
    for one in submissions:
        group = groups.get(one.student, "")
        before = of_group.setdefault(group, []) if group else []
        if one.files not in before:
            before.append(one.files)
            kept.append(one)
    return kept


def _answers(submissions: Sequence[Submission], id_: str) -> tuple[_Answers, int]:
    exercise = catalogue.load(id_)
    given, tree_of_stub = set(stubs.constants(exercise)), stubs.tree(exercise)
    stub = set(syntax.runs(syntax.tokens(tree_of_stub, given)))
    wanted = syntax.names(tree_of_stub) - given
    students, tokens, unread = [], [], 0
    for number, submission in enumerate(submissions):
        content = submission.files.get(id_)
        if content is None:
            continue
        tree = syntax.parse(content)
        if tree is None:
            unread += 1
            continue
        students.append(number)
        tokens.append(syntax.tokens(syntax.part_of(tree, wanted), given))
    runs = [set(syntax.runs(one)) - stub for one in tokens]
    shared, total = _weigh(runs)
    return _Answers(students, tokens, runs, shared, total), unread


def _weigh(runs: list[set[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weight of what each pair shares, and of each answer."""
    if len(runs) < 2 or not any(runs):
        return np.zeros((len(runs), len(runs))), np.zeros(len(runs))
    from sklearn.feature_extraction.text import CountVectorizer

    has = CountVectorizer(analyzer=sorted, binary=True, dtype=np.float64).fit_transform(runs)
    spread = np.asarray(has.sum(axis=0)).ravel()
    weights = np.log((len(runs) + 1) / spread)
    weighted = has.multiply(weights).tocsr()
    return (weighted @ has.T).toarray(), np.asarray(weighted.sum(axis=1)).ravel()


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _stand_out(share: np.ndarray, enough: np.ndarray) -> np.ndarray | None:
    """Return which pairs share much, and far more than pairs of this class do (beyond Tukey's outer fence, 1977).

    None where so many answers are alike that no pair can stand out.
    """
    compared = enough[:, None] & enough[None, :]
    usual = share[np.triu(compared, 1)]
    if usual.size < PAIRS:
        return compared & (share >= SHARE)
    low, high = np.percentile(usual, [25, 75])
    if high >= SHARE:
        return None
    return compared & (share >= max(SHARE, min(high + 3 * (high - low), ALL)))


def _shared(id_: str, answers: _Answers, i: int, j: int) -> Shared | None:
    """Return what two students share in an exercise; None where one of them has no answer."""
    if i not in answers.students or j not in answers.students:
        return None
    a, b = answers.students.index(i), answers.students.index(j)
    both = answers.runs[a] & answers.runs[b]
    marked = [_covered(answers.tokens[one], both) for one in (a, b)]
    share = 2 * answers.shared[a, b] / max(answers.total[a] + answers.total[b], 1e-12)
    lines = (frozenset(line for _, line in marked[0]), frozenset(line for _, line in marked[1]))
    return Shared(id_, float(share), len(marked[0]), lines)


def _covered(tokens: list[list[Token]], runs: set[str]) -> list[Token]:
    """Return the tokens that lie in one of the runs."""
    found = []
    for part in tokens:
        covered = np.zeros(len(part), dtype=bool)
        for start, run in enumerate(syntax.runs([part])):
            if run in runs:
                covered[start : start + RUN] = True
        found += [token for token, inside in zip(part, covered, strict=True) if inside]
    return found


def _short(id_: str) -> str:
    return catalogue.load(id_).short
