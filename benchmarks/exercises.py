"""How long checking takes, and whether every variant can be solved.

    python benchmarks/exercises.py [ch03 [e2]] [--variants 200] [--out benchmarks/results/exercises-YEAR-MONTH-DAY.md]

Reference solutions are checked as a student's file is: in a process of their own, start and imports included. Then
solution and second solution are graded in the given number of variants. What was found is kept in ``.cache/variants/``
and not done again until grader, stub, solutions or the number of variants change.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from rich.progress import track

from altutor.classroom import catalogue, stubs
from altutor.classroom.check import told
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import drawn, grade
from altutor.classroom.student import Direct, Worker
from altutor.files import write_atomic

ROOT = Path(__file__).parents[1]
ANSWERS = ROOT / "tests" / "exercises"
ALL, ONE, SPACY = 60.0, 3.0, 15.0  # goals, in seconds


def seconds(exercise: Exercise) -> float:
    """Return how long the check of the reference solution takes."""
    path = ANSWERS / exercise.id / "solution.py"
    started = time.perf_counter()
    with Worker(path) as student:
        result = grade(exercise, path, student)
    if result.points != exercise.points:
        sys.exit(f"{path} is not right: {told(result)}")
    return time.perf_counter() - started


def unsolved(exercise: Exercise, variants: int, folder: Path) -> list[str]:
    """Return the variants that a right solution does not solve."""
    lapses = []
    path = folder / "answer.py"
    for name in ("solution", "second"):
        text = (ANSWERS / exercise.id / f"{name}.py").read_text(encoding="utf-8")
        for number in range(variants):
            variant = f"student {number}"
            path.write_text(stubs.with_constants(text, drawn(exercise, variant), name), encoding="utf-8")
            result = grade(exercise, path, Direct(path), variant)
            if result.points != exercise.points:
                lapses.append(f"{exercise.short}, {name}, variant 'student {number}': {told(result)}")
    return lapses


def remembered(exercise: Exercise, variants: int) -> list[str]:
    """Return the variants that are not solved; what was found with the same files is read."""
    files = [
        *sorted((catalogue.GRADERS / exercise.chapter).glob("*.py")),
        stubs.HERE / f"{exercise.id}.py",
        *(ANSWERS / exercise.id / f"{name}.py" for name in ("solution", "second")),
        ROOT / "altutor" / "classroom" / "ask.py",
    ]
    key = hashlib.sha256(b"".join(file.read_bytes() for file in files) + str(variants).encode()).hexdigest()
    kept = ROOT / ".cache" / "variants" / f"{exercise.id.replace('/', '-')}.json"
    if kept.exists() and (found := json.loads(kept.read_text(encoding="utf-8")))["key"] == key:
        return list(found["unsolved"])
    with tempfile.TemporaryDirectory() as folder:
        missed = unsolved(exercise, variants, Path(folder))
    write_atomic(kept, json.dumps({"key": key, "unsolved": missed}))
    return missed


def main() -> None:
    """Print the table; with --out, write it, too. Exit code 1 where a variant is not solved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="a chapter, or an exercise")
    parser.add_argument("--variants", type=int, default=200)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    chosen = catalogue.find(*options.words)
    grade(chosen[0], ANSWERS / chosen[0].id / "solution.py", Direct(ANSWERS / chosen[0].id / "solution.py"))
    lines = [
        f"# The exercises, measured on {date.today()}",
        "",
        f"`python benchmarks/exercises.py --variants {options.variants}`; Python {platform.python_version()}.",
        "",
        f"| exercise | seconds | goal | variants solved twice, of {options.variants} |",
        "|---|---|---|---|",
    ]
    total, lapses = 0.0, []
    for exercise in track(chosen, "Exercises", disable=not sys.stderr.isatty()):
        spent, missed = seconds(exercise), remembered(exercise, options.variants)
        total, lapses = total + spent, lapses + missed
        goal = SPACY if exercise.kind == "reproduce" and exercise.chapter.startswith("ch05") else ONE
        solved = options.variants - len({lapse.partition("variant")[2].partition(":")[0] for lapse in missed})
        met = "met" if spent <= goal else "NOT MET"
        lines.append(f"| {exercise.short} {exercise.title} | {spent:.2f} | {goal:g}: {met} | {solved} |")
    lines += [f"| all | {total:.1f} | {ALL:g}: {'met' if total <= ALL else 'NOT MET'} | |", ""]
    lines += [f"- {lapse}" for lapse in lapses]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.out:
        write_atomic(options.out, text)
    sys.exit(bool(lapses))


if __name__ == "__main__":
    main()
