"""Grading a class: time and memory beside plain pytest on the same work, and a grading killed again and again.

    python benchmarks/classroom.py [--students 300] [--kills 50] [--jobs 2] [--out benchmarks/results/classroom-DATE.md]

The class hands in right and wrong answers of chapter 1 (``tests/exercises``), drawn with a fixed seed, no two files the
same. Plain pytest checks a sample of the same folders with ``pytest exercises``, one after the other in as many
processes. The kills are SIGKILLs to the grading and all its processes at random moments; each is followed by the same
command, and the gradebook must end as that of an undisturbed grading, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from rich.progress import track

from altutor.classroom import catalogue, folders
from altutor.classroom.assignment.assignment import Assigned, Assignment, save
from altutor.files import write_atomic

ANSWERS = Path(__file__).parents[1] / "tests" / "exercises"
RATIO = 2.5  # at most so many times plain pytest
SAMPLE = 20  # folders that plain pytest checks


def hand_in(students: int, folder: Path) -> None:
    """Write an assignment and a class's submissions."""
    exercises = catalogue.find("ch01")
    points = tuple(Assigned(one.id, float(one.points)) for one in exercises)
    save(Assignment("week1", "Week 1", 12345, points, None, False, "0"), folder / "week1")
    chance = random.Random(0)
    for number in range(students):
        for exercise in exercises:
            answer = chance.choice(sorted((ANSWERS / exercise.id).glob("[!t]*.py")))
            path = folder / "submissions" / f"student{number:03d}" / f"{exercise.id}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{answer.read_text(encoding='utf-8')}\n# {number}\n", encoding="utf-8")


def command(folder: Path, out: str, jobs: int) -> list[str]:
    """Return the line that grades the class."""
    places = [str(folder / "submissions"), "--assignment", str(folder / "week1"), "--out", str(folder / out)]
    return [sys.executable, "-m", "altutor", "grade", *places, "--jobs", str(jobs)]


def plain(folder: Path, students: int, jobs: int) -> float:
    """Return the seconds that plain pytest takes for the class, from those for a sample of it."""
    chosen = sorted((folder / "submissions").iterdir())[: min(SAMPLE, students)]
    for place in chosen:  # the shims that a student has beside the stubs
        for exercise in catalogue.find("ch01"):
            for name, text in folders.files(exercise).items():
                if "test_" in name:
                    (folder / "plain" / place.name / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / "plain" / place.name / name).write_text(text, encoding="utf-8")
        shutil.copytree(place, folder / "plain" / place.name, dirs_exist_ok=True)

    def check(place: Path) -> None:
        line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "plain" / place.name)]
        subprocess.run(line, capture_output=True, check=False)

    started = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(check, chosen))
    return (time.perf_counter() - started) * students / len(chosen)


def killed(folder: Path, kills: int, seconds: float, jobs: int) -> int:
    """Grade with kills at random moments; return how many ended with another gradebook than the undisturbed one."""
    right = (folder / "grades" / "gradebook.csv").read_bytes()
    chance, different = random.Random(1), 0
    for _ in track(range(kills), "kills", disable=not sys.stderr.isatty()):
        shutil.rmtree(folder / "again", ignore_errors=True)
        line = command(folder, "again", jobs)
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(chance.uniform(0.3, seconds))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        subprocess.run([*line, "--yes"], capture_output=True, check=True)
        different += (folder / "again" / "gradebook.csv").read_bytes() != right
    return different


def main() -> None:
    """Print the table; with --out, write it, too. Exit code 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--killed-students", type=int, default=10, help="size of the class that is graded with kills")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, small = Path(place), Path(place, "small")
        hand_in(options.students, folder)
        started = time.perf_counter()
        subprocess.run(command(folder, "grades", options.jobs), capture_output=True, check=True)
        spent = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        beside = plain(folder, options.students, options.jobs)
        hand_in(options.killed_students, small)
        started = time.perf_counter()
        subprocess.run(command(small, "grades", options.jobs), capture_output=True, check=True)
        different = killed(small, options.kills, time.perf_counter() - started, options.jobs)
    files = options.students * len(catalogue.find("ch01"))
    met = spent <= RATIO * beside and not different
    text = "\n".join(
        [
            f"# Grading a class, measured on {date.today()}",
            "",
            f"`python benchmarks/classroom.py --students {options.students} --kills {options.kills} "
            f"--jobs {options.jobs}`",
            "",
            "| what | figure |",
            "|---|---|",
            f"| {options.students} students, {files} files, graded in the sandbox | {spent:.0f} s |",
            f"| the same with plain pytest, from {min(SAMPLE, options.students)} students | {beside:.0f} s |",
            f"| ratio (goal: at most {RATIO:g}) | {spent / beside:.2f} |",
            f"| largest process | {memory:.0f} MiB |",
            f"| gradebooks that differ after {options.kills} kills of a grading of {options.killed_students} students "
            f"| {different} |",
            "",
            f"Goals: {'met' if met else 'NOT MET'}.",
        ]
    )
    print(text)
    if options.out:
        write_atomic(options.out, text + "\n")
    sys.exit(not met)


if __name__ == "__main__":
    main()
