"""What a class's results say about the tasks: how hard each part is, whether it tells people apart, who is stuck.

Difficulty is the share of a part's points earned among those who began the exercise. Discrimination is the corrected
item-total correlation (Henrysson, 1963): of the part's points with the points of all other parts, so that no part is
correlated with itself. Its 95% interval is Fisher's (1921), by scipy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from altutor.classroom.grading import marks

FEWEST = 10  # students, below which no correlation is computed
FEW = 30  # below which a correlation says little
BINS = 10
NOT_BEGUN = ("missing", "not started", "ungraded")


@dataclass(frozen=True)
class PartStatistics:
    """One part of one exercise in one class.

    Attributes
    ----------
    began
        Students who began the exercise and whose part could be judged.
    difficulty
        Share of the points they earned, 1 is easy; None where nobody began.
    discrimination, low, high
        Correlation with the points of all other parts, and its 95% interval; None with fewer than `FEWEST` students or
        where all earned the same.
    """

    exercise: str
    part: str
    asks: str
    began: int
    difficulty: float | None
    discrimination: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Distribution:
    """The marks of a class; `bins` are (from, to, how many), the last with its upper end."""

    students: int
    without: int  # a mark
    mean: float
    deviation: float
    quartiles: tuple[float, float, float]
    bins: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class Stuck:
    """A part at which a student who began the exercise earned nothing while most of the class earn something."""

    student: str
    exercise: str
    part: str


def table(grades: Mapping[str, Any]) -> pd.DataFrame:
    """Return a row for each student and part; ``points`` and ``of`` are what it is worth here."""
    rows = []
    for entry in grades["students"]:
        for info, graded in zip(grades["exercises"], entry["exercises"], strict=True):
            worth = info["points"] / info["own"] if info["own"] else 0.0
            for part in graded["parts"]:
                began = graded["state"] not in NOT_BEGUN and part["kind"] != "ungraded"
                rows.append(
                    {
                        "student": entry["student"],
                        "exercise": info["id"],
                        "part": part["part"],
                        "asks": part["asks"],
                        "points": part["points"] * worth,
                        "of": part["of"] * worth,
                        "began": began,
                        "mistake": part["mistake"],
                        "ungraded": graded["state"] == "ungraded" or part["kind"] == "ungraded",
                    }
                )
    columns = ["student", "exercise", "part", "asks", "points", "of", "began", "mistake", "ungraded"]
    types = {"points": float, "of": float, "began": bool, "ungraded": bool}
    return pd.DataFrame(rows, columns=columns).astype(types)


def parts(rows: pd.DataFrame) -> list[PartStatistics]:
    """Return difficulty and discrimination of each part, in the order of the assignment."""
    total = rows.groupby("student")["points"].sum()
    incomplete = set(rows.loc[rows["ungraded"], "student"])  # their totals are not known
    found = []
    for (exercise, part), all_ in rows.groupby(["exercise", "part"], sort=False):
        began = all_[all_["began"]]
        whole = began[~began["student"].isin(incomplete)]
        rest = total[whole["student"]].to_numpy() - whole["points"].to_numpy()
        of = began["of"].sum()
        difficulty = float(began["points"].sum() / of) if of else None
        asks = str(all_["asks"].iloc[0])
        item = whole["points"].to_numpy()
        found.append(PartStatistics(exercise, part, asks, len(began), difficulty, *_correlation(item, rest)))
    return found


def distribution(grades: Mapping[str, Any]) -> Distribution | None:
    """Return the marks of a class; None where nobody has one."""
    known = np.array([entry["mark"] for entry in grades["students"] if entry["mark"] is not None], dtype=float)
    if not known.size:
        return None
    top = max(float(grades["of"]), float(known.max())) or 1.0
    counts, edges = np.histogram(known, bins=BINS, range=(0.0, top))
    low, middle, high = (float(value) for value in np.percentile(known, [25, 50, 75]))
    return Distribution(
        students=len(known),
        without=len(grades["students"]) - len(known),
        mean=float(known.mean()),
        deviation=float(known.std(ddof=1)) if known.size > 1 else 0.0,
        quartiles=(low, middle, high),
        bins=tuple((float(a), float(b), int(n)) for a, b, n in zip(edges, edges[1:], counts, strict=False)),
    )


def misconceptions(rows: pd.DataFrame) -> list[tuple[str, str, list[str]]]:
    """Return (exercise, mistake, students) for each recognised wrong answer, the most frequent first."""
    found = rows.dropna(subset=["mistake"]).drop_duplicates(["student", "exercise", "mistake"])
    groups = [
        (str(exercise), str(mistake), sorted(one["student"]))
        for (exercise, mistake), one in found.groupby(["exercise", "mistake"], sort=False)
    ]
    return sorted(groups, key=lambda group: -len(group[2]))


def stuck(rows: pd.DataFrame) -> list[Stuck]:
    """Return who is stuck where: those with most such parts first."""
    began = rows[rows["began"]]
    earns = (began["points"] > 0).groupby([began["exercise"], began["part"]]).mean()
    found = [
        Stuck(row.student, row.exercise, row.part)
        for row in began.itertuples()
        if row.points == 0 and earns[(row.exercise, row.part)] > 0.5
    ]
    times = Counter(one.student for one in found)
    return sorted(found, key=lambda one: (-times[one.student], one.student))


def absent(grades: Mapping[str, Any], states: Sequence[str]) -> list[str]:
    """Return the students whose exercises are all in one of these states."""
    return [
        entry["student"] for entry in grades["students"] if all(one["state"] in states for one in entry["exercises"])
    ]


def ungraded(grades: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Yield (student, exercise, reason) for all that could not be graded."""
    for entry in grades["students"]:
        by_hand = {mark["exercise"] for mark in entry["by_hand"] if mark["points"] is not None}
        for graded in entry["exercises"]:
            if graded["state"] == "ungraded" and not by_hand & {"", graded["exercise"]}:
                yield entry["student"], graded["exercise"], graded["reason"] or "The grader gave no reason."


def points_of(grades: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], float | None]]:
    """Return each exercise with the mean of what it counts, over those for whom that is known."""
    columns = zip(*(marks.counted(entry, grades["exercises"]) for entry in grades["students"]), strict=True)
    found: list[tuple[Mapping[str, Any], float | None]] = []
    for info, column in zip(grades["exercises"], columns, strict=False):
        known = [value for value in column if value is not None]
        found.append((info, float(np.mean(known)) if known else None))
    return found


def _correlation(item: np.ndarray, rest: np.ndarray) -> tuple[float | None, float | None, float | None]:
    if item.size < FEWEST or np.ptp(item) < 1e-9 or np.ptp(rest) < 1e-9:
        return None, None, None
    from scipy.stats import pearsonr

    found = pearsonr(item, rest)
    interval = found.confidence_interval(0.95)
    return float(found.statistic), float(interval.low), float(interval.high)
